"""Paragraphs inside lists: what explains an item belongs to it, so that the list and its head are not cut."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.drafts import Draft, introduces
from extract.layout.plain_lines import columns, is_ended


def settle_nested(drafts: Sequence[Draft], by_indent: bool) -> None:
    """Make paragraphs that explain a list item part of the list: between two of its items, or, with `by_indent`, indented below one.

    In print the first line of any paragraph is indented, so there an indent tells nothing.
    """
    item: Draft | None = None
    for i, draft in enumerate(drafts):
        if draft.kind == "heading" or draft.boxed:
            item = None
        elif draft.kind == "list":
            item = draft
        elif draft.kind == "paragraph" and item is not None:
            if not draft.style and ((by_indent and draft.indent > item.indent + 1) or _explains(drafts, i, item)):
                draft.kind, draft.nested = "list", True
            else:
                item = None


def _explains(drafts: Sequence[Draft], i: int, item: Draft) -> bool:
    """Say whether paragraph `i` explains `item`: the item is a bare name, and the next item of its list follows."""
    if is_ended(item.text) or introduces(drafts[i].text) or columns(item.text) > 120:
        return False
    for following in drafts[i + 1 : i + 3]:
        if following.kind == "list":
            return following.style == item.style and following.indent == item.indent
        if following.kind != "paragraph" or introduces(following.text):
            return False
    return False
