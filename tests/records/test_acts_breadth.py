"""How ministries, banks, law firms and newspapers word the acts of every type, and prose of theirs that states none."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records

DUTIES = [
    ("トルコ政府は6月1日、輸入乗用車に対する追加関税率を40%に見直した。", "tariff", {"impose", "increase", "reduce"}),
    ("豪州は、中国製の風力発電タワーに対する反ダンピング措置の5年間の継続を決定した。", "tariff", {"maintain"}),
    ("タイ財務省は、少額輸入品への課税を2026年1月に開始する。", "tariff", {"impose"}),
    ("ノルウェー政府は、少額輸入品への課税を2年間停止した。", "tariff", {"suspend"}),
    ("トランプ氏は、ブラジルからの輸入品に50%の関税を課すとする書簡を公開した。", "tariff", {"impose"}),
    ("トランプ大統領は、協議がまとまらなければEUからの全ての輸入品に50%の関税を課すと警告した。", "tariff", {"propose"}),
    ("連邦最高裁は、大統領の関税措置を無効とする判決を言い渡した。", "tariff", {"lift"}),
    ("ブラジルは、米国に対して相互主義法に基づく報復関税を発動する手続きを始めた。", "tariff", {"propose"}),
    ("米国は、コーヒーを相互関税の対象外とした。", "tariff", {"ease"}),
    ("インドは、デジタル広告に対する6%の平衡税を廃止した。", "tariff", {"lift"}),
    ("カナダ政府は、米国産品に25%の報復関税で応じた。", "tariff", {"impose"}),
    ("インドでは、砂糖の輸出禁止が続いている。", "export_control", {"maintain"}),
    ("米国際貿易裁判所は、大統領の追加関税を退けた。", "tariff", {"lift"}),
    ("スイスの時計に対する米国の税率は15%に据え置かれる。", "tariff", {"maintain"}),
    ("USTRは自動車運搬船の手数料を純トン当たり46ドルに引き上げた。", "port_fee", {"increase"}),
    ("USTRは、運搬船の手数料を14ドルから46ドルに見直した。", "port_fee", {"impose", "increase"}),
]
TRADE = [
    ("経済産業省は3月、輸出貿易管理令別表第3から韓国を削除した。", "export_control", {"lift"}),
    ("韓国は日本を優遇対象国から除外した。", "export_control", {"lift"}),
    ("インドネシア政府は、パーム油廃液の輸出を制限する商業大臣規則を施行した。", "export_control", {"impose"}),
    ("経済産業省は補完的輸出規制を見直し、10月9日に施行した。", "export_control", {"impose"}),
    ("米国は、みなし輸出規制の対象を拡大した。", "export_control", {"increase"}),
    ("韓国産業通商資源部は、対ロシア輸出の禁止品目を243品目追加した。", "export_control", {"impose"}),
    ("香港政府は、10都県の水産物の禁輸措置に踏み切った。", "import_control", {"impose"}),
    ("厚生労働省は、中国産ウナギに検査命令を出した。", "import_control", {"impose"}),
    ("米税関・国境警備局は、韓国の塩田の塩に対し違反商品保留命令(WRO)を出した。", "import_control", {"impose"}),
    ("米税関・国境警備局は、UFLPAに基づき、中国製ポリシリコンの通関を差し止めた。", "import_control", {"impose"}),
    ("インドはノートパソコンの輸入にライセンス制を導入した。", "import_control", {"impose"}),
    ("中国税関は、米国企業3社の大豆の輸入資格を回復した。", "import_control", {"resume"}),
    ("中国は、カナダ産の菜種油の輸入業者に対する登録を取り消した。", "import_control", {"lift"}),
    ("インドネシア政府は、米国の安全基準に適合する車両を受け入れる。", "import_control", {"ease"}),
]
PARTIES = [
    ("中国商務部は、米国のイルミナを信頼できないエンティティ・リストに収載すると公告した。", "entity_listing", {"impose"}),
    ("中国商務部は、日本の20社・団体を「注視リスト」に組み入れた。", "entity_listing", {"impose"}),
    ("BISは12社を未検証リスト(UVL)に移した。", "entity_listing", {"impose"}),
    ("EUは、中国企業12社を輸出規制の対象リストに加えた。", "entity_listing", {"impose"}),
    ("中国外務省は、米国の軍需企業7社に対し資産凍結などの対抗措置を取ると発表した。", "sanction", {"impose"}),
    ("スイス政府は、EUの第18次制裁を採用した。", "sanction", {"impose"}),
    ("日本政府は、銀行二行を資産凍結の対象といたしました。", "sanction", {"impose"}),
]
CASES = [
    ("中国商務部は、EU産ブランデーに関する反ダンピング調査で、ダンピングを認定する最終決定を下した。", "investigation", {"impose"}),
    ("米商務省は、韓国製変圧器のダンピング調査で、クロの仮決定を下した。", "investigation", {"impose"}),
    ("中国は、米国の造船業に関する対抗調査を1年間停止した。", "investigation", {"suspend"}),
    ("公正取引委員会は、グーグルに立ち入り検査を実施した。", "investigation", {"impose"}),
    ("EUは、中国の特許ライセンスをめぐりWTOにパネル設置を要請した。", "investigation", {"impose"}),
    ("中国商務部は、半導体材料について調査に着手したことを明らかにしている。", "investigation", {"impose"}),
    ("米政府は、USスチールの黄金株を取得した。", "transaction_review", {"impose"}),
    ("オランダ政府は、物品供給法に基づきネクスペリアを管理下に置いた。", "transaction_review", {"impose"}),
    ("カナダ政府は、ハイクビジョンのカナダ法人に事業停止を命じた。", "transaction_review", {"impose"}),
    ("米財務省は、AI・半導体・量子分野の対外投資を規制するプログラムを施行した。", "transaction_review", {"impose"}),
    ("ドイツ政府は、半導体企業エルモスの中国企業への売却を禁止した。", "transaction_review", {"impose"}),
    ("中国財政部は、EU企業を医療機器の政府調達から除外すると通知した。", "procurement", {"impose"}),
    ("中国政府は、政府調達で国産品に20%の価格優遇を与える制度を導入した。", "procurement", {"impose"}),
]
MONEY = [
    ("韓国国会は、半導体企業の税額控除率を引き上げるK-CHIPS法を可決した。", "subsidy", {"increase"}),
    ("韓国政府は、造船業に1500億ドルの金融支援を行う。", "subsidy", {"impose"}),
    ("EUは、欧州半導体法に基づき430億ユーロを投入する。", "subsidy", {"impose"}),
    ("EUは3年間で7500億ドルの米国産エネルギーを調達することを約束した。", "purchase_commitment", {"agree"}),
    ("バングラデシュは米国産小麦を年70万トン輸入する覚書を交わした。", "purchase_commitment", {"agree"}),
    ("台湾は、米国に2500億ドルの直接投資を実施する。", "investment_commitment", {"agree"}),
]
TOGETHER = [
    ("経済産業省は、みなし輸出管理に関するQ&Aを改訂した。", "guidance", {"impose"}),
    ("米豪両政府は、重要鉱物・レアアースに関する枠組みに署名した。", "cooperation", {"agree"}),
    ("日EUは、経済安全保障に関する「競争力アライアンス」を立ち上げることで合意した。", "cooperation", {"agree"}),
    ("EUとインドは、自由貿易協定の交渉を妥結した。", "cooperation", {"agree"}),
    ("英国は、CPTPPに正式に加入した。", "cooperation", {"agree"}),
    ("米中両国は、輸出管理に関する情報交換の仕組みを設置することで合意した。", "cooperation", {"agree"}),
]


@pytest.mark.parametrize(("text", "kind", "actions"), [*DUTIES, *TRADE, *PARTIES, *CASES, *MONEY, *TOGETHER])
def test_is_one_act_of_the_type(text: str, kind: str, actions: set[str]) -> None:
    found = [core(r)[:2] for r in read_records(text + "\n")]
    assert [k for k, _ in found] == [kind]
    assert found[0][1] in actions


def test_a_revision_is_what_it_adds() -> None:
    found = read_records("経済産業省は、外国ユーザーリストを改正し、42団体を追加した。\n")
    assert [core(r) for r in found] == [("entity_listing", "impose", ("JP",))]
    assert found[0].values("instrument")


NO_ACT = [
    "米国は、関税政策をめぐる協議を行った。",
    "日米両政府は、関税交渉を再開した。",
    "日本政府は、輸出に関する説明会を行った。",
    "経済産業省は、制度の見直しを検討する有識者会議を開いた。",
    "成長率は0.6%に下がる。",
    "米国企業は中国での調達を10%拡大している。",
    "米国は、法人課税の在り方を議論した。",
    "IMFは、関税が成長を損なうと警告した。",
    "商工会議所は、通商協定の改正を求めた。",
    "日本銀行は、政策金利を0.5%に据え置いた。",
    "財務省は、国債の発行計画を変更した。",
    "日本企業は、契約条件を変更した。",
    "欧州委員会は、報告書に市場の状況を記載した。",
    "関税が課される場合、輸入者は申告を行う。",
    "輸出者は、許可を受けた後に輸出を行うことができる。",
    "この法律は、外国為替及び外国貿易法の一部を改正するものである。",
    "同社は、米国での在庫を積み増した。",
    "日本政府は、中小企業の相談窓口を設けた。",
    "EUは、難民の受け入れを停止した。",
    "投資家は株式10%を取得した。",
    "カナダが対中関税に踏み切ったのは、米国と足並みをそろえるためだ。",
    "米国の制度については、最新の情報を確認されたい。",
    "中国企業は2021年に株式86%を追加取得した。",
]


@pytest.mark.parametrize("text", NO_ACT)
def test_prose_of_the_genre_states_no_act(text: str) -> None:
    assert read_records(text + "\n") == ()
