"""今天要办: everything the first page shows to one person. A fixed number of queries, whatever the size of the archive."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability import queries as accountability
from gongkai.accountability.models import Feedback
from gongkai.annual_reports import reminders, reviews
from gongkai.annual_reports.compile import deadline
from gongkai.annual_reports.models import AnnualReport, ReportReview
from gongkai.applications import queries as applications
from gongkai.audit.models import AuditEntry
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.clearance import queries as clearance
from gongkai.clearance.screening import alarms
from gongkai.organs import rules
from gongkai.organs.models import Organ, Urging
from gongkai.workbench import states
from gongkai.workbench.desk import Desk
from gongkai.workbench.forms.heading import WRITTEN_ELSEWHERE
from gongkai.workbench.trail import sentences

SOON_WORKING_DAYS = 5
UNPUBLISHED_AT_MOST = 200
SHOWN = 8
FAILED = ("item.schedule_refused", "item.schedule_lapsed")
FAILURES_SHOWN_FOR_DAYS = 30


@dataclass(frozen=True)
class Worklist:
    to_review: list
    to_review_count: int
    after_reviews: list
    late_after_reviews: list
    late_referrals: list
    sent_back: list[DisclosureItem]
    ready: list[DisclosureItem]
    my_drafts: list[DisclosureItem]
    urgings: list[Urging]
    not_gone_out: list[DisclosureItem]
    reports: "list[ReportTask]"
    errors: list[Feedback]
    alarms: list

    @property
    def count(self) -> int:
        waiting = self.to_review_count + len(self.sent_back) + len(self.ready) + len(self.urgings)
        waiting += len(self.after_reviews) + len(self.late_referrals)
        return len(self.alarms) + len(self.errors) + len(self.not_gone_out) + waiting + len(self.reports)


@dataclass(frozen=True)
class ReportTask:
    """An annual report that waits for this person: `what` in two or three words, `note` who handed it over, or why."""

    year: int
    what: str
    note: str
    colour: str


def unpublished(organ: Organ) -> list[DisclosureItem]:
    """What is not public, or public with a newer text: the desk's material, newest first, with `state` set on each."""
    items = list(
        DisclosureItem.objects.filter(organ=organ, has_unpublished_changes=True)
        .select_related("heading", "latest_revision", "author", "organ")
        .defer("body", "latest_revision__content")
        .order_by("-created_at", "-pk")[:UNPUBLISHED_AT_MOST]
    )
    known = states.states(items)
    for item in items:
        item.state = known[item.pk]
    return items


def worklist(desk: Desk, items: list[DisclosureItem]) -> Worklist:
    turns = clearance.turns_of(desk.user) if desk.clears else []
    to_review = with_cases(desk.organ, [one for one in turns if one.decision == one.Decision.PENDING])
    after_reviews = [one for one in turns if one.awaits_after_review]
    mine = [item for item in items if item.author_id == desk.user.pk]
    items_to_review = [record for record in to_review if record.case is None]  # letters stand with their applications
    return Worklist(
        to_review=items_to_review[:SHOWN],
        to_review_count=len(items_to_review),
        after_reviews=after_reviews,
        late_after_reviews=late_after_reviews(desk, {record.pk for record in after_reviews}),
        late_referrals=list(clearance.referrals_overdue(desk.organ)) if desk.clears else [],
        sent_back=[item for item in mine if item.state.code == states.SENT_BACK],
        ready=[item for item in items if item.state.code == states.CLEARED] if desk.publishes else [],
        my_drafts=[item for item in mine if item.state.code == states.DRAFT][:SHOWN],
        not_gone_out=not_gone_out(items),
        reports=report_tasks(desk),
        urgings=list(Urging.objects.filter(organ=desk.organ, noted_at=None).select_related("by")) if desk.reads else [],
        errors=errors_for(desk),
        alarms=alarms_for(desk),
    )


def alarms_for(desk: Desk) -> list:
    """Public items in which the nightly reading has found something, with `item` and `sentence` set: everybody who reads
    drafts sees them, since each may know who can take it down."""
    found = alarms.alarms_of(desk.organ) if desk.reads else []
    keys = [int(alarm.subject.removeprefix("item:")) for alarm in found]
    items = {item.reference: item for item in DisclosureItem.objects.filter(pk__in=keys).only("title", "organ_id")}
    for alarm in found:
        alarm.item, alarm.sentence = items.get(alarm.subject), alarms.sentence(alarm)
    return [alarm for alarm in found if alarm.item is not None]


def late_after_reviews(desk: Desk, own: set[int]) -> list:
    """What went out in a hurry and should have been reviewed by now, one step a submission: told to everybody, except
    where it is this person's own turn and stands in the list already."""
    late = clearance.overdue_after_reviews(desk.organ) if desk.reads else []
    return list({step.record_id: step for step in reversed(late) if step.record_id not in own}.values())


def report_tasks(desk: Desk) -> list[ReportTask]:
    """Annual reports to look at, to put right, to sign, to publish: for whom the next step is. Two queries."""
    newest = ReportReview.objects.filter(report__organ=desk.organ, report__state=AnnualReport.State.DRAFT)
    by_report = {row.report_id: row for row in newest.select_related("report", "submitted_by", "decided_by")}
    wrote = set(AnnualReport.objects.filter(pk__in=by_report, writers=desk.user).values_list("pk", flat=True))
    found = []
    for row in by_report.values():
        year, writes = row.report.year, row.report_id in wrote
        if row.outcome == reviews.Outcome.WAITING and desk.clears and not writes:
            found.append(ReportTask(year, _("等我审核"), row.submitted_by.get_full_name(), "blue"))
        elif row.outcome == reviews.Outcome.RETURNED and desk.may(rules.COMPILE_REPORT):
            found.append(ReportTask(year, _("退回修改"), f"{row.decided_by.get_full_name()}：{row.note}", "red"))
        elif row.outcome == reviews.Outcome.PASSED and desk.may(rules.SIGN_REPORT) and not writes:
            found.append(ReportTask(year, _("等我签发"), _("%s审核通过") % row.decided_by.get_full_name(), "blue"))
    if desk.publishes:
        signed = AnnualReport.objects.filter(organ=desk.organ, state=AnnualReport.State.SIGNED).only("year")
        found += [ReportTask(report.year, _("已签发待公布"), "", "green") for report in signed]
    return sorted(found, key=lambda task: task.year)


def errors_for(desk: Desk) -> list[Feedback]:
    """Errors readers pointed out, at who writes in the unit that owns the heading; where no unit does, at every writer."""
    return accountability.open_errors(desk.organ, unit=desk.user.staff.unit_id, limit=SHOWN) if desk.writes else []


def with_cases(organ: Organ, records: list) -> list:
    """The same submissions; `case` is the key of the application whose letter one is, None for an item."""
    behind = applications.cases_behind(organ, [record.subject for record in records])
    for record in records:
        record.case = behind.get(record.subject)
    return records


def not_gone_out(items: list[DisclosureItem]) -> list[DisclosureItem]:
    """Items whose appointment failed in the last days, with `failure` (a row of the trail) set, until they are changed,
    published or given another appointment."""
    failures = AuditEntry.objects.filter(
        subject__in=[item.reference for item in items],
        verb__in=FAILED,
        recorded_at__gte=timezone.now() - timedelta(days=FAILURES_SHOWN_FOR_DAYS),
    )
    newest = {entry.subject: entry for entry in failures.order_by("number")}
    found = []
    for item in items:
        failure = newest.get(item.reference)
        if failure and item.go_live_at is None and item.latest_revision.created_at <= failure.recorded_at:
            item.failure, item.failure_why = failure, sentences(failure.facts.get("why", ""))
            found.append(item)
    return found


@dataclass(frozen=True)
class Watch:
    """The clock of Art. 26 and the state of the headings."""

    overdue: list
    soon: list
    stale: list
    stale_count: int
    unexplained: list


def watch(organ: Organ, today: date | None = None) -> Watch:
    waiting = catalogue.waiting_to_publish(organ, today=today)
    stale = catalogue.stale_headings(organ, today=today)
    return Watch(
        overdue=[row for row in waiting if row.is_overdue],
        soon=[row for row in waiting if 0 <= row.working_days_left <= SOON_WORKING_DAYS],
        stale=stale[:SHOWN],
        stale_count=len(stale),
        unexplained=catalogue.policies_without_interpretation(organ, limit=SHOWN),
    )


@dataclass(frozen=True)
class ReportDue:
    """An annual report that is owed (Art. 49), with the days left to its date; 0 is the last day, below it is overdue.

    `safe_on` is the last working day up to that date; `state` how far the report has come, empty before it is begun.
    """

    year: int
    on: date
    days_left: int
    citation: str
    safe_on: date
    state: str = ""
    reminded_at: datetime | None = None

    @property
    def is_near(self) -> bool:
        """From the first reminder on."""
        return self.days_left - (self.on - self.safe_on).days <= max(reminders.STAGES)

    @property
    def days_over(self) -> int:
        return max(0, -self.days_left)


def reports_due(organ: Organ, today: date | None = None) -> list[ReportDue]:
    """Last year's report while it is not published, overdue or not, and when its date is past the coming one too."""
    today = today or timezone.localdate()
    found = AnnualReport.objects.filter(organ=organ, year__gte=today.year - 1).only("year", "state")
    reports = {report.year: report for report in found}
    rows = []
    for year in (today.year - 1, today.year):
        report = reports.get(year)
        if report is None or report.state != AnnualReport.State.PUBLISHED:
            due = deadline(organ, year)
            state = str(report.get_state_display()) if report else ""
            rows.append(ReportDue(year, due.legal, (due.legal - today).days, due.citation, due.safe, state))
    shown = rows[:1] if rows and rows[0].days_left >= 0 else rows
    told = reminders.newest(organ, {row.year: row.safe_on for row in shown})
    return [replace(row, reminded_at=told[row.year].made_at) if row.year in told else row for row in shown]


def this_year(organ: Organ, today: date | None = None) -> dict[str, int]:
    """Three small figures: published, corrected and withdrawn since 1 January."""
    start = timezone.make_aware(timezone.datetime((today or timezone.localdate()).year, 1, 1))
    kinds = DisclosureEvent.Kind
    rows = DisclosureEvent.objects.filter(organ=organ, happened_at__gte=start).values_list("kind", "item_id")
    found: dict[str, set[int]] = {}
    for kind, item in rows:
        found.setdefault(kind, set()).add(item)
    return {kind: len(found.get(kind, ())) for kind in (kinds.DISCLOSED, kinds.CORRECTED, kinds.WITHDRAWN)}


def open_headings(organ: Organ) -> list[Heading]:
    """Headings under which something can be written today, in order of code."""
    headings = Heading.objects.filter(organ=organ, closed_on=None).select_related("parent", "owner_unit", "owner")
    return [
        heading
        for heading in headings.order_by("code")
        if heading.holds_items and heading.kind not in WRITTEN_ELSEWHERE
    ]


def near(desk: Desk, headings: list[Heading], most: int = 6) -> list[Heading]:
    """The headings this person will most likely write under next: used lately, own, of the own unit; in that order."""
    lately = list(
        DisclosureItem.objects.filter(organ=desk.organ, author=desk.user)
        .order_by("-created_at")
        .values_list("heading_id", flat=True)[:20]
    )
    unit = desk.user.staff.unit_id
    ranked = sorted(
        (
            heading
            for heading in headings
            if heading.pk in lately or heading.owner_id == desk.user.pk or (unit and heading.owner_unit_id == unit)
        ),
        key=lambda heading: (
            lately.index(heading.pk) if heading.pk in lately else 99,
            heading.owner_id != desk.user.pk,
            heading.code,
        ),
    )
    return ranked[:most]
