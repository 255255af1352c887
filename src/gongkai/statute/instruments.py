"""The instruments the tables cite (法规文件), each with its number and the days between which it is in force."""

from dataclasses import dataclass
from datetime import date

from gongkai.statute.wording import article_words


@dataclass(frozen=True, slots=True)
class Instrument:
    """One law, regulation or document; `short` is what a citation on screen says."""

    key: str
    short: str
    title: str
    number: str
    since: date
    until: date | None = None


INSTRUMENTS = {
    row.key: row
    for row in (
        Instrument("2019", "条例", "中华人民共和国政府信息公开条例", "国务院令第711号", date(2019, 5, 15)),
        Instrument(
            "2007",
            "2007年条例",
            "中华人民共和国政府信息公开条例（2007年）",
            "国务院令第492号",
            date(2008, 5, 1),
            date(2019, 5, 14),
        ),
        Instrument("budget", "预算法", "中华人民共和国预算法（2014年修正）", "主席令第12号", date(2015, 1, 1)),
        Instrument(
            "penalty", "行政处罚法", "中华人民共和国行政处罚法（2021年修订）", "主席令第70号", date(2021, 7, 15)
        ),
        Instrument(
            "civil_1986",
            "民法通则",
            "中华人民共和国民法通则",
            "主席令第37号",
            date(1987, 1, 1),
            date(2020, 12, 31),
        ),
        Instrument(
            "civil_2017",
            "民法总则",
            "中华人民共和国民法总则",
            "主席令第66号",
            date(2017, 10, 1),
            date(2020, 12, 31),
        ),
        Instrument("civil", "民法典", "中华人民共和国民法典", "主席令第45号", date(2021, 1, 1)),
        Instrument("fees", "信息处理费办法", "政府信息公开信息处理费管理办法", "国办函〔2020〕109号", date(2021, 1, 1)),
        Instrument(
            "holidays", "放假办法", "全国年节及纪念日放假办法（2024年修订）", "国务院令第795号", date(2025, 1, 1)
        ),
        Instrument(
            "relief",
            "社会救助公开目录",
            "社会救助领域基层政务公开标准目录",
            "民办函〔2019〕52号",
            date(2020, 1, 1),
        ),
        Instrument("practice", "实务通例", "各地考核办法和公开指南中的通行要求", "", date(2019, 5, 15)),
    )
}


def cite(instrument: str, article: str = "") -> str:
    """条例第三十三条第二款; the name alone when no article is given. KeyError for an instrument not listed."""
    short = INSTRUMENTS[instrument].short
    return f"{short}{article_words(article)}" if article else short


def first_day_rule(on: date) -> str:
    """The article by which the first day is not counted, as it stood on `on`; the oldest for earlier days."""
    if on >= INSTRUMENTS["civil"].since:
        return cite("civil", "201")
    if on >= INSTRUMENTS["civil_2017"].since:
        return cite("civil_2017", "201")
    return cite("civil_1986", "154.2")
