"""文字检查: wrong places, foreign organs, duties handed over, split words, wrong years, old forms, copied text. Words only:
whether a number agrees with the tables is asked elsewhere. Every finding is a warning, for words can be right anyhow.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gongkai.annual_reports.lint_rows import (
    MOVED_DUTIES,
    OLD_FORM,
    OLD_FORM_UNTIL,
    OLD_ORGANS,
    OLD_ORGANS_SINCE,
    REPEALED,
)
from gongkai.annual_reports.sentences import OPENING
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.identities import Breach, Severity
from gongkai.statute.conventions import Mark

HAN = "\u4e00-\u9fff"
# 广西、内蒙古、西藏、宁夏、新疆: there 全区 is the autonomous region.
AUTONOMOUS_REGIONS = {"15", "45", "54", "64", "65"}
NO_WHOLE = "完健安齐周保"  # 健全县乡…, 完全区分: 全 belongs to the word before
COPIED_FROM = 40  # signs: a shorter line may well be the same in two years
NEARLY_COPIED_FROM = 30
ABOUT = 12  # signs of the text shown on either side
FIRST_AREA = re.compile(rf"[{HAN}]{{1,12}}?(?:自治州|自治县|自治区|省|市|盟|县|区|旗|镇|乡|街道)(?![市县区镇])")
SECOND_AREA = re.compile(rf"[{HAN}]{{2,3}}(?:县|区|市|旗|镇|乡|街道)")  # 住房和城乡… after a county is no township
DIGITS = re.compile(r"[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a section that want a look: where they stand, why, and on what the doubt rests."""

    rule: str
    section: str
    start: int
    words: str
    message: str
    before: str = ""
    after: str = ""

    def as_breach(self) -> Breach:
        return Breach(self.rule, self.section, "", self.words, self.message, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose report, on which year, in a form of six sections or an older one; `names` are other organs of the tree."""

    organ: str
    region: str
    level: str
    region_code: str
    year: int
    is_statutory: bool = True
    own_names: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    before: dict[str, str] = field(default_factory=dict)
    offered: frozenset[str] = frozenset()


Hit = tuple[int, str, str]  # start, words, message
Rule = Callable[[Setting, str, str], Iterator[Hit]]


def setting_of(organ: Organ, year: int, **more) -> Setting:
    """What the tree knows of an organ: its area, and the names its report may and may not speak of."""
    known = list(Organ.objects.order_by("lineage").values_list("name", "lineage"))
    above = [name for name, lineage in known if organ.lineage.startswith(lineage)]
    own = {*above, *(name for name, lineage in known if lineage.startswith(organ.lineage))}
    region = region_of(organ.name) or next((found for name in reversed(above) if (found := region_of(name))), "")
    others = tuple(name for name, _lineage in known if name not in own)
    return Setting(
        organ.name, region, organ.level, organ.region_code, year, own_names=frozenset(own), names=others, **more
    )


def region_of(name: str) -> str:
    """榕江县 of 榕江县民政局, 洪泽区 of 淮安市洪泽区民政局: the smallest area that opens a name, empty when none does."""
    first = FIRST_AREA.match(name)
    if first is None:
        return ""
    second = SECOND_AREA.match(name, first.end())
    return second.group() if second else first.group()


def lint(setting: Setting, sections: dict[str, str]) -> list[Finding]:
    """All findings in the order of the sections and of the text, each place once for each rule."""
    found = []
    for section, text in sections.items():
        for name, rule in RULES.items():
            found += [_finding(name, section, text, *hit) for hit in rule(setting, section, text)]
    places = {key: n for n, key in enumerate(sections)}
    return sorted(dict.fromkeys(found), key=lambda one: (places[one.section], one.start))


def _finding(rule: str, section: str, text: str, start: int, words: str, message: str) -> Finding:
    end = start + len(words)
    before = text[max(0, start - ABOUT) : start].rpartition("\n")[2]
    after = text[end : end + ABOUT].partition("\n")[0]
    return Finding(
        rule, section, start, words, message,
        f"…{before}" if len(before) == ABOUT else before, f"{after}…" if len(after) == ABOUT else after,
    )  # fmt: skip


def _level(setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    """全区民政工作 in a county's report: the area of another level or kind."""
    own = setting.region[-1:] if not setting.region.endswith("街道") else "街道"
    alike = {"县": "区旗", "区": "县旗", "旗": "县区", "镇": "乡", "乡": "镇", "街道": "乡镇"}
    wrong = alike.get(own, "")
    if setting.level == Organ.Level.PREFECTURE or (setting.level == Organ.Level.COUNTY and own == "市"):
        wrong = "县区旗"
    if setting.region_code[:2] in AUTONOMOUS_REGIONS:
        wrong = wrong.replace("区", "")
    if not wrong:
        return
    for hit in re.finditer(rf"(?<![{NO_WHOLE}])全[{wrong}](?![域分别间划块旗县])", text):
        message = _("%(organ)s是%(own)s一级的机关，文中写的是“%(words)s”，是否套用了别处的文字？")
        yield hit.start(), hit.group(), message % {"organ": setting.organ, "own": setting.region, "words": hit.group()}


def _place(setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    """黎平县民政局 in the report of 榕江县民政局: an organ of the same name elsewhere."""
    kind = setting.organ.removeprefix(setting.region)
    if not setting.region or len(kind) < 3:
        return
    known = {region_of(name) for name in setting.own_names} | {setting.region}
    for hit in re.finditer(rf"[{HAN}]{{2,3}}[省市州盟县区旗镇乡](?={re.escape(kind)})", text):
        place = hit.group()
        if any(one and (place.endswith(one[-3:]) or one.endswith(place[-3:])) for one in known):
            continue
        message = _("文中写的是“%(words)s”，本机关是%(organ)s，是否套用了别处的文字？")
        yield hit.start(), place + kind, message % {"words": place + kind, "organ": setting.organ}


def _organ(setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    """The full name of another organ of the tree."""
    for name in (one for one in setting.names if one in text):
        for hit in re.finditer(re.escape(name), text):
            yield hit.start(), name, _("文中提到其他机关“%s”，请核对是否套用了它的报告。") % name


def _moved_duty(setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    """军人抚恤优待 in a civil affairs report after the reform, unless the sentence is about handing it over."""
    for row in MOVED_DUTIES:
        if (
            not setting.organ.endswith(row.organ)
            or setting.year < row.since
            or (row.until and setting.year > row.until)
        ):
            continue
        for hit in re.finditer("|".join(map(re.escape, row.words)), text):
            if re.search("划转|划入|划出|移交|转隶|机构改革", _sentence(text, hit.start())):
                continue
            message = _(
                "“%(words)s”的职责已划转%(now)s（%(source)s%(mark)s），%(year)d年的报告还写有这项工作，请核对。"
            )
            yield hit.start(), hit.group(), message % {
                "words": hit.group(), "now": row.now, "source": row.source,
                "mark": "" if row.mark is Mark.VERIFIED else _("，请对照原文"), "year": setting.year,
            }  # fmt: skip


def _old_organ(setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    if setting.year < OLD_ORGANS_SINCE:
        return
    for old, now in OLD_ORGANS.items():
        for hit in re.finditer(re.escape(old), text):
            yield (
                hit.start(),
                old,
                _("“%(old)s”在2018年机构改革后不再保留，现为%(now)s，请核对。") % {"old": old, "now": now},
            )


def _split(_setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    """公 开条例: a space inside Chinese text, left by copying from a page or a scan."""
    for hit in re.finditer(rf"[{HAN}][ \t\u3000\u00a0]+[{HAN}]", text):
        yield hit.start(), hit.group(), _("“%s”中间有空格，是复制时断开的词语，请连写。") % hit.group()


def _year(setting: Setting, section: str, text: str) -> Iterator[Hit]:
    """Another year in the report's own title or counting period; next year as if it were past; the year before last."""
    year = setting.year
    own = re.compile(r"(20\d\d)年(?:度)?政府信息公开工作年度报告|统计期限自(20\d\d)年|(20\d\d)年(?:1月1日起?至)")
    titled = set()
    for hit in own.finditer(text):
        said = next(group for group in hit.groups() if group)
        titled.add(hit.start())
        if int(said) != year:
            yield (
                hit.start(),
                hit.group(),
                _("这是%(year)d年度的报告，文中写的是%(said)s年。") % {"year": year, "said": said},
            )
    for hit in re.finditer(r"(?<![〔（(《0-9])(20\d\d)年", text):
        said = int(hit.group(1))
        sentence = _sentence(text, hit.start())
        if hit.start() in titled or said == year:
            continue
        if section == OPENING and abs(said - year) <= 2 and "公开条例" not in sentence:
            yield (
                hit.start(),
                hit.group(),
                _("这是%(year)d年度的报告，开头写的是%(said)d年。") % {"year": year, "said": said},
            )
        elif said == year + 1 and not re.search("将|计划|打算|下一步|下步|拟|预计|截至|印发|公布", sentence):
            yield (
                hit.start(),
                hit.group(),
                _("%(said)d年在报告年度之后，写的应是%(year)d年的工作。") % {"said": said, "year": year},
            )
        elif said == year - 2 and re.search("今年|全年|共|本年", sentence):
            yield hit.start(), hit.group(), _("%(said)d年是前年，是否沿用了旧报告的文字？") % {"said": said}


def _repealed(setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    plain = text.replace("[", "〔").replace("]", "〕").replace("(", "（").replace(")", "）")
    for words, last, now in REPEALED:
        if setting.year > last:
            for hit in re.finditer(re.escape(words), plain):
                yield (
                    hit.start(),
                    text[hit.start() : hit.end()],
                    _("“%(words)s”已不是依据：%(now)s。") % {"words": words, "now": now},
                )


def _old_form(setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    """A heading of the old outline standing in a line of its own."""
    if not setting.is_statutory or setting.year <= OLD_FORM_UNTIL:
        return
    for hit in re.finditer(
        r"^[ \t\u3000]*(?:[一二三四五六七]、|（[一二三四五六七]）)?(" + "|".join(OLD_FORM) + r")[ \t]*$", text, re.M
    ):
        message = _("“%s”是2007年条例时期报告的标题，现行格式分六部分，标题固定。")
        yield hit.start(1), hit.group(1), message % hit.group(1)


def _unfinished(_setting: Setting, _section: str, text: str) -> Iterator[Hit]:
    for hit in re.finditer(r"[xX×Ｘ]{2,}|待补充|待填|此处填写|（略）|[_＿]{2,}", text):
        yield hit.start(), hit.group(), _("“%s”像是没有填完的地方。") % hit.group()


def _copied(setting: Setting, section: str, text: str) -> Iterator[Hit]:
    """Art. 47: last year's paragraph word for word; in the problems, also with only the numbers changed."""
    theirs = {line.strip() for words in setting.before.values() for line in words.splitlines()}
    without = {DIGITS.sub("0", line) for line in theirs if len(line) >= NEARLY_COPIED_FROM}
    start = 0
    for line in text.split("\n"):
        plain, at = line.strip(), start + len(line) - len(line.lstrip())
        start += len(line) + 1
        if any(sentence in plain for sentence in setting.offered):
            continue
        if len(plain) >= COPIED_FROM and plain in theirs:
            yield (
                at,
                plain[:20],
                _("这一段与上年报告逐字相同（%d字）：照抄照搬、敷衍应付的，依条例第四十七条处理，请按本年情况改写。")
                % len(plain),
            )
        elif section == "problems" and len(plain) >= NEARLY_COPIED_FROM and DIGITS.sub("0", plain) in without:
            yield at, plain[:20], _("这一段与上年报告只有数字不同，请写本年的问题和改进。")


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in "。；！？\n") + 1
    ends = [place for mark in "。；！？\n" if (place := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))]


RULES: dict[str, Rule] = {
    "L.level": _level,
    "L.place": _place,
    "L.organ": _organ,
    "L.moved_duty": _moved_duty,
    "L.old_organ": _old_organ,
    "L.split_word": _split,
    "L.year": _year,
    "L.repealed": _repealed,
    "L.old_form": _old_form,
    "L.unfinished": _unfinished,
    "L.copied": _copied,
}
