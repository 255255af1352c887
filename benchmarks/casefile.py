"""Filling a register: some real applications through their whole procedure, then multiplied by SQL to the size wanted.

Every multiplied case has its own number, its applicant (sealed, with blind digests shared by three cases), events,
letters and warnings, so that the replay of each is what its columns say. Nine tenths are closed; the dates of the open
ones lie around today, some past their last day.
"""

from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

SEEDS, OPEN_IN = 80, 10  # applications made by actions; every tenth of them is open
ASKED = "请公开第{0}个年度本县城乡最低生活保障资金的分配文件、附表以及到乡镇的拨付情况，可以提供电子文档。"
KINDS = ("natural_person", "natural_person", "org_business", "natural_person", "org_legal_service")
DIGESTS = {"content_digest", "identity_digest", "name_digest"}


def people():
    """One organ with a clerk who handles and a head who clears and signs."""
    from gongkai.accounts.models import User
    from gongkai.organs import actions as organs
    from gongkai.organs.models import DisclosureOffice, Organ

    organ = Organ.objects.filter(slug="bench-cases").first()
    if organ is None:
        root = User.objects.create_superuser("root-cases")
        organ = organs.found(
            by=root, slug="bench-cases", name="测量用机关", short_name="测量", parent=None, level="county",
            kind="department", region_code="522632", index_template="C/{year}-{serial:08d}",
        )  # fmt: skip
        DisclosureOffice.objects.create(
            organ=organ, name="测量用公开办", address="某县某街1号", office_hours="工作日", telephone="0855-0000000",
            fax="0855-0000001", email="office@example.gov.cn", postcode="557200",
        )  # fmt: skip
        for name, role in (("handler", "clerk"), ("head", "disclosure_office_head")):
            user = User.objects.create_user(name)
            organs.appoint(by=root, user=user, organ=organ, roles=[role], since=date(2000, 1, 1))
    return organ, User.objects.get(username="handler"), User.objects.get(username="head")


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def apply(number: int, on: date):
    """One application over the counter, in the clerk's hands."""
    from gongkai.applications import actions

    organ, clerk, _head = people()
    applicant = {
        "kind": KINDS[number % len(KINDS)], "name": f"申请人{number}", "id_kind": "resident", "id_number": f"{999999_000000_000000 + number}",
        "phone": f"199{number:08d}", "address": "某县某镇某路1号",
    }  # fmt: skip
    case = actions.register(
        organ=organ, by=clerk, channel="counter", applicant=applicant, title=f"第{number}个年度低保资金分配文件",
        content=ASKED.format(number), wanted_form="electronic", delivery_way="online", on=on, at=at(on),
    )  # fmt: skip
    return actions.assign(application=case, by=clerk, handler=clerk, on=on, at=at(on, 11))


def seed(number: int, today: date):
    """The number says how it goes: open in four ways, or closed by reply or withdrawal, some with an extension, some filed."""
    from gongkai.applications import actions

    _organ, clerk, head = people()
    if number % OPEN_IN == 0:
        on = today - timedelta(days=2 + 5 * (number // OPEN_IN % 7))
        case, way = apply(number, on), number // OPEN_IN % 4
        if way == 1:
            until = today + timedelta(days=14)
            actions.ask_correction(application=case, by=clerk, items=["请明确年度"], until=until, on=on, at=at(on, 12))
        elif way == 2:
            actions.propose_extension(
                application=case, by=clerk, working_days=20, reason="需要查阅的材料较多", on=on, at=at(on, 12)
            )
        return
    on = today - timedelta(days=60 + number * 30)
    case = apply(number, on)
    if number % 9 == 0:
        actions.withdraw(application=case, by=clerk, how="书面", on=on, at=at(on, 13))
        return
    later = on + timedelta(days=12)
    if number % 4 == 0:
        actions.extend(application=case, by=head, working_days=10, reason="需要查阅的材料较多", on=on, at=at(on, 13))
    letter = actions.draft_reply(
        application=case,
        by=clerk,
        decision="granted",
        facts={"delivered": "《分配表》电子版1份"},
        on=later,
        at=at(later),
    )
    actions.sign_reply(application=case, by=head, seen_hash=letter.content_hash(), on=later, at=at(later, 11))
    case = actions.serve(application=case, by=clerk, way="online", on=later, at=at(later, 12))
    if number % 3 == 0:
        actions.archive(application=case, by=clerk, on=later, at=at(later, 15))


def fill(size: int) -> None:
    """Bring the register to `size` cases (a multiple of the seeds, at least)."""
    from gongkai.applications import reminders
    from gongkai.applications.models import (
        Applicant,
        Application,
        ApplicationEvent,
        ClockNotice,
        Letter,
    )

    organ, _clerk, _head = people()
    today = timezone.localdate()
    if Application.objects.filter(organ=organ).exists():
        return  # kept from an earlier run
    for number in range(SEEDS):
        seed(number, today)
    reminders.follow_calendar()
    reminders.warn()
    copies = -(-size // SEEDS) - 1
    cases = _last(Application)
    for model, link in (
        (Application, ""), (Applicant, "application_id"), (ApplicationEvent, "case_id"), (Letter, "application_id"),
        (ClockNotice, "application_id"),
    ):  # fmt: skip
        _multiply(model, link, cases, copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _last(model) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True)[0]


def _multiply(model, link: str, cases: int, copies: int) -> None:
    """One statement a table: each seed row `copies` times, its keys moved on by the number of seed rows each time."""
    table, stride = model._meta.db_table, _last(model)
    columns = [field.column for field in model._meta.local_concrete_fields]
    chosen = ", ".join(_expression(column, link, stride, cases) for column in columns)
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({quoted}) WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {copies}) '
            f'SELECT {chosen} FROM "{table}" t, n WHERE t.id <= {stride}'
        )
        for statement in connection.ops.sequence_reset_sql(_plain(), [model]):
            cursor.execute(statement)


def _expression(column: str, link: str, stride: int, cases: int) -> str:
    if column == "id":
        return f"t.id + n.k * {stride}"
    if column == link:
        return f't."{column}" + n.k * {cases}'
    if column == "number" and not link:
        return "CAST(CAST(t.number AS BIGINT) * 100000 + n.k AS VARCHAR(60))"
    if column in DIGESTS:
        return f'SUBSTR(t."{column}", 1, 52) || CAST(n.k / 3 AS VARCHAR(12))'
    return f't."{column}"'


def _plain():
    from django.core.management.color import no_style

    return no_style()
