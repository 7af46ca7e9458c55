"""What a reviewer's form sends, as fillers and records with evidence from the text that was shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field

from extract.corrections.events import REVIEWER, STATEMENTS, TITLES
from extract.labels import NAMED_SLOTS
from extract.lexicon.names import name_of
from extract.model import SLOTS, Comparator
from extract.review.answers import Refusal
from extract.schema import EvidencePart, FillerPart, RecordPart, ReviewPart, Role
from extract.store.geometry import Geometry
from extract.typed import read_typed

# Titles and quotes are lines; what is longer was pasted by mistake.
LONGEST = 2000


class Place(BaseModel):
    """A stretch of the text: code points, half-open."""

    model_config = ConfigDict(extra="forbid")
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class FillerInput(BaseModel):
    """One filler as typed or picked: text alone is understood, a value is taken as it is.

    `start`, `end` say where it stands, `evidence` so where that is several places. A filler that stood there before with
    the same text, value and places (or none given) stays as it is.
    """

    model_config = ConfigDict(extra="forbid")
    text: str = Field(default="", max_length=LONGEST)
    value: int | float | str | None = None
    role: Role | None = None
    comparator: Comparator | None = None
    unit: str | None = Field(default=None, max_length=100)
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    evidence: list[Place] = Field(default_factory=list, max_length=50)
    name_ja: str | None = Field(default=None, max_length=LONGEST)
    name_en: str | None = Field(default=None, max_length=LONGEST)
    rule: str | None = None

    def spans(self) -> list[Place]:
        """Return all places given."""
        if self.start is None or self.end is None:
            return self.evidence
        return [Place(start=self.start, end=self.end), *self.evidence]


class BodyInput(BaseModel):
    """A record as typed or marked: slots with their fillers, and the statements that it rests on."""

    model_config = ConfigDict(extra="forbid")
    slots: dict[str, list[FillerInput]] = Field(default_factory=dict)
    evidence: list[Place] = Field(default_factory=list, max_length=50)


class FillerBuilder:
    """Builds fillers for one text; `published` is the date of the brief, `planned` says that the record is of a plan."""

    def __init__(self, geometry: Geometry, published: str, *, planned: bool = False) -> None:
        self._geometry = geometry
        self._published = published
        self._planned = planned

    def build(self, slot: str, given: Sequence[FillerInput], before: Sequence[FillerPart] = ()) -> list[FillerPart]:
        """Return the fillers of a slot; those that stood there `before` and are given again stay as they are."""
        if slot == STATEMENTS:
            places = [place for item in given for place in item.spans()]
            return [FillerPart(text="", value="", rule=REVIEWER, evidence=self.locate(places))] if places else []
        if slot in TITLES:
            return [FillerPart(text=i.text.strip(), value=i.text.strip(), rule=REVIEWER, evidence=[]) for i in given]
        if slot not in SLOTS:
            raise Refusal(422, "invalid.slot", "slot")
        return [filler for item in given for filler in self._build_one(slot, item, before)]

    def build_body(self, given: BodyInput) -> RecordPart:
        """Return a record; the store gives it its key and its titles."""
        unknown = given.slots.keys() - set(SLOTS)
        if unknown:
            raise Refusal(422, "invalid.slot", min(unknown))
        slots = {slot: self.build(slot, given.slots.get(slot, ())) for slot in SLOTS}
        return _make_body(slots, self.locate(given.evidence))

    def locate(self, places: Iterable[Place]) -> list[EvidencePart]:
        """Return the evidence of places; refused where one is not in the text or holds white space alone."""
        found = []
        for place in places:
            pieces = self._geometry.locate(place.start, place.end)
            if not pieces:
                raise Refusal(422, "invalid.place", "start")
            found += pieces
        return found

    def _build_one(self, slot: str, item: FillerInput, before: Sequence[FillerPart]) -> list[FillerPart]:
        same = next((f for f in before if _is_same(f, item)), None)
        if same is not None:
            return [same]
        evidence = self.locate(item.spans())
        text = item.text.strip() or _plain(" ".join(e.quote for e in evidence))
        found = [_take_value(slot, text, item)] if item.value is not None else self._read(slot, text)
        more = {k: v for k in ("role", "comparator", "unit") if (v := getattr(item, k)) is not None}
        return [f.model_copy(update={"evidence": evidence, **more}) for f in found]

    def _read(self, slot: str, text: str) -> list[FillerPart]:
        found = read_typed(slot, text, self._published, planned=self._planned)
        if not found:
            raise Refusal(422, "invalid.empty", slot)
        return found


def _is_same(filler: FillerPart, item: FillerInput) -> bool:
    """Say whether the form gives back a filler that stood there: same text, value and places, or no places."""
    given = (item.text, item.role, item.comparator, item.unit)
    if given != (filler.text, filler.role, filler.comparator, filler.unit) or item.value not in (None, filler.value):
        return False
    spans = [(place.start, place.end) for place in item.spans()]
    return not spans or spans == [(e.start, e.end) for e in filler.evidence]


def _take_value(slot: str, text: str, item: FillerInput) -> FillerPart:
    """Return a filler whose value was picked from the completions, or stood there before."""
    assert item.value is not None
    known = name_of(str(item.value)) if slot in NAMED_SLOTS else None
    return FillerPart(
        text=text or str(item.value),
        value=item.value,
        name_ja=(known.name_ja or None) if known else None,
        name_en=(known.name_en or None) if known else None,
        rule=REVIEWER,
        evidence=[],
    )


def _plain(quote: str) -> str:
    """Return a quote as a filler's text: NFKC, lines joined."""
    plain = unicodedata.normalize("NFKC", quote)
    wide = any("\u3040" <= c <= "\u9fff" for c in plain)
    return ("" if wide else " ").join(plain.split())


def _make_body(slots: Mapping[str, list[FillerPart]], evidence: list[EvidencePart]) -> RecordPart:
    return RecordPart(
        id="",
        title_ja="",
        title_en="",
        status="decided",
        confidence=1.0,
        **slots,
        evidence=evidence,
        issues=[],
        review=ReviewPart(state="open", by=None, at=None),
    )
