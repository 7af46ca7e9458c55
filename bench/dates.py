"""Value F1 of the dates that extract finds against other libraries, in one run on the same texts.

Sets: the briefs of corpus/ with their gold (mentions of dates and durations), the sentences of dates_phenomena.yaml, and
any further GOLD=BRIEFS folders named on the command line (NAME.mentions.yaml and NAME.pdf or NAME.txt).

A mention counts if its value is right and its surface near (the rule of `extract evaluate`). Values are compared as the days they
span: 2025-04/2025-07 and 2025-04-01/2025-07-31 are one, P1Y and P12M are one, an open end (2025-04-02/..) counts like its known
end, and a range may be given as its two ends. Every library reads the passages that extract reads (NFKC, lines joined), and
once more without the white space inside Japanese; the better of the two counts for each set. All are given the same
date of the document; where a text is meant to tell its own date, only extract is not told. How the peers' output is
mapped is told in date_peers.py. Peers that are not installed are left out: see `make bench-dates`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from date_peers import PEERS, Peer, find_with

from extract.evaluate.gold import GoldMentions, GoldValue, Predicted, PredictedMention, read_gold
from extract.evaluate.mentions import score_mentions
from extract.evaluate.tally import Count, Tally, add_up
from extract.layout import analyse_layout
from extract.mentions.date_terms import compact
from extract.mentions.dates import find_dates
from extract.model import Passage
from extract.normalize import normalise_document
from extract.read import read_bytes, read_source
from extract.values import edtf

ROOT = Path(__file__).parents[1]
PHENOMENA = Path(__file__).with_name("dates_phenomena.yaml")
OURS = "extract"
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its gold: its set and phenomenon ("" for briefs), what extract and what the peers are told of its date."""

    name: str
    language: str
    phenomenon: str
    passages: tuple[Passage, ...]
    gold: tuple[GoldValue, ...]
    published: str
    reference: str


# --- values ----------------------------------------------------------------------------------------------------------


def settle(value: str) -> str:
    """Return the one spelling under which a value is compared: the days that a date spans, the months and days of a length."""
    length = _DURATION.fullmatch(value)
    if length and len(value) > 1:
        years, months, weeks, days = (int(n or 0) for n in length.groups())
        return f"P{12 * years + months}M{7 * weeks + days}D"
    period = edtf.read_edtf(value)
    return f"{period.first}/{period.last}" if period else value


def settle_gold(gold: GoldValue) -> GoldValue:
    """Return the gold with settled values; a closed interval may be given as its two ends."""
    ends = tuple(gold.value.split("/")) if "/" in gold.value and ".." not in gold.value else ()
    values = tuple(settle(v) for v in gold.accept)
    return replace(gold, value=settle(gold.value), accept=values, parts=tuple(settle(p) for p in gold.parts or ends))


def score(text: Text, found: Iterable[tuple[str, str]]) -> Tally:
    """Return the counts of one text."""
    mentions = tuple(PredictedMention("date", surface, settle(value), "") for surface, value in found)
    gold = GoldMentions(tuple(settle_gold(g) for g in text.gold), None, None, None, None, None)
    tally = Tally(text.name)
    score_mentions(gold, Predicted(mentions=mentions), tally)
    return tally


# --- texts -----------------------------------------------------------------------------------------------------------


def read_phenomena(path: Path = PHENOMENA) -> list[Text]:
    """Return the sentences of the phenomena, each a text of its own."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [_sentence(name, number, *row) for name, rows in data.items() for number, row in enumerate(rows, 1)]


def _sentence(name: str, number: int, published: str, text: str, dates: dict[str, str | list[str]], inferred: str = "") -> Text:
    language = "ja" if re.search(r"[\u3041-\u30ff\u4e00-\u9fff]", text) else "en"
    passages = normalise_document(analyse_layout(read_bytes(text.encode(), "sentence.txt")))
    gold = []
    for surface, said in dates.items():
        value, *accept = [said] if isinstance(said, str) else said
        gold.append(GoldValue(surface, value.lstrip("?"), tuple(accept), optional=value.startswith("?")))
    return Text(f"{name} {number}", language, name, passages, tuple(gold), published, published or inferred)


def read_briefs(gold: Path, briefs: Path) -> list[Text]:
    """Return the briefs of a folder that have gold dates."""
    texts = []
    for document in read_gold([gold]):
        path = next((p for end in (".pdf", ".txt") if (p := briefs / f"{document.name}{end}").exists()), None)
        if path is None or document.mentions is None or document.mentions.dates is None:
            continue
        passages = normalise_document(analyse_layout(read_source(path)))
        texts.append(Text(document.name, document.language, "", passages, document.mentions.dates, document.published, document.published))
    return texts


# --- runs ------------------------------------------------------------------------------------------------------------


def run_ours(text: Text) -> Tally:
    """Return the counts of extract's own mentions."""
    mentions, _ = find_dates(text.passages, text.published)
    return score(text, [(m.text, str(m.value)) for m in mentions])


def run_peer(peer: Peer, texts: Sequence[Text]) -> dict[str, Tally]:
    """Return the counts of a peer by text, with the better preparation of the texts."""
    ways = []
    for close_gaps in (False, True):
        way = {t.name: score(t, _find(peer, t, close_gaps)) for t in texts}
        ways.append((total(way.values()).f1, way))
    return max(ways, key=lambda w: w[0])[1]


def _find(peer: Peer, text: Text, close_gaps: bool) -> Iterator[tuple[str, str]]:
    known = edtf.read_edtf(text.reference)
    reference = known.last if known else dt.date(2025, 12, 31)
    for passage in text.passages:
        yield from find_with(peer, compact(passage.text).text if close_gaps else passage.text, text.language, reference)


def total(tallies: Iterable[Tally]) -> Count:
    """Return the sum of the counts."""
    return next(iter(add_up(tallies).values()), Count())


# --- tables ----------------------------------------------------------------------------------------------------------


def compare(texts: Sequence[Text], peers: Sequence[Peer]) -> dict[str, dict[str, Tally]]:
    """Return the counts by library and text, in the languages that each library has; texts of one set and language are run together."""
    out = {OURS: {t.name: run_ours(t) for t in texts}}
    for peer in peers:
        out[peer.name] = {}
        for language in peer.languages:
            out[peer.name] |= run_peer(peer, [t for t in texts if t.language == language])
    return out


def show_set(title: str, texts: Sequence[Text], runs: dict[str, dict[str, Tally]]) -> Iterator[str]:
    """Give the lines of one set: precision, recall and F1 of each library by language."""
    for language in ("ja", "en"):
        inside = [t for t in texts if t.language == language]
        if not inside:
            continue
        yield f"\n{title}, {language}: {len(inside)} texts, {sum(not g.optional for t in inside for g in t.gold)} dates and durations"
        for library, tallies in runs.items():
            known = [tallies[t.name] for t in inside if t.name in tallies]
            if known:
                count = total(known)
                yield f"  {library:<18} P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}"


def show_phenomena(texts: Sequence[Text], runs: dict[str, dict[str, Tally]]) -> Iterator[str]:
    """Give the lines of F1 by phenomenon; a library is measured on the sentences in its languages."""
    yield "\n" + " " * 44 + "".join(f"{library[:16]:>18}" for library in runs)
    for name in dict.fromkeys(t.phenomenon for t in texts):
        cells = []
        for tallies in runs.values():
            known = [tallies[t.name] for t in texts if t.phenomenon == name and t.name in tallies]
            cells.append(f"{total(known).f1:.3f}" if any(total([k]).gold for k in known) else "-")
        yield f"{name:<44}" + "".join(f"{cell:>18}" for cell in cells)


def show_errors(texts: Sequence[Text], tallies: dict[str, Tally]) -> Iterator[str]:
    """Give what extract misses and adds, by text."""
    for text in texts:
        for miss in tallies[text.name].misses:
            yield f"{miss.kind:<9} {miss.document}: {miss.what}"


def main() -> None:
    """Run all libraries on all sets and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="GOLD=BRIEFS", help="further sets")
    parser.add_argument("--errors", action="store_true", help="also say what extract gets wrong")
    parser.add_argument("--alone", action="store_true", help="run extract only")
    args = parser.parse_args()
    peers = [] if args.alone else [p for p in PEERS if p.version]
    print("; ".join(f"{p.name} {p.version or 'not installed'}" for p in PEERS))
    sets = {"own corpus": read_briefs(ROOT / "corpus" / "gold", ROOT / "corpus"), "phenomena": read_phenomena()}
    for folder in args.folders:
        gold, _, briefs = folder.partition("=")
        sets[gold] = read_briefs(Path(gold), Path(briefs or gold))
    for title, texts in sets.items():
        runs = compare(texts, peers)
        print("\n".join(show_set(title, texts, runs)), flush=True)
        if title == "phenomena":
            print("\n".join(show_phenomena(texts, runs)))
        if args.errors:
            print("\n".join(show_errors(texts, runs[OURS])))


if __name__ == "__main__":
    main()
