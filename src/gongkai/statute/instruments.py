"""The instruments the tables cite (法规文件), each with its number and the days between which it is in force."""

from dataclasses import dataclass
from datetime import date

from gongkai.statute.wording import article_words


@dataclass(frozen=True, slots=True)
class Instrument:
    """One law, regulation or document; `short` is what a citation on screen says.

    `title` carries the version in brackets where there are several; `note` says what of the row is not checked.
    """

    key: str
    short: str
    title: str
    number: str
    since: date
    until: date | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """The title as a letter writes it, without the version: 中华人民共和国行政复议法."""
        return self.title.partition("（")[0]

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


DATE_UNSEEN = "成文日期未核对，按所见最早的登载日期列。"

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
        Instrument(
            "reconsideration_1999",
            "行政复议法（2023年修订前）",
            "中华人民共和国行政复议法（2017年修正）",
            "主席令第16号公布、第76号修正",
            date(1999, 10, 1),
            date(2023, 12, 31),
            "列法律的施行日期；条文按2017年修正后的文本。",
        ),
        Instrument(
            "reconsideration",
            "行政复议法",
            "中华人民共和国行政复议法（2023年修订）",
            "主席令第9号",
            date(2024, 1, 1),
        ),
        Instrument(
            "reconsideration_rules",
            "行政复议法实施条例",
            "中华人民共和国行政复议法实施条例",
            "国务院令第499号",
            date(2007, 8, 1),
            note="2025年8月公布过修订征求意见稿，适用前核对是否已有新文本。",
        ),
        Instrument(
            "litigation",
            "行政诉讼法",
            "中华人民共和国行政诉讼法（2017年修正）",
            "主席令第71号",
            date(2015, 5, 1),
            note="所引各条自2014年修正起相同，列该次修正的施行日期。",
        ),
        Instrument(
            "litigation_rules",
            "行诉解释",
            "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释",
            "法释〔2018〕1号",
            date(2018, 2, 8),
        ),
        Instrument(
            "court_2025",
            "2025年司法解释",
            "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释（2025年）",
            "",
            date(2025, 6, 1),
            note="据转引，文号未核对。",
        ),
        Instrument(
            "guidance_132",
            "132号指导意见",
            "关于审理政府信息公开行政复议案件若干问题的指导意见",
            "国办函〔2021〕132号",
            date(2021, 12, 22),
            note="第三条、第四条据转引；日期未核对。",
        ),
        Instrument(
            "secrets_2010",
            "保守国家秘密法（2024年修订前）",
            "中华人民共和国保守国家秘密法（2010年修订）",
            "主席令第28号",
            date(2010, 10, 1),
            date(2024, 4, 30),
        ),
        Instrument(
            "secrets",
            "保守国家秘密法",
            "中华人民共和国保守国家秘密法（2024年修订）",
            "主席令第20号",
            date(2024, 5, 1),
        ),
        Instrument("archives", "档案法", "中华人民共和国档案法（2020年修订）", "主席令第47号", date(2021, 1, 1)),
        Instrument(
            "letter_207",
            "207号函",
            "国务院办公厅政府信息与政务公开办公室关于政府信息公开期限有关问题的解释",
            "国办公开办函〔2015〕207号",
            date(2015, 11, 18),
            note=DATE_UNSEEN + "与2019年条例第三十一条不一致的，不再适用。",
        ),
        Instrument(
            "letter_235",
            "235号函",
            "国务院办公厅政府信息与政务公开办公室关于政府信息公开处理决定送达问题的解释",
            "国办公开办函〔2016〕235号",
            date(2016, 12, 7),
            note="第三项收取邮寄成本的内容，2019年条例第四十二条施行后不再适用。",
        ),
        Instrument(
            "letter_19",
            "19号函",
            "国务院办公厅政府信息与政务公开办公室关于政府信息公开申请接收渠道问题的解释",
            "国办公开办函〔2017〕19号",
            date(2017, 10, 24),
            note=DATE_UNSEEN,
        ),
        Instrument(
            "letter_14",
            "14号函",
            "国务院办公厅政府信息与政务公开办公室关于机构改革后政府信息公开申请办理问题的解释",
            "国办公开办函〔2019〕14号",
            date(2019, 3, 4),
            note=DATE_UNSEEN,
        ),
        Instrument(
            "form_2021",
            "年度报告格式",
            "政府信息公开工作年度报告格式",
            "国办公开办函〔2021〕30号",
            date(2021, 1, 1),
            note="列适用的第一个报告年度。",
        ),
        Instrument(
            "case_26",
            "指导案例26号",
            "最高人民法院指导案例26号：李健雄诉广东省交通运输厅政府信息公开案",
            "",
            date(2014, 1, 26),
        ),
        Instrument(
            "secrets_rules",
            "保密法实施条例",
            "中华人民共和国保守国家秘密法实施条例（2024年）",
            "国务院令第786号",
            date(2024, 9, 1),
        ),
        Instrument("practice", "实务通例", "各地考核办法和公开指南中的通行要求", "", date(2019, 5, 15)),
    )
}


def cite(instrument: str, article: str = "") -> str:
    """条例第三十三条第二款; the name alone when no article is given. KeyError for an instrument not listed."""
    short = INSTRUMENTS[instrument].short
    return f"{short}{article_words(article)}" if article else short


def cite_in_full(instrument: str, article: str = "") -> str:
    """《中华人民共和国政府信息公开条例》第三十三条第二款, as a letter cites. KeyError for one not listed."""
    name = INSTRUMENTS[instrument].name.replace("《", "〈").replace("》", "〉")
    return f"《{name}》{article_words(article)}" if article else f"《{name}》"


def first_day_rule(on: date) -> str:
    """The article by which the first day is not counted, as it stood on `on`; the oldest for earlier days."""
    if on >= INSTRUMENTS["civil"].since:
        return cite("civil", "201")
    if on >= INSTRUMENTS["civil_2017"].since:
        return cite("civil_2017", "201")
    return cite("civil_1986", "154.2")
