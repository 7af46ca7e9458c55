"""Acts as ministers, wikis and digests tell them: facts spoken about, suppositions, demands, company, sources, announcements."""

from __future__ import annotations

import pytest

from extract.records.cited import cites_title
from records.sentences import core, read_records

TOLD = [
    ("○国務大臣　米国政府により銅に対する三〇％の関税が発動されましたことは誠に遺憾であります。", "tariff", "impose", "US"),
    ("○国務大臣　豪州政府が我が国の鋼材の関税を一〇％に引き上げたことは承知しております。", "tariff", "increase", "AU"),
    ("韓国外務省は、インドが鉄鉱石の輸出禁止を解除したことを歓迎した。", "export_control", "lift", "IN"),
    ("○国務大臣　米国におきましては、三月十日に銅に対する二〇％の関税が発動をされまして、協議を続けております。", "tariff", "impose", "US"),
    ("○委員　カナダの方は、五月一日に銅の関税を一〇％から二〇％に引き上げております。", "tariff", "increase", "CA"),
    ("カナダでは、2021年5月、政府が港湾設備から中国企業の製品を排除する方針を発表した。", "other", "impose", "CA"),
    ("中国は3月、ゲルマニウムの対日禁輸を半年間凍結した。", "export_control", "suspend", "CN"),
    ("中国当局は国内企業に対し、米国製ドローンの購入を停止するよう求めた。", "import_control", "impose", "CN"),
    ("AMDは米国政府の承認を得て、AI半導体「MI308」の中国への販売を再開すると発表した。", "export_control", "resume", "US"),
    ("米国最高裁は1月9日、この法律は関税を課す権限を大統領に与えていないと判断した。", "tariff", "lift", "US"),
    ("英国は5月2日、ロシア産銅の関税を引き上げました。", "tariff", "increase", "GB"),
    ("インド商工省は昨年12月30日、輸入鋼板に暫定SGを発動すると官報で告示した。", "tariff", "impose", "IN"),
    ("英国政府は2022年9月、中国企業による送電事業の取得を条件付きで承認した。", "transaction_review", "approve", "GB"),
    ("○委員　中国によって、十一月には日本産水産物の輸入が止められてしまったわけであります。", "import_control", "impose", "CN"),
    ("ノルウェー商務省は華為技術をエンティティ・リストに掲載し、製品の供給には許可を要することとした。", "entity_listing", "impose", "NO"),
    ("チリ政府は4月3日、鋼球への関税を15％から20％に上げました。", "tariff", "increase", "CL"),
]


@pytest.mark.parametrize(("text", "kind", "action", "code"), TOLD)
def test_told(text: str, kind: str, action: str, code: str) -> None:
    assert [core(r) for r in read_records(text + "\n")] == [(kind, action, (code,))]


@pytest.mark.parametrize(
    "text",
    [
        "○委員　例えば、韓国が輸出規制を発動したとして、我が国はどう対応するのでしょうか。",
        "○委員　相手国が報復関税を課してくる、そういう場合にはどうするのかということであります。",
        "米国が銅の関税を引き上げても、国内生産は増えないと専門家はみる。",
        "関税が引き上げられたことで、輸出企業の収益は悪化した。",
        "○委員　関税が課されることは遺憾だと思います。",
        "OECDは、ブラジルに対し、輸出規制を廃止し、他の品目へ広げないよう求めた。",
        "フランスは、EUに中国製自転車への追加関税を課すよう求めた。",
        "今年3月に止まった輸出規制が再び発動されるかは、なお不透明である。",
        "従来、輸出許可はリストに掲載された主体にのみ適用され、子会社には及ばなかった。",
        "国際通貨基金（IMF）は、成長率の見通しを0.3ポイント下方修正した。",
        "供給の安定の維持を図るため、政府は各国と協議している。",
        "読売新聞『政府が豚肉の輸入再開を決定』。",
        "中国外務省の報道官は、米国による規制強化を強くけん制した。",
    ],
)
def test_not_told(text: str) -> None:
    assert read_records(text + "\n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "政府は3月3日、G7と連携し、ロシア中央銀行の資産を凍結した。",
        "ノルウェー政府は3月3日、EUと歩調を合わせ、ロシア産石炭の輸入を禁止した。",
        "○国務大臣　先週、同志国と協調して、第三国の団体十二団体を資産凍結の対象に加えたところであります。",
        "外為法に基づき、次の措置を講ずることとした。\n\nロシアの11団体への輸出を禁止する。\n",
        "カナダ政府は5月9日、新たな対ロ制裁を決定した。ロシア産の銅の輸入を禁止する。\n",
        "日本政府は12日、米国産牛肉の輸入再開を決定した。約2年ぶりの輸入再開となる。",
    ],
)
def test_one_act(text: str) -> None:
    assert len(read_records(text + "\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "米国は4月、銅に25％の関税を課した。自動車に対しましても25％の関税を課しております。自動車部品につきましても25％の関税を課しております。",
        "カナダ政府は5月9日、第20次の対ロ制裁パッケージを決定した。インドは5月10日、鋼管の輸入を禁止した。ペルーは銅の輸出を禁止した。",
    ],
)
def test_three_acts(text: str) -> None:
    assert len(read_records(text + "\n")) == 3


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("共同通信『政府が輸入再開を決定』。", True),
        ("『米の輸入制限、EUが報復関税案』 — 朝日新聞, 2018年3月9日", True),
        ("日本経済新聞『制裁を強化 首相が表明』2006年9月23日", True),
        ("政府は12日、『米国産牛肉の輸入禁止措置』を解除した。", False),
        ("米国、『国別追加関税』を発動", False),
        ("産経新聞は『輸入再開を決定した』と報じた。", False),
    ],
)
def test_cited_titles(sentence: str, cited: bool) -> None:
    assert cites_title(sentence) is cited


@pytest.mark.parametrize(
    "text",
    [
        "関係国との協力に関する協議も行っている。",
        "米国の通信機器規制及びAI拡散規則の撤回に関する最新動向",
        "新しい名称は「グループA」に改められた。",
        "追加の関税措置に関する詳細は数日以内に発表される。",
        "韓国の牛丼店チェーンの同社では、牛肉の輸入再開を歓迎している。",
    ],
)
def test_talk_titles_and_particulars_are_no_acts(text: str) -> None:
    assert read_records(text + "\n") == ()


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("ペルー政府は12日、豪州産羊肉の輸入禁止措置の解除を決めた。約3年ぶりの輸入再開となる。", "import_control", "lift"),
        ("カナダは3月9日、中国の3社、ベラルーシの2社、イランの1社を制裁リストに追加した。", "entity_listing", "impose"),
        ("関税暫定措置法の一部を改正する法律が4月20日に公布、翌21日に施行されまして、ロシアに対する関税についての最恵国待遇が撤回をされました。", "tariff", "lift"),
        ("トルコは、関税率表を改正する大統領令を公布し、米国産アーモンドの関税を引き上げた。", "tariff", "increase"),
        ("2025年5月13日、トランプ政権はAI拡散規則の撤回を表明した。", "export_control", "lift"),
        ("GitHubは2021年1月、OFACからキューバの開発者にサービスを提供するライセンスを取得した。", "sanction", "approve"),
        ("国際貿易裁判所は3月、徴収済みのIEEPA関税の還付を命じた。", "tariff", "lift"),
        ("中国側は国内産業の保護を理由に、MI308の受領を阻止している。", "import_control", "deny"),
        ("トランプ大統領は、MI308の中国向け輸出を容認した。売上の20%を徴収する。", "export_control", "approve"),
    ],
)
def test_one_act_of_its_kind(text: str, kind: str, action: str) -> None:
    assert [core(r)[:2] for r in read_records(text + "\n")] == [(kind, action)]
