"""One step of a case of the demo, from a row of its content to the real action: who takes it, on which day, with what."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.applications import actions, queries
from gongkai.applications.actions.replying import current_draft
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import Heading
from gongkai.clearance import actions as clearance
from gongkai.demo.attachments import make
from gongkai.demo.items import ENTERED_LATE, NAMESPACE
from gongkai.organs.models import Organ
from gongkai.pages import html, uploads
from gongkai.pages.models import StoredFile
from gongkai.statute.workdays.calendar import calendar

OPINION = "经审查，事实清楚，依据准确，不含国家秘密、工作秘密和他人隐私，同意。"
BY_REGISTRAR = {"register", "confirm", "assign", "divide", "serve", "record_return", "archive", "reopen"}
BY_APPROVER = {"extend", "refuse_extension", "notify_fee", "waive_fee"}
BY_REVIEWER = {"clear_reply", "send_back_reply"}


@dataclass
class Course:
    """A case under way: its row of the content, the application once it is there, the parties asked, by their names here."""

    row: dict[str, Any]
    application: Any = None
    parties: dict[str, Any] = field(default_factory=dict)


@dataclass
class Office:
    """The bureau at work: its people by their names of account, who applies, and every course by its key."""

    organ: Organ
    people: Mapping[str, str]
    applicants: Mapping[str, Mapping[str, str]]
    courses: dict[str, Course]
    users: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.users = {user.username: user for user in User.objects.filter(staff__organ=self.organ)}

    def who(self, do: str, row: Mapping[str, Any], named: str = "") -> User:
        part = "registrar" if do in BY_REGISTRAR else "approver" if do in BY_APPROVER else ""
        part = "reviewer" if do in BY_REVIEWER else part
        return self.users[named or (self.people[part] if part else row["handler"])]


def moment(value: Any) -> datetime:
    """A moment of the office: written out, or `{ago = 3, time = 09:00:00}` in working days back; never after now."""
    if isinstance(value, datetime):
        return timezone.make_aware(value)
    return min(timezone.make_aware(datetime.combine(day(value), value["time"])), timezone.now())


def day(value: Any) -> date:
    """A day written out, or `{ago = 3}` or `{ahead = 7}` in working days from today, or from the next one worked."""
    if isinstance(value, date):
        return value
    known, today = calendar(), timezone.localdate()
    if "ahead" in value:
        return known.add_workdays(today, value["ahead"])
    if not value["ago"]:
        return today
    found = today if known.is_workday(today) else known.next_workday(today)
    for _turn in range(value["ago"]):
        found = known.previous_workday(found)
    return found


def begin(office: Office, course: Course) -> None:
    """The application comes in by its channel."""
    row, at = course.row, moment(course.row["at"])
    given = {
        name: row[name] for name in ("title", "content", "wanted_form", "delivery_way", "needs_help") if name in row
    }
    given |= {"organ": office.organ, "applicant": office.applicants[row["applicant"]], "at": at}
    registrar = office.who("register", row)
    given["files"] = [(_stored(course, made, registrar), made["purpose"]) for made in row.get("materials", [])]
    if row["channel"] == "online":
        course.application = actions.apply_online(**given, suggests_publication=row.get("suggests_publication", False))
        return
    course.application = actions.register(
        by=registrar, channel=row["channel"], on=timezone.localdate(at), tracking=row.get("tracking", ""),
        read_back=row.get("read_back", False), **given,
    )  # fmt: skip


def take(office: Office, course: Course, written: Mapping[str, Any]) -> None:
    """One step of the content: the action of that name, by whoever takes it here, on its legal day."""
    step = dict(written)
    do, at = step.pop("do"), moment(step.pop("at"))
    by = None if step.get("from_applicant") else office.who(do, course.row, step.pop("by", ""))
    common = {"application": course.application, "by": by, "at": at}
    common["on"] = day(step.pop("on")) if "on" in step else timezone.localdate(at)
    if "party" in step and do != "consult":
        step["party"] = course.parties[step["party"]]
    if "until" in step:
        step["until"] = day(step["until"])
    own = OWN.get(do)
    if own is not None:
        own(office, course, step, common)
    else:
        getattr(actions, do)(**common, **step)
    course.application.refresh_from_db()


def _assign(office: Office, course: Course, step: dict, common: dict) -> None:
    actions.assign(**common, handler=office.users[course.row["handler"]], **step)


def _divide(office: Office, course: Course, step: dict, common: dict) -> None:
    parts = [one for one in office.courses.values() if one.row.get("part_of") == course.row["key"]]
    items = [(one.row["title"], one.row["content"]) for one in (course, *parts)]
    for part, application in zip(parts, actions.divide(**common, items=items), strict=True):
        part.application = application


def _consult(office: Office, course: Course, step: dict, common: dict) -> None:
    name = step.pop("party")
    course.parties[name] = actions.consult(**common, **step)


def _draft(office: Office, course: Course, step: dict, common: dict) -> None:
    facts = {name: _fact(office, value) for name, value in step["facts"].items()}
    files = [_stored(course, made, common["by"]) for made in step.get("files", [])]
    actions.draft_reply(**common, decision=step["decision"], facts=facts, files=files)


def _fact(office: Office, value: Any) -> Any:
    """A fact as a letter keeps it; `{number_of = key}` and the like name what another case of the demo was given."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, dict):
        return value.strip() if isinstance(value, str) else value
    (what, key), *_rest = value.items()
    other = office.courses[key].application
    if what == "registration_of":
        return other.number
    letter = other.letters.exclude(decision="").exclude(signed_on=None).get()
    return letter.number if what == "number_of" else letter.signed_on.isoformat()


def _clear(office: Office, course: Course, step: dict, common: dict) -> None:
    common.pop("on")
    actions.clear_reply(**common, opinion=step.get("opinion", OPINION), seen_hash=_waiting(course))


def _send_back(office: Office, course: Course, step: dict, common: dict) -> None:
    common.pop("on")
    actions.send_back_reply(**common, **step)


def _sign(office: Office, course: Course, step: dict, common: dict) -> None:
    actions.sign_reply(**common, seen_hash=_waiting(course))


def _waiting(course: Course) -> str:
    return current_draft(course.application).content_hash()


def _amend(office: Office, course: Course, step: dict, common: dict) -> None:
    event = step.pop("event")
    rows = [line.row for line in queries.timeline(course.application) if line.row.event == event]
    actions.amend(**common, seq=rows[-1].seq, **step)


def _make_public(office: Office, course: Course, step: dict, common: dict) -> None:
    """The catalogue takes it up by its own way: drafted, cleared by another, published (Art. 44)."""
    item, at = dict(step["item"]), common["at"]
    heading = Heading.objects.select_related("organ", "owner_unit").get(organ=office.organ, code=item.pop("heading"))
    writer, reviewer = office.users[office.people["registrar"]], office.users[office.people["reviewer"]]
    made = catalogue.draft(
        heading=heading, by=writer, at=at - timedelta(hours=1), body=html.from_light_marks(item.pop("text")), **item
    )
    record = catalogue.submit(item=made, by=writer, at=at - timedelta(minutes=50))
    clearance.clear(
        record=record, by=reviewer, content_hash=record.content_hash, opinion=OPINION, at=at - timedelta(minutes=20)
    )
    actions.make_public(**common, item=made.pk, title=made.title)
    catalogue.publish(item=made, by=writer, at=at, backdated_because=ENTERED_LATE)


def _stored(course: Course, made: Mapping[str, Any], by: User) -> StoredFile:
    """A generated file, sealed like every file of an application; the same key each time."""
    name, data = make({**made, "text": made.get("text", "")})
    key = uuid.uuid5(NAMESPACE, f"application/{course.row['key']}/{name}")
    return uploads.store(
        SimpleUploadedFile(name, data), owner=course.application.owner if course.application else "", by=by, key=key,
        sealed=True,
    )  # fmt: skip


OWN: Mapping[str, Callable[[Office, Course, dict, dict], None]] = {
    "assign": _assign, "divide": _divide, "consult": _consult, "draft_reply": _draft, "clear_reply": _clear,
    "send_back_reply": _send_back, "sign_reply": _sign, "amend": _amend, "make_public": _make_public,
}  # fmt: skip
