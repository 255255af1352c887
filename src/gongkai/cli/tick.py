"""`gongkai tick`: what falls due by the clock, once. The worker does it every minute; cron may do it instead.

Safe to miss and to run twice, also at the same time: each thing due is found by its date or its row, not by the tick
that should have met it. The parts stand by themselves: one that fails is logged and tried again in the next minute.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.cli import office

HELP = "办理到点的事：定时发布、到期撤下、期限提醒和邮件（可漏、可重复）"
NIGHT_ENDS = 6  # o'clock
BAKING_SECONDS = 20  # of each minute
INTERRUPTED = timedelta(hours=2)  # a task takes minutes; what has run so long runs no more
MOST_WORKERS = 3  # a task that has cost so many is not tried again
log = logging.getLogger("gongkai.tick")


@dataclass
class Ticked:
    """What each part did, in its own words; empty for a part that had nothing to do. `failed` are the names of parts."""

    said: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        return "；".join(text for text in self.said.values() if text) or "没有到点的事"


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    office.start()
    done = tick()
    if any(done.said.values()) or not done.failed:
        print(done.sentence)
    if done.failed:
        names = "、".join(done.failed)
        print(f"gongkai tick: 未能办理：{names}（原因见日志），下一分钟再试", file=sys.stderr)
    return 1 if done.failed else 0


def tick(*, besides: Collection[str] = ()) -> Ticked:
    """Every part in turn, but for those that somebody does `besides`; the answer says what was done."""
    from django.db import transaction

    done = Ticked()
    for name, part in PARTS.items():
        if name in besides:
            continue
        try:
            done.said[name] = part()
        except Exception:  # whatever it was, the other parts are due as well
            log.exception("tick: %s failed", name)
            done.failed.append(name)
            connection = transaction.get_connection()
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
    return done


def _publish() -> str:
    from gongkai.catalogue import actions

    return _count("定时发布 {} 条", len(actions.publish_due()))


def _withdraw() -> str:
    from gongkai.catalogue import actions

    return _count("到期撤下 {} 条", len(actions.withdraw_expired()))


def _rescan() -> str:
    """By night: public items are read again where the rules have moved. The worker goes on every minute until it is through."""
    from django.utils import timezone

    from gongkai.catalogue import actions

    if timezone.localtime().hour >= NIGHT_ENDS:
        return ""
    done = actions.rescan()
    return _count("复查已公开信息 {} 条", done.looked) + _count("，发现问题 {} 条", done.alarmed)


def _calendar() -> str:
    from gongkai.applications import reminders

    followed = reminders.follow_calendar()
    if followed is None or not followed.rebuilt.looked:
        return ""
    rebuilt = followed.rebuilt
    return f"{followed.because}：核对未办结申请 {rebuilt.looked} 件，期限有变动 {rebuilt.moved} 件"


def _warn() -> str:
    from gongkai.applications import reminders

    return _count("期限提醒 {} 条", reminders.warn())


def _mail() -> str:
    from gongkai.applications import reminders

    return _count("邮件发出提醒 {} 条", reminders.send_mail())


def _reports() -> str:
    from gongkai.annual_reports import reminders

    return _count("年度报告提醒 {} 条", reminders.warn())


def _report_mail() -> str:
    from gongkai.annual_reports import reminders

    return _count("邮件发出年度报告提醒 {} 条", reminders.send_mail())


def _bake() -> str:
    """What is ordered and not baked: after a fault, or because it touches very many pages. Some of it each minute."""
    from gongkai.static_site import baking, orders
    from gongkai.static_site.site import SiteBusy

    if not orders.is_on():
        return ""
    try:
        done = baking.bake_waiting(seconds=BAKING_SECONDS, patience=0)
    except SiteBusy:  # somebody is at it
        return ""
    return _count("更新静态页面 {} 个", done.written) + _count("，未能生成 {} 个", len(done.failures))


def _mirror() -> str:
    """What has been baked and the mirrors do not have. The worker is quicker at it; this is for whoever runs none."""
    from gongkai.static_site.mirroring import mirrors

    if not mirrors.are_set():
        return ""
    done = mirrors.Mirrors().keep_level(seconds=BAKING_SECONDS)
    return _count("镜像更新 {} 个文件", done.sent + done.removed) + _count("，未能发出 {} 个", len(done.behind))


def _standing_pages() -> str:
    """Once a day: the pages that change with the calendar, such as the performance of this year."""
    from django.utils import timezone

    from gongkai.casework import errands
    from gongkai.organs import queries as organs
    from gongkai.static_site import baking, orders
    from gongkai.static_site.models import Rank

    today = timezone.localdate().isoformat()
    if not orders.is_on() or errands.last("site.standing") == today:
        return ""
    with orders.held_back():  # pages of every organ: not amid the other things of this minute
        orders.order(["platform", *(f"standing:{organ.pk}" for organ in organs.open_organs())], rank=Rank.AROUND)
    orders.forget_done()
    baking.keep_head(baking.site())
    errands.done("site.standing", today)
    return ""


def _watch() -> str:
    """By night: a part of the public site is compared with its manifest."""
    from django.conf import settings
    from django.utils import timezone

    from gongkai.static_site import awaited, baking, orders, watching

    if not orders.is_on() or timezone.localtime().hour >= NIGHT_ENDS or baking.site().current() is None:
        return ""
    found = watching.watch(settings.SITE_FOLDER, pending=awaited.awaited_paths)
    if found is None or not found.is_alarm:
        return ""
    return found.cannot_tell or f"静态网站核验发现 {found.faults} 处不符"


def _search() -> str:
    """What a crash or a busy engine left unsaid; and a first filling when the engine is another than before."""
    from gongkai.search import indexing

    indexing.order_filling()
    return _count("更新检索条目 {} 条", indexing.sweep())


def _interrupted() -> str:
    """Tasks whose worker was killed amid them: nobody else takes these up. Each bears being carried out twice."""
    from django.utils import timezone
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    running = DBTaskResult.objects.running().exclude(started_at__range=(now - INTERRUPTED, now))
    again = [key for key, workers in running.values_list("pk", "worker_ids") if len(workers) < MOST_WORKERS]
    done = DBTaskResult.objects.running().filter(pk__in=again).update(status=TaskResultStatus.READY, started_at=None)
    return _count("重新办理中断的任务 {} 个", done)


def _sweep() -> str:
    from gongkai.doorkeeping.actions import sweep

    return _count("清理过期计数 {} 行", sweep())


def _unsent() -> str:
    """Once an hour: files that came with a form nobody sent. The statement on privacy promises that they go after a day."""
    from django.utils import timezone

    from gongkai.applications import actions
    from gongkai.casework import errands

    hour = timezone.localtime().strftime("%Y-%m-%dT%H")
    if errands.last("application.unsent") == hour:
        return ""
    swept = actions.sweep_unsent()
    errands.done("application.unsent", hour)
    return _count("清理没有提交的表单文件 {} 个", swept)


def _sessions() -> str:
    """Once a day: sessions that are over leave the table."""
    from django.core.management import call_command
    from django.utils import timezone

    from gongkai.casework import errands

    today = timezone.localdate().isoformat()
    if errands.last("sessions.clear") != today:
        call_command("clearsessions", verbosity=0)
        errands.done("sessions.clear", today)
    return ""


def _erase() -> str:
    """Once a day: on a day on which it failed, or was not finished, the next minute goes on."""
    from django.utils import timezone

    from gongkai.applications import actions
    from gongkai.casework import errands

    today: date = timezone.localdate()
    if errands.last("application.erase") == today.isoformat():
        return ""
    erased = actions.erase_identities(today=today)
    if not erased:
        errands.done("application.erase", today.isoformat())
    return _count("到期删除申请人身份信息 {} 件", erased)


def _count(words: str, number: int) -> str:
    return words.format(number) if number else ""


BAKE, MIRROR = "静态化", "镜像"
PARTS: dict[str, Callable[[], str]] = {
    "定时发布": _publish,
    "到期撤下": _withdraw,
    "更新检索": _search,
    "中断的任务": _interrupted,
    "夜间复查": _rescan,
    "放假安排变动": _calendar,
    "期限提醒": _warn,
    "提醒邮件": _mail,
    "年度报告提醒": _reports,
    "年度报告提醒邮件": _report_mail,
    "按日更新的页面": _standing_pages,
    BAKE: _bake,
    MIRROR: _mirror,
    "静态网站核验": _watch,
    "清理过期计数": _sweep,
    "清理没有提交的文件": _unsent,
    "清理过期会话": _sessions,
    "删除到期身份信息": _erase,
}
