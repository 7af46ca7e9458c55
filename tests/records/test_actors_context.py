"""Who acts where the clause does not say so by itself: names that tell, words that point back, speech, companies."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records


def acts(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return type, action and actors of every record of a text."""
    return [core(r) for r in read_records(text + "\n")]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("貨物等省令が改正され、2024年9月8日から走査型電子顕微鏡が輸出許可の対象に追加された。", ("export_control", "impose", ("JP",))),
        ("輸出貿易管理令が改正され、カナダ向けの工作機械について許可が必要となった。", ("export_control", "impose", ("JP",))),
        ("フェンタニル関税は2025年11月10日に20%から10%へ引き下げられた。", ("tariff", "reduce", ("US",))),
        ("相互関税は2025年5月28日、違法とされた。", ("tariff", "lift", ("US",))),
        ("AI拡散規則は5月13日に撤回された。", ("export_control", "lift", ("US",))),
        ("信頼できないエンティティリストに防衛関連の10社が追加された。", ("entity_listing", "impose", ("CN",))),
        ("ファーウェイは2019年5月にエンティティリストに掲載された。", ("entity_listing", "impose", ("US",))),
    ],
)
def test_owner_of_what_is_named(text: str, act: tuple[str, str, tuple[str, ...]]) -> None:
    assert acts(text) == [act]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("韓国政府は9月1日、鋼管に10%の関税を課した。同国は10月1日、税率を15%に引き上げた。", "KR"),
        ("オランダ政府は露光装置の輸出を許可制とした。同国政府は9月、対象の範囲を拡大した。", "NL"),
        ("中国商務部は10月9日、黒鉛の輸出規制を強化した。同部は同日、米企業4社を信頼できないエンティティリストに追加した。", "CN"),
        ("米通商代表部（USTR）は調査を開始した。同代表部は、クレーンに100%の関税を課すと発表した。", "US"),
        ("トランプ大統領は8月6日、インドに25%の追加関税を課した。同氏は、半導体に100%の関税を課す考えを示した。", "US"),
        ("フランス、ドイツ、イタリアの3カ国は、ロシア産ガスの輸入を禁止した。", "FR,DE,IT"),
        ("カナダ、メキシコおよびチリは、鋼管の輸入を禁止した。", "CA,MX,CL"),
    ],
)
def test_pointing_back(text: str, actor: str) -> None:
    assert ",".join(acts(text)[-1][2]) == actor


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("米商務省は半導体の対中輸出を許可制とした。同社は多額の損失を計上した。", 1),
        ("米商務省は半導体の対中輸出を許可制とした。同社は中国への輸出を停止した。", 1),
        ("中国は黒鉛の輸出を禁止した。各社は輸出を停止した。", 1),
        ("中国は黒鉛の輸出を禁止した。輸入業者は購入を停止した。", 1),
        ("米国は銅に50%の関税を課した。エヌビディアは中国への販売を停止した。", 1),
    ],
)
def test_companies_do_not_take_over(text: str, count: int) -> None:
    assert len(acts(text)) == count


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("政府は来年度にも輸出規制を強化する方針を固めた。", ("export_control", "propose", ("JP",))),
        ("政府といたしましては、ロシア向けの輸出禁止措置を拡大いたしました。", ("export_control", "increase", ("JP",))),
        ("経産相は、工作機械の輸出規制を強化すると発表した。", ("export_control", "increase", ("JP",))),
        ("商務長官は、エヌビディア製品の輸出規制を緩和すると発表した。", ("export_control", "ease", ("US",))),
        ("タイ政府は、鋼板の輸入を制限した。政府は、対象に鋼管を追加し、輸入を禁止した。", ("import_control", "impose", ("TH",))),
    ],
)
def test_governments_and_offices(text: str, act: tuple[str, str, tuple[str, ...]]) -> None:
    assert acts(text)[-1] == act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("韓国大統領府は、米国が自動車関税を15%に引き下げたと明らかにした。", ("tariff", "reduce", ("US",))),
        ("英紙は、EUが鋼板の輸入を制限すると報じた。", ("import_control", "impose", ("EU",))),
        ("日本政府は、米国が銅の関税を引き下げたと述べた。", ("tariff", "reduce", ("US",))),
        ("カナダは関税を引き下げる用意があると表明した。", ("tariff", "propose", ("CA",))),
        ("米国は半導体関税を検討している。", ("tariff", "propose", ("US",))),
        ("インドは、鋼板の関税を引き上げないことを決めた。", ("tariff", "forgo", ("IN",))),
        ("米国は、H20を中国に輸出できるようにした。", ("export_control", "ease", ("US",))),
    ],
)
def test_speech_and_modality(text: str, act: tuple[str, str, tuple[str, ...]]) -> None:
    assert acts(text) == [act]


@pytest.mark.parametrize(
    "text",
    [
        "米国は日本に対し、半導体製造装置の輸出規制を強化するよう要請した。",
        "EUは中国に、黒鉛の輸出規制を緩和するよう促した。",
        "経済産業大臣は、米国による鉄鋼関税の引き上げは遺憾だと述べた。",
        "首相は、日本が報復関税を課す考えはないと述べた。",
        "専門家は、追加関税の撤廃が必要だと述べた。",
        "日本は、関税を引き上げる予定はない。",
        "改正外為法を施行した。",
    ],
)
def test_no_act(text: str) -> None:
    assert acts(text) == []


_DEAL = "米国とベトナムは10月26日、相互貿易協定の枠組みで合意した。"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("ベトナム航空は、ボーイング社から航空機20機を購入する。", ("purchase_commitment", "agree", ("VN",))),
        ("ベトナムの企業は、米国産の小麦を12億ドル購入する覚書に署名した。", ("purchase_commitment", "agree", ("VN",))),
        ("国営石油会社ペトロナスは、米国産LNGを年間300万トン購入する。", ("purchase_commitment", "agree", ("MY",))),
        ("大韓航空は、ボーイング社製航空機103機を購入する契約に署名した。", ("purchase_commitment", "agree", ("KR",))),
        ("現代自動車は米国に260億ドルを投資する。", ("investment_commitment", "agree", ("KR",))),
    ],
)
def test_promises_of_companies(text: str, act: tuple[str, str, tuple[str, ...]]) -> None:
    assert act in acts(_DEAL + text)
    assert len(acts(_DEAL + text)) == len(acts(_DEAL)) + 1


@pytest.mark.parametrize(
    "text",
    [
        _DEAL + "トヨタ自動車は国内の工場に300億円を投資する。",
        _DEAL + "ベトナム航空は昨年、ボーイング社から航空機20機を購入した。",
        _DEAL + "ベトナム航空は機体を購入する。",
        _DEAL + "消費者は輸入品を購入する。",
        "ベトナム航空は、ボーイング社から航空機20機を購入する。",
    ],
)
def test_no_promise(text: str) -> None:
    assert "purchase_commitment" not in {a[0] for a in acts(text)}
    assert "investment_commitment" not in {a[0] for a in acts(text)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("オーストラリアは北朝鮮のIT労働者4人に制裁を科した。", {"KP"}),
        ("英国はロシアの石油大手ルクオイルに制裁を科した。", {"RU"}),
        ("インドは中国、韓国及び台湾を原産地とする鋼板に対し反ダンピング税を課した。", {"CN", "KR", "TW"}),
        ("対ロ制裁として、日本政府は高級車の輸出を禁止した。", {"RU"}),
        ("メキシコは中国などアジア製品への関税を引き上げた。", {"CN"}),
        ("米国は中国の規制に対抗し、鋼板の輸入を禁止した。", set()),
    ],
)
def test_targets(text: str, codes: set[str]) -> None:
    assert {v for r in read_records(text + "\n") for v in r.values("target_jurisdictions")} == codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("日本は投資を、米国は関税の引き下げを約束した。", [("investment_commitment", "agree", ("JP",)), ("tariff", "reduce", ("US",))]),
        ("日本は鋼板の関税を、韓国は鋼管の関税を引き下げた。", [("tariff", "reduce", ("JP",)), ("tariff", "reduce", ("KR",))]),
        ("鋼管の輸入を、米国政府は6月13日に禁止した。", [("import_control", "impose", ("US",))]),
    ],
)
def test_verbs_left_out(text: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert acts(text) == found


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("○政府参考人（田中一郎君）　四月五日から、ロシア向けの奢侈品の輸出を禁止しております。", ("export_control", "impose", ("JP",))),
        ("○山田国務大臣　米国は、自動車の関税を一五％に引き下げました。", ("tariff", "reduce", ("US",))),
        ("○佐藤君　ロシアによる侵略を受け、政府は機械の輸入を禁止されました。", ("import_control", "impose", ("JP",))),
        ("山田太郎経済産業相は30日、工作機械の輸出規制を強化すると発表した。", ("export_control", "increase", ("JP",))),
        ("米国の鉄鋼関税への対抗措置として、EUはウイスキーに25%の追加関税を課した。", ("tariff", "impose", ("EU",))),
        ("中国は対抗策を打ち出した。豪州は困惑した。豪州産ワインに212%の関税が課された。", ("tariff", "impose", ("CN",))),
        ("米国は9月、中国のリストを批判した。信頼できないエンティティリストに米国の6社が追加された。", ("entity_listing", "impose", ("CN",))),
        ("対米関係では、米国が3月4日に麻薬の流入などを理由とする25%の関税を発動した。", ("tariff", "impose", ("US",))),
    ],
)
def test_who_goes_on(text: str, act: tuple[str, str, tuple[str, ...]]) -> None:
    assert acts(text)[-1] == act


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("○ 対象国　米国は、銅に50%の関税を課した。税率は25%に引き下げられた。", "US"),
        ("インド政府は、鋼板の輸入を制限した。政府は、対象に鋼管を追加し、輸入を禁止した。", "IN"),
        ("中国は、黒鉛の輸出を禁止し、中国原産の黒鉛を含む製品の輸出も禁止した。", "CN"),
        ("韓国は鋼管に10%の関税を課した。税率は15%に引き上げられた。", "KR"),
        ("カナダの銅に対する関税を、米国は50%に引き上げた。", "US"),
    ],
)
def test_who_does_not_change(text: str, actor: str) -> None:
    assert {a[2] for a in acts(text)} == {(actor,)}


@pytest.mark.parametrize(
    ("text", "authorities"),
    [
        ("商務部は10月9日、超硬材料を許可制の対象とした。また、人造黒鉛の輸出を禁止した。", [("cn-mofcom",), ("cn-mofcom",)]),
        ("中国商務部及び海関総署は10月9日、超硬材料の輸出を許可制とした。また、人造黒鉛の輸出を禁止した。", [("cn-mofcom", "cn-gacc"), ()]),
        ("欧州委員会は10月9日、鋼線に追加関税を課した。加盟国は12月に木材の関税を引き上げた。", [("eu-commission",), ()]),
    ],
)
def test_an_office_goes_on_where_it_acted_alone(text: str, authorities: list[tuple[str, ...]]) -> None:
    assert [tuple(r.values("authority")) for r in read_records(text)] == authorities
