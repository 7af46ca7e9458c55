"""The way from a PDF's own coordinates to the page as a person sees it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.model import FloatArray, Rect


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page (crop box) in the PDF's coordinates (y upwards), and the quarter turns it is shown with.

    `turns` counts clockwise quarter turns, 0 … 3. All results have the origin at the top left of the page as shown.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        """Width in points as shown."""
        return self.right - self.left if self.turns % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Height in points as shown."""
        return self.top - self.bottom if self.turns % 2 == 0 else self.right - self.left

    def boxes(self, boxes: FloatArray) -> FloatArray:
        """Return (n, 4) boxes (left, bottom, right, top) of the PDF as (x0, y0, x1, y1) of the page as shown."""
        xs, ys = boxes[:, (0, 2)].astype(np.float64), boxes[:, (1, 3)].astype(np.float64)
        across, down = (
            (xs - self.left, self.top - ys),
            (ys - self.bottom, xs - self.left),
            (self.right - xs, ys - self.bottom),
            (self.top - ys, self.right - xs),
        )[self.turns]
        corners = [across.min(axis=1), down.min(axis=1), across.max(axis=1), down.max(axis=1)]
        return np.stack(corners, axis=1).astype(np.float32)

    def rect(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """Return one rectangle as shown."""
        if self.turns == 0:
            return (left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.turns == 1:
            return (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turns == 2:
            return (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return (self.top - top, self.right - right, self.top - bottom, self.right - left)

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Return a vector of the PDF as shown, with y downwards."""
        return ((x, -y), (y, x), (-x, y), (-y, -x))[self.turns]
