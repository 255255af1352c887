"""Building the demo: organs, people, a year of items, the report, a year of applications. Harmless when run again.

The same each time but for keys, query codes, and what is dated from today.
"""

import sys
import time
from collections.abc import Callable

from django.db import transaction

from gongkai.accounts.models import User
from gongkai.demo import accountability, applications, desk, items, people, published_pages, reports, roll_up
from gongkai.pages.models import StoredFile
from gongkai.pages.reading_copies import TURNERS
from gongkai.pages.tasks import make_reading_copy

SIGN_INS = (
    ("longxiaomei", "县民政局信息员：写稿、送审、发布；登记、分办、送达公开申请"),
    ("luguangming", "县民政局社会救助股股长：承办公开申请"),
    ("yangchanglin", "县民政局保密审查员：审查信息和答复书"),
    ("wuyongqing", "县民政局办公室主任：栏目、年报；同意延期、收费，签发答复"),
    ("panzhengguo", "县民政局分管领导：签发答复"),
    ("yangzhiyuan", "县民政局主要负责人：审查、签发年报和答复"),
    ("tangguizhi", "县政府办公室：督促各单位"),
    ("lukaiwen", "县民政局管理员：机关信息和人员"),
)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def progress_bar(label: str) -> Callable[[int, int], None]:
    """One line that fills up on a terminal; on anything else a line at every quarter."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = 30 * done // total
            end = "\n" if done == total else ""
            print(
                f"\r{label} [{'█' * filled}{'·' * (30 - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True
            )
        elif done == total or done % max(1, total // 4) == 0:
            say(f"{label} {done}/{total}")

    return show


def build() -> None:
    """Everything the demo has. A build that is interrupted leaves nothing half done: run it again."""
    started = time.monotonic()
    with transaction.atomic():
        installer = User.objects.filter(username="admin").first() or User.objects.create_superuser(
            "admin", password=people.PASSWORD, name="平台安装员"
        )
        organs = people.settle(by=installer)
    say(f"机关 {len(organs)} 个，其中开通公开栏目的 {sum(organ.is_open for organ in organs)} 个")
    with transaction.atomic():
        added = items.publish_all(progress_bar("公开信息"))
        added += published_pages.take_in()
    with transaction.atomic():
        reports.compile_and_sign()
        recent, drafts = desk.lay_out()
        added += recent
    with transaction.atomic():
        cases, open_cases = applications.lay_out(progress_bar("公开申请"))
    with transaction.atomic():
        handed_in = roll_up.come_together()
    with transaction.atomic():
        accountability.lay_out()
    copies = _fill_reading_copies()
    say(
        f"新增公开信息 {added} 条、草稿 {drafts} 条、附件网页阅读版 {copies} 份、公开申请 {cases + open_cases} 件、"
        f"报送的年度报表 {handed_in} 份，"
        f"用时 {time.monotonic() - started:.0f} 秒"
        if added or drafts or cases or open_cases
        else "演示数据已在，没有重复建立"
    )
    number, code = applications.one_to_look_up()
    say(f"办理进度查询页可以试用：登记编号 {number}，查询码 {code}")


def _fill_reading_copies() -> int:
    waiting = StoredFile.objects.filter(reading_copy="", sealed=False, extension__in=list(TURNERS))
    for stored in waiting:
        make_reading_copy.call(stored.pk)
    return len(waiting)
