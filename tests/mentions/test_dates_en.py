"""English dates: fact sheets, notices, law firms' alerts, news; negatives beside positives."""

from __future__ import annotations

import pytest

from extract.mentions.dates import find_dates
from extract.model import Passage
from extract.spans import OffsetMap

NOTICE = "2025-08-01"


def values(text: str, published: str = NOTICE) -> list[str]:
    passages = [Passage(i, t, OffsetMap.identity(len(t)), "en") for i, t in enumerate(text.split("|"))]
    return [str(m.value) for m in find_dates(passages, published)[0]]


CASES: dict[str, list[tuple[str, list[str]]]] = {
    "full": [
        ("The rule was issued on April 9,2025.", ["2025-04-09"]),
        ("It takes effect on 6 June 2025.", ["2025-06-06"]),
        ("Published Sept. 6, 2024 by the agency", ["2024-09-06"]),
        ("Wednesday, April 2, 2025", ["2025-04-02"]),
        ("on the 3rd of May 2024", ["2024-05-03"]),
        ("dated 2025-05-29 and 5/30/2025", ["2025-05-29", "2025-05-30"]),
        ("The agency may 2 times a year report", []),
        ("Section 301, 90 FR 12345, ECCN 3A090, 9903.01.24", []),
    ],
    "month and year": [
        ("an agreement reached in October 2024", ["2024-10"]),
        ("talks in June produced a framework", ["2025-06"]),
        ("The firms may in May respond", ["2025-05"]),
        ("early May and mid-June 2025", ["2025-05-01/2025-05-10", "2025-06-11/2025-06-20"]),
        ("late July talks", ["2025-07-21/2025-07-31"]),
        ("the end of March 2025", ["2025-03-21/2025-03-31"]),
        ("They march in step and may proceed", []),
    ],
    "chronology under years": [
        ("2020|12 May: barley imports are stopped|2021|28 March: wine follows", ["2020", "2020-05-12", "2021", "2021-03-28"]),
        ("■ 2019:|November: the ban is lifted", ["2019", "2019-11"]),
        ("– 2022 –|May – leaders meet, and a duty follows in June", ["2022", "2022-05", "2022-06"]),
        ("2018|3 June: a quota; 4 July 2023: its end", ["2018", "2018-06-03", "2023-07-04"]),
        ("2,020|12 May: a quota", ["2025-05-12"]),
        ("2020 units|12 May: a quota", ["2025-05-12"]),
        ("March: onwards|May be: a title", ["2025-03"]),
    ],
    "year carried": [
        ("On August 20, 2019 (August 20 notice) it acted", ["2019-08-20", "2019-08-20"]),
        ("In July 2018 it imposed duties and in August it added more", ["2018-07", "2018-08"]),
        ("signed in December 2023 and effective in January", ["2023-12", "2024-01"]),
        ("The tariff applies to goods covered by the April 2 order", ["2025-04-02"]),
    ],
    "names of acts": [
        ("under the Customs Act of 1911 and the Tariff Act of 1930", []),
        ("the Export Control (Amendment) Regulations 2024 apply", []),
        ("the Defence Trade Ordinance 2015, as amended", []),
        ("Congress passed the act in 1974", ["1974"]),
        ("the agreement of 2019 and the levels of 2021", ["2019", "2021"]),
    ],
    "dates named again": [
        ("On March 3, 2025 it set a duty as of April 1, 2025 and a quota as of that date", ["2025-03-03", "2025-04-01", "2025-04-01"]),
        ("It acted on March 3, 2025. The same evening talks ended", ["2025-03-03", "2025-03-03"]),
    ],
    "weekdays of news": [
        ("Ministers agreed Thursday to widen the list", ["2025-07-31"]),
        ("The office said Tuesday that it will act", ["2025-07-29"]),
        ("The levy, effective Monday, covers copper", ["2025-08-04"]),
        ("The duty will be doubled on Wednesday", ["2025-08-06"]),
        ("The union backed the plan on Tuesday", ["2025-07-29"]),
        ("The Monday Club met members of Friday Holdings", []),
    ],
    "planned days": [
        ("The rate will rise to 30% on January 1", ["2026-01-01"]),
        ("The levy is to be lifted in February", ["2026-02"]),
        ("The duty will hit goods shipped before March 3", ["2025-03-03"]),
        ("The duty rose on January 1", ["2025-01-01"]),
        ("Imports of gas are to stop by end-2027", ["../2027-12"]),
    ],
    "ranges": [
        ("the period January 1, 2023, through December 31, 2023", ["2023-01-01/2023-12-31"]),
        ("April 2-3, 2025", ["2025-04-02/2025-04-03"]),
        ("from April 2 to May 11, 2025", ["2025-04-02/2025-05-11"]),
        ("between May 2024 and July 2025", ["2024-05/2025-07"]),
        ("10-11 May 2025", ["2025-05-10/2025-05-11"]),
        ("November 10, 2024 through February 9, 2025", ["2024-11-10/2025-02-09"]),
        ("November 10 to February 9, 2025", ["2024-11-10/2025-02-09"]),
        ("April–July 2025", ["2025-04/2025-07"]),
        ("in 2018-2019", ["2018/2019"]),
        ("July 28 and 29", ["2025-07-28", "2025-07-29"]),
        ("14-15 countries took part", []),
        ("July 28, 29 companies", ["2025-07-28"]),
    ],
    "years": [
        ("since 2017", ["2017/.."]),
        ("by 2028", ["../2028"]),
        ("in 2026 (prorated), 2027, and 2028", ["2026", "2027", "2028"]),
        ("2027 and 2028 levels were agreed in 2026", ["2027", "2028", "2026"]),
        ("the Trade Act of 1974 (19 U.S.C. 2411)", []),
        ("Cabinet Office (2020), p. 12", ["2020"]),
        ("2025 units, $2,024, 1999 tons, or 2000 jobs", []),
        ("in 2,000 cases", []),
    ],
    "deictics": [
        ("Yesterday the President signed the order", ["2025-07-31"]),
        ("This week they met, and will meet next week", ["2025-07-28/2025-08-03", "2025-08-04/2025-08-10"]),
        ("a visit this fall", ["2025-23"]),
        ("later this year", ["2025"]),
        ("last month and next year", ["2025-07", "2026"]),
        ("on Tuesday", ["2025-07-29"]),
        ("by Friday", ["../2025-08-08"]),
        ("last September", ["2024-09"]),
        ("On the 15th, officials met", ["2025-07-15"]),
        ("the June talks and the 2026 World Cup", ["2025-06", "2026"]),
        ("the 15th session, the 20th century", []),
        ("this rule, last resort, next steps", []),
    ],
    "anaphors": [
        ("On June 3, 2025 it issued a rule and on the same day a notice", ["2025-06-03", "2025-06-03"]),
        ("signed June 30, 2025; the following day it took effect", ["2025-06-30", "2025-07-01"]),
        ("adopted in May 2024 and amended the following month", ["2024-05", "2024-06"]),
        ("the rule of 2022 was revised the following year", ["2022", "2023"]),
        ("the same day", []),
    ],
    "parts of a year": [
        ("the first quarter of 2025", ["2025-01-01/2025-03-31"]),
        ("Q2 2025 exports", ["2025-04-01/2025-06-30"]),
        ("in the second half of 2024", ["2024-07-01/2024-12-31"]),
        ("by the end of 2025", ["../2025-12"]),
        ("in late 2024 and early 2025", ["2024", "2025"]),
        ("fiscal year 2025 and FY2026", ["2025", "2026"]),
        ("the FY2019 National Defense Authorization Act", []),
        ("In the third quarter, exports fell", ["2025-07-01/2025-09-30"]),
        ("Q1-style reports", []),
        ("half of the exports", []),
    ],
    "edges": [
        ("effective December 14, 2020", ["2020-12-14"]),
        ("until November 10, 2026", ["../2026-11-10"]),
        ("no later than June 1, 2025", ["../2025-06-01"]),
        ("since July 2024", ["2024-07/.."]),
        ("from January 1, 2026 onward", ["2026-01-01/.."]),
        ("prior to July 1, 2025", ["2025-07-01"]),
        ("by the Commission", []),
    ],
    "durations": [
        ("a 90-day pause", ["P90D"]),
        ("the preceding six month period", ["P6M"]),
        ("an additional year", ["P1Y"]),
        ("for a total of three years", ["P3Y"]),
        ("within thirty (30) days", ["P30D"]),
        ("two weeks of talks", ["P2W"]),
        ("one and a half years", ["P1Y6M"]),
        ("$17 billion per year", []),
        ("$7 billion a year", []),
        ("for a second year", []),
        ("decades of growth, recent years, daily", []),
        ("40-year-old rule", []),
    ],
    "offsets": [
        ("two years ago", ["2023"]),
        ("On June 3, 2024 it opened a case; one year later it closed it", ["2024-06-03", "2025-06-03"]),
        ("120 days after publication", ["P120D"]),
        ("a year earlier", ["2024"]),
        ("sooner or later", []),
    ],
    "traps": [
        ("see https://example.org/2025-05-29-notice and www.example.org/2024/06/03/x", []),
        ("Docket No. BIS-2025-0012; FR Doc. 2025-13771", []),
        ("5 percent, 10.5 million, 3:30 p.m.", []),
        ("Harmonized Tariff Schedule heading 2005.10", []),
        ("Boeing 747-400 and A320", []),
        ("the 14th Five-Year Plan", []),
    ],
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=f"{name}-{i}") for name, rows in CASES.items() for i, (t, e) in enumerate(rows)])
def test_english_dates(text: str, expected: list[str]) -> None:
    assert values(text) == expected
