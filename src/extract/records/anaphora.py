"""Words that point back to a power named before: 同国, 同省, 同氏, 3カ国; and the titles that only one country has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lexicon.loader import read_lexicon
from extract.model import Mention
from extract.records.actors import Actor, Names
from extract.spans import Span

_COUNTRY = re.compile(r"^同国(?:の)?(?:政府|当局|側|議会|税関)?$")
_BODY = re.compile(r"^同(省|庁|局|部|署|院|会|府|室|委|委員会|裁|裁判所|代表部|理事会|総局|総署)$")
_PERSON = re.compile(r"^同(?:氏|大統領|首相|総理|長官|大臣|相|主席|代表|委員長)$")
_COUNT = re.compile(r"^(?:これら|この|同|全)?(?:の)?(\d{1,2})(?:か|カ|ヵ|ヶ|ケ|箇)?国(?:・地域)?$")
_BETWEEN = {"、", "・", "と", "や", "及び", "および", "並びに", "、及び", "、および", "そして", ","}
# As many bodies are kept as a paragraph may speak of.
_KEPT = 6


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was named so far, for words that point back.

    The last country, bodies and person, the rows of countries, all countries `seen`, and whether a deal between
    governments was (`dealt`). In a `debate` of the Diet the government is Japan's.
    """

    country: str = ""
    bodies: tuple[Mention, ...] = ()
    person: Mention | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    seen: frozenset[str] = frozenset()
    dealt: bool = False
    debate: bool = False


NOTHING = Spoken()
_DEAL = re.compile(r"協定|合意|共同声明|首脳会談|ファクトシート|ディール|覚書")


# 中国企業, 米国産: whose they are; the country itself is not spoken of, and 同国 does not mean it.
_ADJECTIVE = re.compile(r"^(?:系|産|製|企業|資本|国籍|籍|人|語|株|大手|国有|国営|軍|船|向け|市場|製品|メーカー|国債|出身|・[一-龥ァ-ヶ]{1,4}(?:産|製|系))")


def remember(spoken: Spoken, names: Names, text: str) -> Spoken:
    """Return what can be pointed back to after a sentence; `names` are those in it, `text` the passage they stand in."""
    places = [c for s, c, f in names.jurisdictions if f != "deictic" and not _ADJECTIVE.match(text[s.end : s.end + 4])]
    bodies = (*spoken.bodies, *names.bodies)[-_KEPT:]
    person = names.people[-1] if names.people else spoken.person
    rows = (*spoken.rows, *_rows(names, text))[-_KEPT:]
    here = {c for _, c, _ in names.jurisdictions}
    dealt = spoken.dealt or (len(here) > 1 and _DEAL.search(text) is not None)
    # 政府 in a text that names Russia only as the one sanctioned is not Russia's.
    return Spoken(places[-1] if places else spoken.country, bodies, person, rows, spoken.seen | (here - _aimed_at(text, names)), dealt, spoken.debate)


def _rows(names: Names, text: str) -> list[tuple[str, ...]]:
    """Return the countries that stand in a row (インド、パキスタン、スリランカ), three or more."""
    out: list[list[str]] = []
    end = -1
    for span, code, _ in names.jurisdictions:
        if out and text[end : span.start] in _BETWEEN:
            out[-1].append(code)
        else:
            out.append([code])
        end = span.end
    return [tuple(row) for row in out if len(set(row)) > 2]


def resolve_actor(text: str, content: Span, names: Names, spoken: Spoken) -> Actor | None:
    """Return the power that a noun phrase points back to, None where it does not or nothing fits.

    Accepted: 同国政府 (the country named last), 同省 (the last body whose name ends in 省), 同氏, 7カ国 (the last row of
    seven). Rejected: 同社, 同措置, 各国.
    """
    words = text[content.start : content.end]
    before = replace(names, bodies=tuple(m for m in names.bodies if m.span.end <= content.start), jurisdictions=tuple(j for j in names.jurisdictions if j[0].end <= content.start))
    known = remember(spoken, before, text)
    if _COUNTRY.match(words) and known.country:
        return Actor(content, (known.country,))
    body = _BODY.match(words)
    if body is not None:
        return _of_body(content, body[1], known.bodies)
    if _PERSON.match(words) and known.person is not None:
        return Actor(content, (known.person.jurisdiction,))
    count = _COUNT.match(words)
    row = next((r for r in reversed(known.rows) if len(set(r)) == int(count[1])), None) if count is not None else None
    return Actor(content, row) if row is not None else None


_GOVERNMENT = re.compile(r"^(?:政府|現政府|同政府)(?:側)?$")
# 英国では、…政府が: of which country is told.
_STAGE = re.compile(r"(?:国内)?(?:では|においては|の場合)、?")


def read_government(text: str, content: Span, names: Names, spoken: Spoken, acting: Actor | None, state: str = "") -> Actor | None:
    """Return whose a bare 政府 is: of the country its sentence tells of (英国では), of the `state` whose section it stands in, of the government named last, of who acts, or of the only country spoken of; else Japan's.

    A Japanese text that means its own government says no more than 政府.
    """
    if not _GOVERNMENT.match(text[content.start : content.end]):
        return None
    staged = next((c for s, c, f in reversed(names.jurisdictions) if s.end <= content.start and f != "deictic" and _STAGE.match(text, s.end)), "")
    if staged:
        return Actor(content, (staged,))
    if state and not spoken.debate:
        return Actor(content, (state,))
    named = next((m.jurisdiction for m in reversed(spoken.bodies) if m.text.endswith("政府") and m.jurisdiction), "")
    if named and not spoken.debate:
        return Actor(content, (named,))
    aimed = _aimed_at(text, names)
    if acting is not None and "JP" not in spoken.seen and not spoken.debate and not set(acting.codes) & aimed:
        return replace(acting, span=content, authority=None)
    alone = len(spoken.seen) == 1 and not spoken.debate and not spoken.seen & aimed
    return Actor(content, tuple(spoken.seen) if alone else ("JP",))


def _aimed_at(text: str, names: Names) -> set[str]:
    """Return the powers at which a sentence's acts are aimed: a government does not sanction itself."""
    return {c for s, c, f in names.jurisdictions if f == "against" or text.startswith(("に対する", "等に対する", "などに対する", "に対し", "への制裁", "への追加", "への輸出", "へ追加", "向け", "産", "製品"), s.end)}


def _of_body(content: Span, head: str, bodies: Sequence[Mention]) -> Actor | None:
    ending = {"委": "委員会", "裁": "裁判所"}.get(head, head)
    for body in reversed(bodies):
        if body.jurisdiction and any(name.endswith((head, ending)) for name in (body.text, body.name_ja)):
            return Actor(content, (body.jurisdiction,), replace(body, span=content))
    return None


# ○政府参考人(…), ○山田国務大臣: who answers for the government; ○田中君 asks.
_ROLE = r"(?:委員長|議長|委員|議員|大臣|政務官|長官|局長|部長|審議官|参事官|総裁|参考人|説明員|君|さん|氏)"
_SPEAKER = re.compile(rf"^[○◯〇](?P<who>[^\s、。:「」()]{{0,14}}?{_ROLE}(?:\([^()\s]{{1,30}}\))?)(?:\s|(?<=\))|(?=\d))")
_OFFICIAL = re.compile(r"政府参考人|国務大臣|大臣|総理|副大臣|政務官|長官|政府委員|説明員")


def read_speaker(text: str) -> tuple[Span, bool] | None:
    """Return where a speaker of the Diet is named at the head of a passage, and whether he answers for the government."""
    match = _SPEAKER.match(text)
    return (Span(1, match.end("who")), _OFFICIAL.search(match["who"]) is not None) if match is not None else None


# 山田太郎経済産業相: a name before a title is not longer.
_NAME = 6


def read_office(text: str, content: Span, names: Names) -> Actor | None:
    """Return the power whose office a bare title names: 商務長官 is American, 経産相 Japanese; None beside a country's name."""
    words = text[content.start : content.end]
    offices: dict[str, str] = read_lexicon("jurisdictions").get("offices", {})
    code = next((c for title, c in offices.items() if words.startswith(title) or (words.endswith(title) and len(words) - len(title) <= _NAME)), "")
    if not code or any(s.overlaps(content) or (s.end < content.start and text[s.end : content.start] == "の") for s, _, _ in names.jurisdictions):
        return None
    return Actor(content, (code,))
