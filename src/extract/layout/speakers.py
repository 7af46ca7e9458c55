"""Who speaks in minutes: `○山田委員　…` at the head of a speech in the records of the Diet and of councils."""

from __future__ import annotations

import re

_ROLE = (
    "委員長代理|委員長|委員|議員|議長|副議長|会長|座長|理事長|理事|総理大臣|国務大臣|副大臣|大臣政務官|政務官|大臣|長官|審議官|参事官|局長|部長|課長|室長|"
    "総裁|事務局長|事務局|政府参考人|参考人|公述人|説明員|証人|君|氏|さん"
)
_SPEAKER = re.compile(rf"[○◯〇][^\s\u3000。、，・:：「」（）()]{{1,14}}?(?:{_ROLE})(?:[（(][^（）()\s]{{1,20}}[）)])?(?:[\s\u3000]|(?<=[）)]))")
_BODY = re.compile(rf"[○◯〇](?:{_ROLE})(?:[（(][^（）()\s]{{1,20}}[）)])(?:[\s\u3000]|(?<=[）)]))")


def is_speaker(text: str) -> bool:
    """Say whether a line opens a speech: `○山田委員　`, `○政府参考人（佐藤一君）`; an item of a list (`○対象国　米国`) does not."""
    return bool(_SPEAKER.match(text) or _BODY.match(text))
