"""Plots of scores as SVG for the page: no scripts, no style attributes; what they show is also said in words.

Colours and lines come from the classes in the page's style sheet (plot-…), so that they follow light and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from extract.evaluate.reliability import Bin, bin_records, calibration_error
from extract.evaluate.scores import Scores
from extract.evaluate.tally import Judged
from extract.labels import measure_name

WORDS = {
    "ja": {
        "measures": "欄ごとのF1と95%区間",
        "versions": "版ごとのF1と95%区間",
        "reliability": "確信度と正しさ",
        "confidence": "確信度",
        "right": "正しい割合",
        "records": "件",
        "interval": "95%区間",
    },
    "en": {
        "measures": "F1 of each slot with its 95 % interval",
        "versions": "F1 of each version with its 95 % interval",
        "reliability": "Confidence and how many are right",
        "confidence": "confidence",
        "right": "share that is right",
        "records": "records",
        "interval": "95 % interval",
    },
}
# All in pixels: the room for names at the left, the scale from 0 to 1, what is left at the right, rows and margins.
NAMES, SCALE, RIGHT, ROW, TOP, BOTTOM = 190, 420, 30, 22, 34, 30
SIDE = 260
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
HEADLINES = ("records: detection", "records: all slots")


def plot_measures(scores: Mapping[str, Scores], language: str) -> str:
    """Return one row a measure of records, one dot a version with its interval, on a scale from 0 to 1; "" without scores.

    What no gold speaks of has no F1, and no dot.
    """
    measures = list(dict.fromkeys(m for s in scores.values() for m in s.counts if m.startswith(("records: ", "slot: ")) and _has_gold(s, m)))
    if not measures:
        return ""
    rows = [(measure_name(m, language), [(version, s, m) for version, s in scores.items() if _has_gold(s, m)]) for m in measures]
    return _plot_rows("measures", rows, list(scores), language)


def plot_versions(scores: Mapping[str, Scores], language: str) -> str:
    """Return one row a version: dots for records found and for all slots, each with its interval; "" without scores."""
    rows = [(version, [(measure_name(m, language), s, m) for m in HEADLINES if _has_gold(s, m)]) for version, s in scores.items()]
    if not any(dots for _, dots in rows):
        return ""
    return _plot_rows("versions", rows, [measure_name(m, language) for m in HEADLINES], language)


def _has_gold(scores: Scores, measure: str) -> bool:
    return measure in scores.counts and scores.counts[measure].gold > 0


def _plot_rows(
    name: str, rows: Sequence[tuple[str, Sequence[tuple[str, Scores, str]]]], series: Sequence[str], language: str
) -> str:
    """Return a plot of rows of dots; a dot's place in its row and its class say which series it is of."""
    step = max(ROW, 9 * len(series) + 8)
    height = TOP + step * len(rows) + BOTTOM
    parts = [_axis(height)]
    for number, (label, dots) in enumerate(rows):
        middle = TOP + step * number + step / 2
        parts.append(_text(NAMES - 10, middle + 4, label, "plot-name", "end"))
        for series_name, scores, measure in dots:
            at = series.index(series_name)
            y = middle + (at - (len(series) - 1) / 2) * 9
            parts.append(_dot(y, at, scores, measure, f"{label}, {series_name}", language))
    parts += [_legend(at, label) for at, label in enumerate(series)] if len(series) > 1 else []
    width = NAMES + SCALE + RIGHT + (170 if len(series) > 1 else 0)
    return _svg(name, width, height, parts, language)


def _dot(y: float, series: int, scores: Scores, measure: str, label: str, language: str) -> str:
    value, interval = scores.f1(measure), scores.intervals.get(measure)
    said = f"{label}: {value:.3f}"
    line = ""
    if interval is not None:
        low, high = interval
        said += f" ({WORDS[language]['interval']} {low:.3f}–{high:.3f})"
        line = f'<line class="plot-interval" x1="{_x(low)}" x2="{_x(high)}" y1="{y:.1f}" y2="{y:.1f}"/>'
    mark = f'<circle class="plot-dot" cx="{_x(value)}" cy="{y:.1f}" r="4"/>'
    return f'<g class="plot-series-{series % 6}"><title>{escape(said)}</title>{line}{mark}</g>'


def _axis(height: int) -> str:
    """Return the lines and figures of the scale."""
    lines = "".join(f'<line class="plot-grid" x1="{_x(t)}" x2="{_x(t)}" y1="{TOP - 6}" y2="{height - BOTTOM}"/>' for t in TICKS)
    figures = "".join(_text(_x(t), height - BOTTOM + 18, f"{t:.1f}", "plot-figure", "middle") for t in TICKS)
    return lines + figures


def _legend(at: int, label: str) -> str:
    x, y = NAMES + SCALE + RIGHT, TOP + 18 * at
    mark = f'<circle class="plot-dot" cx="{x}" cy="{y}" r="4"/>'
    return f'<g class="plot-series-{at % 6}">{mark}</g>' + _text(x + 10, y + 4, label, "plot-name", "start")


def _x(value: float) -> str:
    return f"{NAMES + SCALE * value:.1f}"


def _text(x: float | str, y: float, text: str, kind: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(name: str, width: int, height: int, parts: Sequence[str], language: str) -> str:
    title = escape(WORDS[language][name])
    body = "".join(parts)
    return (
        f'<svg class="plot" role="img" aria-label="{title}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{title}</title>{body}</svg>'
    )


# --- confidence -------------------------------------------------------------------------------------------------------


def plot_reliability(judged: Sequence[Judged], language: str) -> str:
    """Return the reliability diagram: the share of right records over their confidence, beside the line where both agree.

    The larger a dot, the more records it stands for. "" where no record was judged.
    """
    bins = bin_records(judged)
    if not bins:
        return ""
    words = WORDS[language]
    most = max(b.records for b in bins)
    lines = f'<line class="plot-even" x1="{_px(0)}" y1="{_py(0)}" x2="{_px(1)}" y2="{_py(1)}"/>'
    grid = "".join(
        f'<line class="plot-grid" x1="{_px(0)}" x2="{_px(1)}" y1="{_py(t)}" y2="{_py(t)}"/>'
        + _text(_px(0) - 8, _py(t) + 4, f"{t:.1f}", "plot-figure", "end")
        + _text(_px(t), _py(0) + 18, f"{t:.1f}", "plot-figure", "middle")
        for t in TICKS
    )
    path = " ".join(f"{_px(b.confidence):.1f},{_py(b.right):.1f}" for b in bins)
    line = f'<g class="plot-series-0"><polyline class="plot-line" points="{path}"/></g>'
    dots = "".join(_bin_dot(b, most, words) for b in bins)
    names = _text(_px(0.5), _py(0) + 38, words["confidence"], "plot-name", "middle") + _text(
        _px(0), _py(1) - 12, f"{words['right']} (ECE {calibration_error(bins):.3f})", "plot-name", "start"
    )
    return _svg("reliability", SIDE + 70, SIDE + 90, [grid, lines, line, dots, names], language)


def _bin_dot(b: Bin, most: int, words: Mapping[str, str]) -> str:
    said = f"{words['confidence']} {b.confidence:.2f}, {words['right']} {b.right:.2f}, {b.records} {words['records']}"
    radius = 3 + 7 * (b.records / most) ** 0.5
    mark = f'<circle class="plot-dot" cx="{_px(b.confidence):.1f}" cy="{_py(b.right):.1f}" r="{radius:.1f}"/>'
    return f'<g class="plot-series-0"><title>{escape(said)}</title>{mark}</g>'


def _px(value: float) -> float:
    return 46 + SIDE * value


def _py(value: float) -> float:
    return 34 + SIDE * (1 - value)
