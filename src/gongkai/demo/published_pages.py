"""Published pages kept as text files beside the project, taken in where they are present: reprints with their source.

A file's first line is JSON (title, organ, date, url, kind), the rest is the page as copied from a browser. Nothing here
ships with the package; without such a directory the demo is complete in itself.
"""

import json
import re
from datetime import date, datetime, timedelta
from html import escape
from pathlib import Path

from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.demo.items import BUREAU, ENTERED_LATE, Team
from gongkai.organs.models import Organ

REPRINTS = ("rongjiang-gov", "03", "0398", "外地公开样例")
CHROME = re.compile(
    r"^(?:[\s|•●]*|.*(?:当前位置|首页\s*>|浏览次数|浏览量|访问量|分享按钮|扫一扫|打印\s+关闭|相关链接|点击收起|收藏\s+打印|字体:).*"
    r"|上一条:?|下一条:?|关闭|热搜:|字号:|大 中 小|来源:.*|时间:.*|作者:.*|发布时间:.*|公开方式:.*)$"
)
FOOT = re.compile(r"^(?:微博|微信|版权所有[:：].*|地址[:：].*联系电话.*|承办[:：].*|推荐使用.*)$")
HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、.{2,30}|第[一二三四五六七八九十]+部分.{0,30})$")


def directory() -> Path | None:
    """`shared/data` beside or above the working directory."""
    for base in (Path.cwd(), *Path.cwd().parents):
        if (base / "shared" / "data" / "pages").is_dir():
            return base / "shared" / "data"
    return None


def take_in() -> int:
    """Publish every page found and not yet there, and the bureau's own report of 2019; answers how many were added."""
    found = directory()
    if found is None:
        return 0
    added = sum(_reprint(path) for path in sorted((found / "pages").glob("*.txt")))
    _archive_reprints()
    report = found / "annual-reports" / "rongjiang-mzj-2019.txt"
    return added + (_own_report(report) if report.exists() else 0)


def _reprint(path: Path) -> int:
    head, _newline, text = path.read_text(encoding="utf-8").partition("\n")
    facts = json.loads(head)
    organ = Organ.objects.get(slug=REPRINTS[0])
    if DisclosureItem.objects.filter(organ=organ, title=facts["title"]).exists():
        return 0
    day = date.fromisoformat(facts["date"]) if len(facts["date"]) == 10 else date(int(facts["date"] or 2023), 12, 29)
    return _publish(
        organ, _reprint_heading(organ), title=facts["title"], formed_on=day, at=_office_hour(day),
        body=to_html(text, facts["title"]), source=facts["organ"], issuing_organ=facts["organ"], stat_class="业务管理",
        genre="其他", subject="民政综合", summary=f"转载{facts['organ']}公开的{facts['kind']}，供本县各单位参考。",
    )  # fmt: skip


def _reprint_heading(organ: Organ) -> Heading:
    _slug, parent, code, name = REPRINTS
    heading = Heading.objects.filter(organ=organ, code=code).first()
    if heading is not None and heading.closed_on:
        return catalogue.edit_heading(heading=heading, by=Team(organ).keeper, closed_on=None)
    return heading or catalogue.add_heading(
        organ=organ, parent=Heading.objects.get(organ=organ, code=parent), code=code, name=name, kind=Heading.Kind.BUSINESS,
        by=Team(organ).keeper, column_type="工作动态", description="转载外地政府信息公开页面，注明来源，供各单位编写时参考。",
        keywords="样例，转载",
    )  # fmt: skip


def _archive_reprints() -> None:
    """Samples for writers, not news of the county: the heading is archived once they are in."""
    heading = Heading.objects.filter(organ__slug=REPRINTS[0], code=REPRINTS[2], closed_on=None).first()
    if heading is not None:
        catalogue.close_heading(
            heading=heading, on=date(2024, 1, 2), by=Team(heading.organ).keeper, note="样例收集完毕，供编写时参考。"
        )


def _own_report(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    title = text.splitlines()[0].strip()
    stamp = re.search(r"发布时间:\s*(\d{4}-\d\d-\d\d \d\d:\d\d)", text)
    at = timezone.make_aware(datetime.strptime(stamp.group(1), "%Y-%m-%d %H:%M"))
    organ = Organ.objects.get(slug=BUREAU)
    return _publish(
        organ, Heading.objects.get(organ=organ, code="04"), title=title, formed_on=timezone.localtime(at).date(), at=at,
        body=to_html(text, title), source="县民政局", stat_class="业务管理", genre="报告", subject="民政综合",
        summary="本局2019年度政府信息公开工作情况（原文）：主动公开131条，未收到公开申请，未发生行政复议、行政诉讼。",
    )  # fmt: skip


def _publish(organ: Organ, heading: Heading, *, title: str, at: datetime, **fields) -> int:
    if DisclosureItem.objects.filter(heading=heading, title=title).exists():
        return 0
    team = Team(organ)
    item = catalogue.draft(heading=heading, by=team.clerk, at=at - timedelta(hours=1), title=title, **fields)
    record = catalogue.submit(item=item, by=team.clerk, at=at - timedelta(minutes=50))
    clearance.clear(
        record=record, by=team.reviewer, content_hash=record.content_hash, at=at - timedelta(minutes=20),
        opinion="转载已公开的信息，来源已注明，可以公开。",
    )  # fmt: skip
    catalogue.publish(item=item, by=team.publisher, at=at, backdated_because=ENTERED_LATE)
    return 1


def to_html(text: str, title: str) -> str:
    """The page's own words as paragraphs: menus, share buttons and the foot of the old site are left behind."""
    lines = [line.strip(" \u3000\t") for line in text.splitlines()]
    start = max((number for number, line in enumerate(lines[:25]) if line == title.strip()), default=-1) + 1
    kept = [line for line in lines[start:] if line and not CHROME.match(line) and not FOOT.match(line)]
    return "".join(f"<h2>{escape(line)}</h2>" if HEADING.match(line) else f"<p>{escape(line)}</p>" for line in kept)


def _office_hour(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 17, 0))
