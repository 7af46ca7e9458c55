"""Which Japanese clauses state an act, and of what type and action: every measure type in the words of its users."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records

TARIFF = [
    ("インドは7月1日、米国産アーモンドの関税を引き上げた。", "tariff", "increase"),
    ("ブラジル産コーヒーへの上乗せ関税は11月20日に米国が撤廃した。", "tariff", "lift"),
    ("トルコは、中国製電気自動車の関税率を40%から30%に改めた。", "tariff", "reduce"),
    ("米国の合意でスイス時計の関税は39%から15%に下がる。", "tariff", "reduce"),
    ("米国は、英国産牛肉に課していた関税を半分にする。", "tariff", "reduce"),
    ("カナダは、米国製家電に対する報復関税を12月1日付で打ち切った。", "tariff", "lift"),
    ("EUは中国製チタン白に反ダンピング税を賦課することを決めた。", "tariff", "impose"),
    ("タイは少額貨物の免税措置を来年1月に廃止する。", "tariff", "lift"),
    ("EUは報復関税の発動を来年2月まで猶予する。", "tariff", "suspend"),
    ("韓国は、米国産大豆の関税をゼロにすることで合意した。", "tariff", "lift"),
    ("英国政府は鉄鋼セーフガードを2年延長することを決定した。", "tariff", "extend"),
    ("米国は中国産品の除外措置を2026年11月まで延ばした。", "tariff", "extend"),
    ("米国は日本産牛肉の低関税枠を拡大した。", "tariff", "increase"),
]
CONTROLS = [
    ("オランダ政府は4月、露光装置の輸出を許可の対象に加えた。", "export_control", "impose"),
    ("台湾は南アフリカ向けの半導体の輸出に許可を要することとした。", "export_control", "impose"),
    ("ベトナム政府は、希土類鉱石を輸出してはならないと定めた。", "export_control", "impose"),
    ("インドネシアはボーキサイトの輸出を全面的に禁じた。", "export_control", "impose"),
    ("米国は、マレーシア向けAI半導体の輸出規制を厳格化した。", "export_control", "increase"),
    ("中国は、ガリウムの対米禁輸を1年間停止した。", "export_control", "suspend"),
    ("米商務省は、エヌビディアに対し中国向け半導体の輸出を認めた。", "export_control", "approve"),
    ("オランダ政府は、露光装置メーカーに与えた輸出許可を取り消した。", "export_control", "lift"),
    ("米国は7月、設計ソフトウェアの対中輸出規制を解いた。", "export_control", "lift"),
    ("韓国政府は、米国向け戦略物資の輸出審査を従来どおりとする。", "export_control", "maintain"),
    ("インドネシアは、ニッケル鉱石の輸出枠を削減した。", "export_control", "reduce"),
    ("韓国政府は米の輸入割当を2万トンに設定した。", "import_control", "impose"),
    ("インドは、ノートパソコンの輸入を許可制とした。", "import_control", "impose"),
    ("米税関は、同社の綿製品に引渡保留命令を発出した。", "import_control", "impose"),
    ("ポーランドは、ウクライナ産穀物の輸入を差し止めた。", "import_control", "impose"),
    ("中国は豪州産ロブスターの輸入を解禁した。", "import_control", "resume"),
]
PARTIES = [
    ("米商務省は、イラン向けの迂回に関わった32社をエンティティリストに掲載した。", "entity_listing", "impose"),
    ("中国商務部は、防衛企業3社を輸出管理リストに加えた。", "entity_listing", "impose"),
    ("BISは、中国企業2社を未検証エンドユーザーリストから外した。", "entity_listing", "lift"),
    ("EUは、タンカー18隻を資産凍結の対象に指定した。", "sanction", "impose"),
    ("英国はロシアの銀行との取引を禁止すると発表した。", "sanction", "impose"),
    ("スイス政府は、ベラルーシに対する制裁を強化した。", "sanction", "increase"),
    ("日本は、ロシア産原油の上限価格を47.6ドルに引き下げた。", "sanction", "reduce"),
    ("OFACはベネズエラとの石油取引を認める一般許可を発給した。", "sanction", "approve"),
    ("欧州委員会は、中国製タイヤの反補助金調査に着手した。", "investigation", "impose"),
    ("ブラジルは韓国製鋼板のダンピング調査を打ち切った。", "investigation", "lift"),
    ("韓国は中国製光ファイバーの関税について再審査に入った。", "investigation", "impose"),
]
OTHERS = [
    ("英国政府は、同社に対し半導体工場の売却を命じた。", "transaction_review", "impose"),
    ("豪州は、重要鉱物分野への外国投資審査を強化した。", "transaction_review", "increase"),
    ("米国政府は日本製鉄による買収計画を承認した。", "transaction_review", "approve"),
    ("米国防総省は、中国製電池の調達を禁止した。", "procurement", "impose"),
    ("米国防総省は、中国6社の電池を調達できない。", "procurement", "impose"),
    ("経済産業省は、蓄電池の増産に最大1200億円の助成を決定した。", "subsidy", "impose"),
    ("ドイツ政府は、EV購入補助金を打ち切った。", "subsidy", "lift"),
    ("BISは、先端半導体の取引に関するガイダンスを公表した。", "guidance", "impose"),
    ("経済産業省は、輸出者に最終需要者の確認を徹底するよう要請した。", "guidance", "warn"),
    ("日英両政府は、重要鉱物の供給で協力することで一致した。", "cooperation", "agree"),
    ("日米両国は、輸出管理に関する作業部会を設置することで合意した。", "cooperation", "agree"),
    ("中国は米国産大豆を年2500万トン購入することを確約した。", "purchase_commitment", "agree"),
    ("日本は米国産コメの輸入を75%増やすことを約束した。", "purchase_commitment", "agree"),
    ("韓国は対米投資3500億ドルを約束した。", "investment_commitment", "agree"),
    ("中国は、米国籍の船舶に特別港湾料を課した。", "port_fee", "impose"),
]


@pytest.mark.parametrize(("text", "kind", "action"), [*TARIFF, *CONTROLS, *PARTIES, *OTHERS])
def test_states_an_act(text: str, kind: str, action: str) -> None:
    assert (kind, action) in [core(r)[:2] for r in read_records(text + "\n")]


PLANS = [
    "メキシコ政府は、FTA非締結国からの繊維製品に35%の関税を課すことを検討している。",
    "米国は半導体製造装置に関税を課す構えだ。",
    "台湾は米国車の関税を撤廃する方針を固めた。",
    "韓国の貿易委員会は、中国製の鋼管に反ダンピング関税を課すよう韓国政府に建議した。",
    "EUは、鉄鋼スクラップの輸出制限の導入に向けて準備を進めている。",
    "欧州委員会は、無税枠を減らす規則案を公表した。",
    "韓国政府は基金の新設計画を発表した。",
]
DECIDED = [
    "米国は8月、英国産鋼材の関税を引き下げる方針を表明した。",
    "メキシコ議会は、繊維製品の関税を引き上げる法案を可決した。",
    "EU理事会は、穀物の関税を引き上げる規則案を採択した。",
    "インド政府は、電子部品の輸入関税を免除することを閣議決定した。",
    "ブラジル政府は、鋼材の関税割当を導入する計画を決定した。",
]


@pytest.mark.parametrize("text", PLANS)
def test_plans_are_proposed(text: str) -> None:
    assert [core(r)[1] for r in read_records(text + "\n")] == ["propose"]


@pytest.mark.parametrize("text", DECIDED)
def test_decided_plans_are_acts(text: str) -> None:
    found = [core(r)[1] for r in read_records(text + "\n")]
    assert found
    assert "propose" not in found


NO_ACT = {
    "effects and statistics": [
        "関税の引き上げは物価を押し上げる。",
        "米国の輸出規制は中国の半導体産業の成長を遅らせている。",
        "対中輸出は前年比12%減少した。",
        "関税が家計に与える負担は年1200ドルに上る。",
        "関税収入は前年の2倍に増えた。",
        "円相場は下がり、株価は3%上がった。",
    ],
    "opinion and expectation": [
        "専門家は、追加関税は回避できるとみている。",
        "政府は輸出規制を強化すべきだとの声が上がっている。",
        "中国が輸出を制限する可能性がある。",
        "米国が関税を引き下げるかどうかは不透明だ。",
        "市場では輸出規制の緩和観測が広がった。",
        "このまま関税が引き上げられれば輸出は減る。",
    ],
    "demands on others": [
        "業界団体は関税の撤廃を求めている。",
        "日本政府は米国に関税の引き下げを申し入れた。",
        "日本側は自動車関税の撤廃を要求した。",
        "商工会議所は輸出規制の緩和を要望した。",
        "各国は米国に関税の停止を迫った。",
    ],
    "denials and questions": [
        "中国側は輸出停止を否定した。",
        "米国は追加関税を発動していない。",
        "大臣、輸出規制は強化されるのでしょうか。",
        "輸出規制はなぜ導入されたのか。",
        "交渉は難航しており、関税の引き下げは実現していない。",
    ],
    "titles": [
        "輸出管理の影響について",
        "関税措置をめぐる経緯",
        "1 拡散規則の撤回",
        "2 認証エンドユーザーの取消し",
        "追加関税の停止について",
    ],
    "how things stand or work": [
        "輸出許可の審査には通常45日を要する。",
        "エンティティリストには1000社以上が掲載されている。",
        "関税率は品目ごとに定められている。",
        "関税の対象は、鉄鋼、アルミニウム及び銅である。",
        "規制の導入から1年が経過した。",
    ],
    "business, meetings and other growth": [
        "日本企業は米国での生産を拡大する。",
        "サプライチェーンの強化が急がれる。",
        "両国は関税について協議を継続する。",
        "日米は緊密な連携を確認した。",
        "経済産業省は、輸出管理に関する説明会を開催した。",
        "これらの国は見返りを差し出した。",
    ],
}


@pytest.mark.parametrize("text", [t for texts in NO_ACT.values() for t in texts])
def test_states_no_act(text: str) -> None:
    assert read_records(f"米国は先週、次の点を説明した。\n\n{text}\n") == ()
