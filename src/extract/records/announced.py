"""The day of an announcement, which holds for what the next sentences go on to tell of it.

省は10日、…を発表した。このうち…は46ドルに見直す。また、…に100%の関税を課すとしている: all of the 10th.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.model import Filler, Place
from extract.records.statements import Statement

_SAID = re.compile(
    r"(?:発表|公表|公布|公告|告示|表明|決定|決め|閣議|了解|可決|採択|署名|合意|掲載|発出|通知|明らかに|打ち出)[^、。]{0,14}?(?:し(?:た|ました|ている|ております)|された|されました|た|ました|行った|行われた|発表)(?:と(?:いう|した|している))?(?:\([^()]*\))?。?$"
)
# What goes on with the announcement told before.
_GOES_ON = re.compile(r"^(?:このうち|うち|このほか|この他|その他|また|さらに|更に|加えて|あわせて|併せて|合わせて|同時に|これに加え|これと併せ|具体的には|ほかに|そのほか|今回|今般|新たに|その上で|これに合わせ|これにより|これによりまして)(?:、|も|の|は|[一-龥ァ-ヶ])")
# What a document is said to hold: …としている, …も盛り込んだ, …ことも発表した.
_HOLDS = re.compile(r"(?:と(?:している|しています|した|しました|する|定め[^、。]{0,4}|ある)|(?:が|も|に)(?:新たに)?(?:盛り込|含ま|明記|記さ|規定)[^、。]{0,8}|(?:こと|旨|方針|計画)(?:など)?(?:も|を)[^、。]{0,8}(?:発表|公表|表明|決め|決定|示し)[^、。]{0,6})。?$")
_PRESENT = re.compile(r"(?:する|します|[すくつむるう]|ます|こととする|予定だ|方針だ|予定です|方針です|方針である)。?$")
# What was or goes on before: 輸出禁止が続く, 適用されている, これまで.
_STANDING = re.compile(r"(?:続[くきけい]|継続|ている|ております|ています|てきた|維持|のまま|従来|これまで|既に|すでに|以前|当時|かつて|昨年|前年|一昨年)")
_ACTIONS = {"maintain", "resume", "forgo", "warn"}


@dataclass(frozen=True, slots=True)
class Announcement:
    """A day on which something was announced, and by whom (codes of the powers)."""

    date: tuple[Filler, ...] = ()
    codes: tuple[str | float, ...] = ()


NO_ANNOUNCEMENT = Announcement()


def hear_announcement(before: Announcement, words: str, sentence: Place, found: list[Statement], told: tuple[Filler, ...], acting: tuple[str, ...]) -> Announcement:
    """Return the announcement that stands after a sentence (`words`, at `sentence`) with its statements.

    `told` is the date of a sentence without an act that announces, `acting` who acts in it.
    """
    own = [s.slots["date"] for s in found if s.slots.get("date")]
    dates = [d for d in own if any(p.passage == sentence.passage and sentence.span.covers(p.span) for f in d for p in f.places)]
    if dates:
        return Announcement(dates[0], found[0].values("imposing")) if _SAID.search(words) else NO_ANNOUNCEMENT
    if not found and told and _SAID.search(words):
        return Announcement(told, acting)
    return before


def with_announcement(statement: Statement, words: str, announcement: Announcement) -> Statement:
    """Give an act without a date the day of the announcement that its sentence goes on with."""
    codes = statement.values("imposing")
    if not announcement.date or statement.slots.get("date") or statement.action in _ACTIONS or _STANDING.search(words):
        return statement
    if codes and announcement.codes and not ("imposing" in statement.inherited or codes == announcement.codes):
        return statement
    applies = statement.slots.get("effective_from") or statement.slots.get("effective_until")
    goes_on = _GOES_ON.match(words)
    if (goes_on and (not applies or _PRESENT.search(words))) or (not applies and (_HOLDS.search(words) or _PRESENT.search(words))):
        given = tuple(replace(f, rule="date-of-announcement") for f in announcement.date)
        return statement.inheriting("date", given)
    return statement
