"""Words of courts, licences, lists, budgets, procurement, purchases, sanctions, inquiries and headlines, and prose with the same words."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records

COURTS = [
    ("米国際貿易裁判所は5月、大統領の相互関税を違憲・無効と判断した。", "tariff", {"lift"}),
    ("カナダ連邦裁判所は6月2日、鉄鋼への追加関税は法的根拠がないと3対0で判断した。", "tariff", {"lift"}),
    ("最高裁、緊急関税は違法 6対3", "tariff", {"lift"}),
    ("控訴裁、追加関税の徴収継続を認める", "tariff", {"maintain"}),
    ("最高裁がIEEPA関税に違憲判決", "tariff", {"lift"}),
]
LICENCES = [
    ("ベトナム商工省は4月から、砂の輸出許可を付与しない方針を決めた。", "export_control", {"deny"}),
    ("オランダ政府は、ASMLに対し露光装置の輸出許可を更新しなかった。", "export_control", {"deny"}),
    ("米商務省は、A社の対中輸出申請を承認せず、3月5日に通知した。", "export_control", {"deny"}),
    ("中国商務部は、日本企業2社にレアアースの輸出許可を出さないと伝えた。", "export_control", {"deny"}),
    ("シンガポール政府は6月、H20の再輸出に許可を下ろした。", "export_control", {"approve"}),
]
UPKEEP = [
    ("ブラジルからの輸入に対する40%の関税は従前どおり適用する。", "tariff", {"maintain"}),
    ("財務省は、中国製のトリクロロイソシアヌル酸への課税を現行のまま継続すると告示した。", "tariff", {"maintain"}),
    ("米国の自動車関税15%に変わりはない。", "tariff", {"maintain"}),
    ("ウクライナ産小麦の輸入禁止措置はこれまで通り続ける。", "import_control", {"maintain"}),
    ("米国は、鉄鋼への50%の関税を据え置く。", "tariff", {"maintain"}),
]
LISTS = [
    ("米商務省は、リストから13の事業体を除外したと官報で公表した。", "entity_listing", {"lift", "ease"}),
    ("中国商務部は11月10日、米国企業15社を管控名単から外した。", "entity_listing", {"lift"}),
    ("韓国政府は9月、日本を最上位の優遇区分から外した。", "export_control", {"lift"}),
    ("米国防総省、CATLなど3社をブラックリスト入り", "entity_listing", {"impose"}),
    ("経済産業省は、輸出令別表第3から韓国を除く政令改正案の意見募集を開始した。", "export_control", {"propose"}),
]
BUDGETS = [
    ("政府は令和8年度補正予算で、半導体工場の整備に3200億円を措置した。", "subsidy", {"impose"}),
    ("政府は予備費から、漁業者の支援に183億円を支出することを決めた。", "subsidy", {"impose"}),
    ("カナダ政府は、戦略基金から製材企業に5億カナダドルを拠出する。", "subsidy", {"impose"}),
    ("政府は4月8日、総額800億円の支援を取りまとめた。", "subsidy", {"impose"}),
    ("経産省は、レアアースの輸入先の開拓に390億円を確保した。", "subsidy", {"impose"}),
]
BOUGHT = [
    ("米連邦政府は2026年6月から、中国製ドローンを調達から排除する。", "procurement", {"impose"}),
    ("カナダは、公共工事に国産鋼材の使用を義務付けた。", "procurement", {"impose"}),
    ("英政府は、中国製監視カメラの政府施設での使用を禁止した。", "procurement", {"impose"}),
    ("タイは米国産LNGの輸入を今後5年で200億ドルに増やす。", "purchase_commitment", {"agree"}),
    ("インドネシアは米国産大豆の調達を倍増させると約束した。", "purchase_commitment", {"agree"}),
]
STOPPED = [
    ("カナダは3月10日、ロシア産原油を禁輸とした。", "import_control", {"impose"}),
    ("日本は、ベラルーシ向けの半導体製造装置を禁輸とした。", "export_control", {"impose"}),
    ("台湾は、五県産食品の禁輸をやめた。", "import_control", {"lift"}),
    ("日本は対イラン禁輸を10日から実施する。", "export_control", {"impose"}),
    ("政府は対北朝鮮の禁輸措置を2年間延長した。", "export_control", {"extend"}),
    ("ドイツは来年、ロシア産石油の輸入をやめる。", "import_control", {"impose"}),
    ("EU理事会は、第20次の対ロ制裁パッケージを承認した。", "sanction", {"impose"}),
    ("米財務省は一般許可8号を発行し、両社との取引の終了を5月1日まで認めた。", "sanction", {"approve"}),
    ("インドは、通商規則に強制労働品の輸入禁止規定を追加した。", "import_control", {"impose"}),
]
INQUIRIES = [
    ("大統領は、木材の輸入が安全保障に与える影響の調査を商務省に命令した。", "investigation", {"impose"}),
    ("トランプ氏、医薬品の調査命令", "investigation", {"impose"}),
    ("EUは、中国製EVの迂回輸入に関する調査は開始しないと決めた。", "investigation", {"forgo"}),
    ("財務省は、中国の銀行に二次制裁を科す可能性があると警告した。", "sanction", {"propose"}),
    ("中国商務部は、対抗措置として黒鉛の輸出を制限する可能性があると表明した。", "export_control", {"propose"}),
]
HEADLINES = [
    ("トランプ氏、医薬品に200%関税も", "tariff", {"propose"}),
    ("米、インドに追加関税か", "tariff", {"propose"}),
    ("米、中国製ドローンに輸入制限へ", "import_control", {"impose", "propose"}),
    ("EU、ロシア産LNGを27年に禁輸へ", "import_control", {"impose", "propose"}),
]


@pytest.mark.parametrize(("text", "kind", "actions"), [*COURTS, *LICENCES, *UPKEEP, *LISTS, *BUDGETS, *BOUGHT, *STOPPED, *INQUIRIES, *HEADLINES])
def test_the_words_of_a_class_state_its_act(text: str, kind: str, actions: set[str]) -> None:
    found = [core(r)[:2] for r in read_records(text)]
    assert len(found) == 1
    assert found[0][0] == kind
    assert found[0][1] in actions


@pytest.mark.parametrize(
    "text",
    [
        "連邦地裁は、関税の無効を訴える原告の主張について審理を続けた。",
        "原告は、関税は違憲・無効だと訴えた。",
        "政府の見解に変わりはない。",
        "経済の見通しに変更はないと総裁は説明した。",
        "輸出許可が下りない場合に備え、企業は在庫を積み増した。",
        "同社は新年度予算に設備投資として300億円を計上した。",
        "社内の取引先リストから3社を削除した。",
        "リストから候補者を外した。",
        "中国の大豆輸入は前年比30%増えた。",
        "専門家は、関税が引き上げられる可能性があると指摘した。",
        "アナリストは、輸出規制が強化される可能性があると分析した。",
        "委員は、国産品の使用を義務付けるべきだと述べた。",
        "省は3月2日、談話をホームページに掲載した。",
        "対中関税の行方はどうなるのか。",
        "A社の株価がストップ高に。",
    ],
)
def test_the_same_words_elsewhere_state_none(text: str) -> None:
    assert not read_records(text)


@pytest.mark.parametrize("line", ["新たな税率は9月1日から適用する。", "9月1日に発効した。"])
def test_a_sentence_without_a_measure_goes_on_about_the_one_before(line: str) -> None:
    found = read_records("カナダは2025年8月20日、中国製の鋼管に25%の追加関税を課すと発表した。" + line)
    assert len(found) == 1
    assert "2025-09-01" in (*found[0].values("effective_from"), *found[0].values("date"))


@pytest.mark.parametrize("line", ["9月1日から会合が続いた。", "2025年9月1日", "ワシントン発"])
def test_what_is_no_measure_dates_none(line: str) -> None:
    found = read_records("カナダは2025年8月20日、中国製の鋼管に25%の追加関税を課すと発表した。\n\n" + line)
    assert len(found) == 1
    assert "2025-09-01" not in found[0].values("effective_from")


@pytest.mark.parametrize(
    ("text", "type_", "action"),
    [
        ("米国がMI308の対中輸出を許可", "export_control", "approve"),
        ("インドは小麦の輸入を許可", "import_control", "approve"),
        ("米国、旧型GPUの対中輸出を許可、売上の15%を納付する条件付き", "export_control", "approve"),
        ("米国は輸出を許可制とした。", "export_control", "impose"),
        ("日本は硝酸の輸出を、包括輸出許可から個別輸出許可に切り替えた。", "export_control", "impose"),
        ("中国は「外国法の不当な適用を阻止する規則」により、技術の輸出を許可制とした。", "export_control", "impose"),
        ("中国は鉱物の輸出を許可の対象とした。", "export_control", "impose"),
        ("中国当局は国内企業に外国製GPUの購入を控えるよう指示した。", "guidance", "warn"),
        ("政府はロシア産水産物の調達を避けるよう業界に要請した。", "guidance", "warn"),
        ("中国外務省は日本への渡航を控えるよう国民に呼びかけた。", "guidance", "warn"),
    ],
)
def test_permission_at_the_end_and_requests_to_abstain(text: str, type_: str, action: str) -> None:
    (record,) = read_records(text)
    assert core(record)[:2] == (type_, action)


@pytest.mark.parametrize(
    "text",
    [
        "同社は取引先に外国製部品の使用を控えるよう要請した。",
        "消費者団体は米国産牛肉の購入を控えるよう呼びかけた。",
        "専門家は投資を控えるよう勧告した。",
    ],
)
def test_requests_of_private_parties_are_no_act(text: str) -> None:
    assert read_records(text) == ()
