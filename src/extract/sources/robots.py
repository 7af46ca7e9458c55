"""robots.txt as RFC 9309 has it: the group for us or for all, the longest rule that fits, * and $ in paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

# RFC 9309 2.5: parsers must take 500 KiB; what stands further on is not read.
LARGEST = 512 * 1024
# A crawl delay beyond this is obeyed only so far: some sites name hours to mean "never", for which there is Disallow.
LONGEST_DELAY = 120.0
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#\n]*)")


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt says to us: rules as (allow, pattern), and seconds between requests (0: nothing said)."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Say whether a path (with its query) may be asked for: the longest rule that fits decides, Allow at a tie."""
        if path == "/robots.txt":
            return True
        wanted = _canonical(path)
        best = max(((len(p), allow) for allow, p in self.rules if _fits(p, wanted)), default=(0, True))
        return best[1]


ALL = Robots()


def read_robots(data: bytes, agent: str) -> Robots:
    """Return what a robots.txt says to the product token `agent` ("brief-extract").

    Groups for the token, if there are any, count together and alone; else those for "*". What is no rule is skipped.
    """
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    named: set[str] = set()
    in_rules = True
    known = False
    for key, value in _lines(data):
        if key == "user-agent":
            if in_rules:
                named, in_rules = set(), False
            named.add(_token(value))
            known = known or agent.lower() in named
        elif key in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            if agent.lower() in named:
                own.append((key, value))
            if "*" in named:
                common.append((key, value))
    return _build(own if known else common)


def _lines(data: bytes) -> list[tuple[str, str]]:
    text = data[:LARGEST].decode("utf-8-sig", "replace")
    found = (_LINE.match(line) for line in re.split(r"\r\n|\r|\n", text))
    return [(m[1].lower(), m[2].strip()) for m in found if m]


def _token(value: str) -> str:
    """Return the product token of a User-agent line: "Brief-Extract/1.0" → "brief-extract"."""
    return value.lower() if value == "*" else re.split(r"[/\s]", value.lower(), maxsplit=1)[0]


def _build(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple((key == "allow", _canonical(value)) for key, value in lines if key != "crawl-delay" and value)
    delay = 0.0
    for key, value in lines:
        if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value):
            delay = min(max(delay, float(value)), LONGEST_DELAY)
    return Robots(rules, delay)


def _canonical(path: str) -> str:
    """Return a path with one spelling of its percent-encoding; what is encoded on purpose (/, *, $) stays encoded."""
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", path)
    kept = [
        p.upper() if p.startswith("%") and unquote_to_bytes(p) in (b"/", b"*", b"$", b"?", b"%", b"#") else
        quote(unquote_to_bytes(p), safe="/*$?=&:@!'()+,;~[]%")
        for p in pieces
    ]  # fmt: skip
    return "".join(kept)


def _fits(pattern: str, path: str) -> bool:
    """Say whether a rule's pattern fits from the path's beginning; looks for each piece once, so no pattern is slow."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for i, piece in enumerate(others):
        if anchored and i == len(others) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or at == len(path)
