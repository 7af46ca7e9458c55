"""What a bracket behind a law says (its number, its short name) is no further basis; 次のとおり is no good; whose ministry acts."""

from __future__ import annotations

import pytest

from records.sentences import records_of


def slot(text: str, name: str) -> list[tuple[str | float, ...]]:
    return [r.values(name) for r in records_of(text, "2026-06-20")]


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        ("経済産業省は、外国為替及び外国貿易法（昭和24年法律第228号。以下「外為法」という。）に基づき、磁石の輸出を禁止した。", ("jp-fefa",)),
        ("経済産業省は、輸出貿易管理令（昭和24年政令第378号）を改正し、半導体製造装置を許可の対象に加えた。", ("jp-etco",)),
        ("財務省は、関税定率法（明治43年法律第54号）第8条に基づき、中国産黒鉛電極に不当廉売関税を課した。", ("jp-customs-tariff",)),
        ("政府は「経済安全保障推進法」（令和4年法律第43号）に基づき、蓄電池の生産に補助金を交付する。", ("jp-espa",)),
        ("政府は令和4年政令第345号により、工作機械の輸出を許可の対象とした。", ("政令第345号",)),
        ("米国は通商法301条に基づき、玩具に25%の関税を課した。", ("us-s301",)),
    ],
)
def test_the_basis_is_named_once(text: str, instruments: tuple[str, ...]) -> None:
    assert slot(text, "instrument") == [instruments]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("政府は、下記のとおり輸出禁止措置を実施する。", ()),
        ("外務省は、前述のとおり、イランの5個人に対し資産凍結を実施した。", ()),
        ("政府は次の通り、磁石の輸出を禁止した。", ("磁石",)),
        ("政府はこれまでどおり玩具の輸入を禁止する。", ("玩具",)),
        ("財務省は以下の通り、玩具の輸入を禁止した。", ("玩具",)),
    ],
)
def test_what_only_points_on_is_no_good(text: str, items: tuple[str, ...]) -> None:
    assert slot(text, "items") == [items]


@pytest.mark.parametrize(
    ("text", "imposing"),
    [
        ("財務省は3月1日、ロシアからの石炭の輸入を禁止した。", ("JP",)),
        ("外務省は3月1日、北朝鮮に対する制裁を延長した。北朝鮮向けの輸出も禁止されている。", ("JP",)),
        ("ベトナム政府は審査を終えた。ベトナムの産業界は歓迎した。財務省は3月1日、鋼板に20%の関税を課した。", ("VN",)),
        ("ロシア財務省は3月1日、小麦に輸出税を課した。", ("RU",)),
    ],
)
def test_whose_ministry_acts(text: str, imposing: tuple[str, ...]) -> None:
    assert slot(text, "imposing")[0] == imposing
