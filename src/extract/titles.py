"""Names of measure types and actions, and titles of records, in Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from extract.lexicon.names import read_names

# The vocabularies of the slots measure_type and action: code → (Japanese, English).
TYPE_NAMES = {
    "tariff": ("関税", "tariff"),
    "export_control": ("輸出管理", "export control"),
    "import_control": ("輸入規制", "import control"),
    "entity_listing": ("リスト掲載", "entity listing"),
    "sanction": ("制裁", "sanction"),
    "port_fee": ("入港料", "port fee"),
    "investment_commitment": ("投資約束", "investment commitment"),
    "investigation": ("調査", "investigation"),
    "purchase_commitment": ("購入約束", "purchase commitment"),
    "transaction_review": ("取引審査", "transaction review"),
    "procurement": ("政府調達", "government procurement"),
    "subsidy": ("補助", "subsidy"),
    "guidance": ("ガイダンス", "guidance"),
    "cooperation": ("協力", "cooperation"),
    "other": ("措置", "measure"),
}
ACTION_NAMES = {
    "impose": ("実施", "impose"),
    "increase": ("強化・引き上げ", "increase"),
    "reduce": ("引き下げ", "reduce"),
    "ease": ("緩和", "ease"),
    "suspend": ("停止", "suspend"),
    "extend": ("延長", "extend"),
    "lift": ("解除", "lift"),
    "resume": ("再開", "resume"),
    "maintain": ("維持", "maintain"),
    "approve": ("承認", "approve"),
    "deny": ("不許可", "deny"),
    "agree": ("合意", "agree"),
    "propose": ("提案・検討", "propose"),
    "forgo": ("見送り", "forgo"),
    "warn": ("警告", "warn"),
}


class Named(Protocol):
    """What a title says of a filler; a filler of the pipeline and one of the document JSON both are."""

    @property
    def text(self) -> str:
        """As written."""

    @property
    def value(self) -> str | float:
        """What it means."""

    @property
    def role(self) -> str | None:
        """From or to, of a rate."""

    @property
    def name_ja(self) -> str | None:
        """The Japanese name."""

    @property
    def name_en(self) -> str | None:
        """The English name."""


@cache
def jurisdiction_names() -> dict[str, tuple[str, str]]:
    """Return (Japanese, English) names of the jurisdictions by their codes."""
    return {n.jurisdiction: (n.name_ja, n.name_en) for n in reversed(read_names("jurisdictions"))}


def _sides(codes: Sequence[str]) -> str:
    names = jurisdiction_names()
    return "・".join(names[c][0] if c in names else c for c in codes)


def _rate(fillers: Sequence[Named], arrow: str) -> str:
    values = {f.role: f"{float(f.value):g}%" for f in fillers if f.role}
    if {"from", "to"} <= set(values):
        return f"{values['from']}{arrow}{values['to']}"
    return " / ".join(f"{float(f.value):g}%" for f in fillers[:2])


def write_titles(slots: Mapping[str, Sequence[Named]]) -> tuple[str, str]:
    """Return (Japanese, English) titles: sides, what, how much, and what is done.

    Accepted: 米国→中国 関税(相互関税) 34%→10% 引き下げ / US → CN: reduce tariff (相互関税) 34% → 10%.
    """
    kind = TYPE_NAMES[str(slots["measure_type"][0].value)]
    action = ACTION_NAMES[str(slots["action"][0].value)]
    by = [str(f.value) for f in slots.get("imposing", ())]
    on = [str(f.value) for f in slots.get("target_jurisdictions", ())]
    named = (slots.get("items", ()) or slots.get("entities", ()) or slots.get("instrument", ()))[:2]
    about = [f.name_ja or f.text for f in named]
    english = [f.name_en or f.text for f in named]
    ja_sides = _sides(by) + ("→" + _sides(on) if on else "")
    en_sides = ", ".join(by) + (" → " + ", ".join(on) if on else "")
    rates = slots.get("rates", ())
    ja = " ".join(p for p in (ja_sides, kind[0] + (f"({'、'.join(about)})" if about else ""), _rate(rates, "→"), action[0]) if p)
    en = " ".join(p for p in (f"{en_sides}:" if en_sides else "", action[1], kind[1], f"({', '.join(english)})" if english else "", _rate(rates, " → ")) if p)
    return ja, en
