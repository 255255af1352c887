"""登记: an application comes in, by whatever way, with the day of receipt the law gives that way (Art. 31)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications import clocks, signals
from gongkai.applications import rules as intake
from gongkai.applications.actions.steps import notice
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.models import Applicant, Application, ApplicationFile
from gongkai.casework.numbering import next_serial
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile
from gongkai.sealing.blind import blind_index
from gongkai.statute.receipt import Channel

SERIES, OUTER_SERIES = "application", "application.outer"
BY_CHANNEL = {
    Channel.COUNTER: "submit_in_person",
    Channel.ORAL: "submit_in_person",
    Channel.REGISTERED_MAIL: "sign_for_mail",
    Channel.ONLINE: "submit_online",
}
IDENTITY_FIELDS = tuple(
    field.name for field in Applicant._meta.get_fields() if field.concrete and field.name not in {
        "id", "application", "identity_digest", "name_digest", "erased_at",
    }
)  # fmt: skip
# What somebody typed; the rest of the row is ours.
WRITTEN = {"title", "content", "first_content", "wanted_form", "delivery_way", "needs_help", "channel"}
Files = Iterable[tuple[StoredFile, str]]


@transaction.atomic
def register(
    *, organ: Organ, by, channel: str, applicant: Mapping[str, str], title: str, content: str, wanted_form: str,
    delivery_way: str, on: date | None = None, submitted_on: date | None = None, tracking: str = "",
    read_back: bool = False, needs_help: str = "", files: Files = (), note: str = "", at: datetime | None = None,
    handler=None,
) -> Application:  # fmt: skip
    """登记 an application that came to staff: over the counter, by post, fax, e-mail or another channel.

    `on` is the day of handing over, signature or arrival. Received at once over the counter and by signed post; by the
    other ways it has only arrived, until `confirm`. Raises ValidationError, by field, for what Art. 29 asks and is missing.
    """
    organs.require(by, rules.HANDLE_APPLICATIONS, organ)
    at = at or timezone.now()
    way = Channel(channel)
    event = BY_CHANNEL.get(way, "arrive")
    if event == "submit_online":
        raise ValidationError(_("网上申请由申请人在公众端提交，自动登记；工作人员登记请选择其他渠道。"))
    application = _create(
        organ=organ, by=by, channel=way, applicant=applicant, title=title, content=content, wanted_form=wanted_form,
        delivery_way=delivery_way, needs_help=needs_help, files=list(files), at=at,
    )  # fmt: skip
    facts = {"channel": way.value, "submitted_on": submitted_on, "note": note}
    if event != "arrive":
        facts |= {"tracking": tracking, "read_back": read_back}
    application = _first(application, event, by=by, on=on or timezone.localdate(at), at=at, facts=facts)
    if handler is not None and event != "arrive":
        BOOK.record(application, "assign", by=by, on=application.received_on, recorded_at=at, handler=handler.pk)
        application.refresh_from_db()
    return application


@transaction.atomic
def apply_online(
    *, organ: Organ, applicant: Mapping[str, str], title: str, content: str, wanted_form: str, delivery_way: str,
    needs_help: str = "", files: Files = (), intake_token: str = "", suggests_publication: bool = False,
    at: datetime | None = None,
) -> Application:  # fmt: skip
    """An application through our own form, open day and night: submitting is confirming, so today is the day of receipt.

    The same `intake_token` again answers the application made the first time: a double click makes one. Outside an air
    gap (settings.IS_OUTER) the number is of a series of its own: the office takes it over as it is.
    """
    at = at or timezone.now()
    if intake_token and (known := Application.objects.filter(intake_token=intake_token).first()):
        return known
    application = _create(
        organ=organ, by=None, channel=Channel.ONLINE, applicant=applicant, title=title, content=content,
        wanted_form=wanted_form, delivery_way=delivery_way, needs_help=needs_help, files=list(files), at=at,
        intake_token=intake_token or None, is_outer=settings.IS_OUTER,
    )  # fmt: skip
    today = timezone.localdate(at)
    application = _first(
        application, "submit_online", by=None, on=today, at=at, facts={"channel": "online", "submitted_on": today}
    )
    if suggests_publication:
        BOOK.record(application, "suggest_publication", by=None, on=today, recorded_at=at)
        application.refresh_from_db()
    return application


def _create(
    *, organ, by, channel, applicant, title, content, wanted_form, delivery_way, needs_help, files, at,
    intake_token=None, split_from=None, is_outer=False, number="", query_code="",
) -> Application:  # fmt: skip
    """`number` and `query_code` are given when the receipt that shows them is in somebody's hands already."""
    has_proof = any(purpose == ApplicationFile.Purpose.IDENTITY for _file, purpose in files)
    if wrong := intake.missing(applicant, title, content, delivery_way, has_proof=has_proof or split_from is not None):
        raise ValidationError(wrong)
    title = title.strip() or content.strip()[:60]
    content = content.strip() or title
    year = timezone.localdate(at).year
    application = Application(
        organ=organ, number=number or _next_number(organ, year, is_outer), year=year, state="new",
        query_code=query_code or intake.new_query_code(), title=title, content=content, first_content=content,
        content_digest=intake.digest(title, content), wanted_form=wanted_form, delivery_way=delivery_way,
        needs_help=needs_help.strip(), channel=channel.value, registered_by=by, registered_at=at,
        intake_token=intake_token, split_from=split_from,
    )  # fmt: skip
    application.clean_fields(exclude={field.name for field in Application._meta.fields} - WRITTEN)
    application.save()
    row = Applicant(
        application=application, **{k: str(v).strip() for k, v in applicant.items() if k in IDENTITY_FIELDS}
    )
    row.identity_digest = _identity_digest(row)
    row.name_digest = blind_index(row.name, "applicant-name")
    row.clean_fields(exclude=["application", "erased_at", "identity_digest", "name_digest"])
    row.save()
    for stored, purpose in files:
        attach(application, stored, purpose)
    return application


def _next_number(organ: Organ, year: int, is_outer: bool) -> str:
    form = intake.outer_number if is_outer else intake.registration_number
    return form(year, organ.pk, next_serial(organ, OUTER_SERIES if is_outer else SERIES, year))


def _identity_digest(row: Applicant) -> str:
    """By document number; who gave none is known by name and telephone, e-mail or address (never by the name alone)."""
    if row.id_number:
        return blind_index(f"{row.id_kind}:{row.id_number}", "applicant")
    contact = row.phone or row.email or row.address
    return blind_index(f"{row.kind}:{row.name}:{contact}", "applicant")


def attach(application: Application, stored: StoredFile, purpose: str, letter=None) -> ApplicationFile:
    """Put a stored file to an application; from then on the file gate asks who handles it."""
    if stored.owner != application.owner:
        stored.owner = application.owner
        stored.save(update_fields=["owner"])
    return ApplicationFile.objects.create(application=application, file=stored, purpose=purpose, letter=letter)


def _first(application: Application, event: str, *, by, on: date, at: datetime, facts: dict) -> Application:
    BOOK.record(application, event, by=by, on=on, recorded_at=at, right="" if by is None else None, **facts)
    application.refresh_from_db()
    if application.received_on:
        issue_receipt(application, by=by, on=on, at=at)
    signals.registered.send(Application, application=application, by=by)
    return application


@transaction.atomic
def confirm(
    *, application: Application, by, method: str, log: str = "", on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """双方确认 (Art. 31): the office has reached the applicant; that day is the day of receipt."""
    if not method.strip():
        raise ValidationError(_("请写明怎样与申请人确认（电话、短信、电子邮件），以备查核（条例第三十一条）。"))
    at = at or timezone.now()
    BOOK.record(
        application, "confirm", by=by, on=on or timezone.localdate(at), recorded_at=at, seen=seen, method=method.strip(),
        log=log.strip(),
    )  # fmt: skip
    application.refresh_from_db()
    issue_receipt(application, by=by, on=application.received_on, at=at)
    return application


def issue_receipt(application: Application, *, by, on: date, at: datetime) -> None:
    """登记回执: day of receipt, last day and how it was counted. A corrected application gets a new one."""
    due = clocks.reply_due(BOOK.replay(application), office_calendar())
    notice(application, "receipt", by=by, on=on, at=at, facts={}, due=due)


@transaction.atomic
def divide(
    *, application: Application, by, items: list[tuple[str, str]], on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> list[Application]:  # fmt: skip
    """一事一申请: the further items of one letter become applications of their own, received the same day.

    `items` are (title, content): the first stays with this application, each other one is registered by itself.
    """
    organs.require(by, rules.HANDLE_APPLICATIONS, application.organ)
    kept = [(title.strip(), content.strip()) for title, content in items if title.strip() or content.strip()]
    if len(kept) < 2:
        raise ValidationError(_("拆分后至少要有两件；只有一件的不需要拆分。"))
    at = at or timezone.now()
    person = {name: getattr(application.applicant, name) for name in IDENTITY_FIELDS}
    received = application.received_on
    parts = []
    for title, content in kept[1:]:
        part = _create(
            organ=application.organ, by=by, channel=Channel(application.channel), applicant=person, title=title,
            content=content, wanted_form=application.wanted_form, delivery_way=application.delivery_way,
            needs_help=application.needs_help, files=[], at=at, split_from=application,
        )  # fmt: skip
        event = BY_CHANNEL.get(Channel(application.channel), "sign_for_mail")
        facts = {"channel": application.channel, "split_from": application.pk, "read_back": True}
        BOOK.record(part, event, by=by, on=received, recorded_at=at, right="", **facts)
        if application.handler_id:
            BOOK.record(part, "assign", by=by, on=received, recorded_at=at, handler=application.handler_id)
        part.refresh_from_db()
        issue_receipt(part, by=by, on=received, at=at)
        parts.append(part)
    BOOK.record(
        application, "divide", by=by, on=on or timezone.localdate(at), recorded_at=at, seen=seen,
        parts=tuple(part.pk for part in parts),
    )  # fmt: skip
    first_title, first_content = kept[0]
    describe(application, first_title or first_content[:60], first_content or first_title)
    return parts


def describe(application: Application, title: str, content: str) -> None:
    """The description as it stands now; what was first written stays in `first_content` and in the events."""
    application.refresh_from_db()
    application.title, application.content = title[:200], content
    application.content_digest = intake.digest(title, content)
    application.save(update_fields=["title", "content", "content_digest"])
