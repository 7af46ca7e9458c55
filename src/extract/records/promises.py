"""Purchases and investments that companies promise under a deal between governments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records.actors import Actor, Names
from extract.records.acts import ClauseAct
from extract.records.chunks import Chunk
from extract.records.clauses import Clause
from extract.records.statements import Context
from extract.spans import Span

_PROMISED = {"purchase_commitment", "investment_commitment"}
_SUBJECT = {"は", "が", "も"}
# 購入した is a purchase made; 購入する, 購入することで合意した, 購入する覚書に署名した are promised.
_MADE = re.compile(r"^(?:し|さ)?(?:た(?!い)|て(?:いる|おり|きた)|れた|ました)")


def find_promise(clause: Clause, found: ClauseAct | None, ctx: Context, names: Names, dealt: bool) -> Actor | None:
    """Return the company that promises to buy from abroad or to invest there with the code of its seat, None where it does not.

    `dealt` says that the brief tells of a deal between governments. Accepted: ベトナム航空は、ボーイング社の航空機50機を購入する.
    Rejected: a purchase made, without an amount, or at home; a promise that belongs to no deal.
    """
    act = found.act if found is not None else None
    if found is None or act is None or act.operator is None or act.type not in _PROMISED or act.action not in {"agree", "propose"}:
        return None
    if not (dealt or found.modality == "agreed") or not ctx.within(clause.span, "money", "quantity"):
        return None
    subject = next((k for k, c in enumerate(clause.chunks) if c.particle in _SUBJECT and clause.shows(c.content)), None)
    if subject is None or _MADE.match(ctx.text[act.operator.span.end : clause.span.end]):
        return None
    home = find_seat(clause.chunks[: subject + 1], ctx, names)
    rest = Span(clause.chunks[subject].span.end, clause.span.end)
    abroad = {c for s, c, _ in names.jurisdictions if rest.covers(s)} | {m.jurisdiction for m in names.companies if rest.covers(m.span) and m.jurisdiction}
    return Actor(clause.chunks[subject].content, home) if abroad - set(home) else None


def find_seat(chunks: Sequence[Chunk], ctx: Context, names: Names) -> tuple[str, ...]:
    """Return where the company in the last chunk has its seat: by its entry, its name (ベトナム航空), or the words before it (タイの企業)."""
    content = chunks[-1].content
    known = [m.jurisdiction for m in names.companies if content.covers(m.span) and m.jurisdiction]
    named = [c for s, c, _ in names.jurisdictions if content.covers(s)]
    before = chunks[-2].content if len(chunks) > 1 and chunks[-2].particle == "の" else None
    owner = [c for s, c, _ in names.jurisdictions if before is not None and before.covers(s)]
    return tuple((known or owner or named)[:1])
