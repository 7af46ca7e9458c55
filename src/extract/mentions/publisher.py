"""Who publishes a brief: the organisation that stands alone in a line near its head or at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Mention, Passage

# A letterhead is among the first lines, a signature among the last.
_HEAD, _FOOT = 8, 3
# What may stand beside the name: a date, a department, the words of an imprint.
_BESIDE = re.compile(r"[\s、・,|:.()【】©-]|発表|公表|発行|作成|編集|事務局|調査部|国際課|広報|報道発表|プレスリリース|by|from|published|press release|fact sheet", re.IGNORECASE)
_MOST_BESIDE = 6


def _stands_alone(passage: Passage, mention: Mention, here: Sequence[Mention]) -> bool:
    rest = passage.text[: mention.span.start] + passage.text[mention.span.end :]
    for other in here:
        if other is not mention and (other.kind == "date" or other.type == "ORG"):
            rest = rest.replace(other.text, "")
    return len(_BESIDE.sub("", rest)) <= _MOST_BESIDE


def find_publisher(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Mention | None:
    """Return the mention of the publishing organisation, None where no line names one alone.

    Accepted: 経済産業省 令和7年9月12日; CISTEC事務局; The White House. Rejected: 経済産業省は関税を…, a bank in a sentence.
    """
    order = [*range(min(_HEAD, len(passages))), *range(max(_HEAD, len(passages) - _FOOT), len(passages))]
    for index in order:
        here = [m for m in mentions if m.passage == index]
        for mention in here:
            if mention.kind == "entity" and mention.type == "ORG" and _stands_alone(passages[index], mention, here):
                return mention
    return None
