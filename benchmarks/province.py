"""A province in simulation: 3,000 organs, ten years of applications, everybody's reports handed in. Seeded by arithmetic.

One application goes through the real intake; SQL multiplies it, giving each copy its organ, days, result and applicant
by its number alone, so that both databases and every run hold the same. The organs are as unequal as organs are: the
busiest has nearly two per cent of all applications, the one in the middle a fortieth of that.
"""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

ORGANS, FIRST_YEAR, YEARS = 3_000, 2015, 10
YEAR = FIRST_YEAR + YEARS - 1  # the report that is measured
ROOT = "bench-province"
KINDS = ("natural_person",) * 6 + ("org_business", "org_legal_service", "org_public_interest", "org_other")
DECISIONS = (
    "granted", "granted", "granted", "already_public", "granted_in_part", "unavailable.does_not_exist",
    "unavailable.not_ours", "closed.withdrawn",
)  # fmt: skip
PRIME, STEP = 1_000_003, 7_919  # k * STEP % PRIME spreads k; its square makes some organs busy


def organs() -> list:
    """The province, 9 prefectures, 90 counties, and departments and townships in turn below these; parents first."""
    from gongkai.organs.models import Organ

    found = list(Organ.objects.filter(slug__startswith="bench-p").order_by("pk"))
    if found:
        return found
    facts = {"region_code": "520000", "is_open": True}
    made = [Organ(slug=ROOT, name="测量省人民政府", short_name="省", level="province", kind="government", **facts)]
    made[0].save()
    for first, last, level in ((1, 10, "prefecture"), (10, 100, "county"), (100, ORGANS, "")):
        layer = []
        for number in range(first, last):
            parent = made[0 if first == 1 else 1 + number % 9 if first == 10 else 10 + number % 90]
            slug = f"bench-p{number:05d}"
            layer.append(
                Organ(
                    slug=slug, name=f"测量第{number}号机关", short_name=f"第{number}号", parent=parent,
                    level=level or ("township" if number % 3 == 0 else "county"), lineage=f"{parent.lineage}{slug}/",
                    kind="government" if level or number % 3 == 0 else "department", **facts,
                )
            )  # fmt: skip
        made += Organ.objects.bulk_create(layer)
    return made


def fill(size: int) -> None:
    from gongkai.applications.models import Applicant, Application, ApplicationEvent

    keys = [organ.pk for organ in organs()]
    if Application.objects.count() > 1:
        return  # kept from an earlier run
    from benchmarks import casefile

    casefile.apply(0, date(YEAR + 1, 1, 6))  # after all the years that are measured
    first = keys[0]
    if keys != list(range(first, first + ORGANS)):
        raise SystemExit("the organs' keys do not follow each other")
    spread = f"(n.k * {STEP} % {PRIME})"
    days = 366 * 3 + 365 * (YEARS - 3) - 1
    on = f"(n.k * 104729 % {days})"
    # one in fifty stays open, but only of the last two months
    is_open = f"(n.k % 50 = 0 AND {on} > {days - 60})"
    taken = "(1 + n.k % 45 + n.k % 7)"
    with transaction.atomic():
        _multiply(
            Application,
            size,
            {
                "id": "1000 + n.k",
                "organ_id": f"{first} + CAST({spread} AS BIGINT) * {spread} * {ORGANS} / ({PRIME} * CAST({PRIME} AS BIGINT))",
                "number": "CAST(CAST(2000000000 AS BIGINT) + n.k AS VARCHAR(60))",
                "content_digest": "CAST(n.k AS VARCHAR(64))",
                "intake_token": "NULL",
                "received_on": _day(on),
                "arrived_on": _day(on),
                "day_zero": _day(on),
                "bites_on": "NULL",
                "bites": "''",
                "closed_on": f"CASE WHEN {is_open} THEN NULL ELSE {_day(f'{on} + {taken}')} END",
                "decision": f"CASE WHEN {is_open} THEN '' ELSE {_one_of(DECISIONS)} END",
                "is_open": is_open,
                "state": f"CASE WHEN {is_open} THEN 'in_process' ELSE 'served' END",
            },
        )
        _multiply(
            Applicant, size, {"id": "1000 + n.k", "application_id": "1000 + n.k", "kind": _one_of(KINDS),
            "identity_digest": "CAST(n.k / 3 AS VARCHAR(64))", "name_digest": "''"},
        )  # fmt: skip
        for seq, event in ((90, "notify_fee"), (91, "pay_fee")):
            _multiply(
                ApplicationEvent, size // 50, {
                    "id": f"{1000 + seq * 10_000_000} + n.k", "case_id": "1000 + n.k * 50", "event": f"'{event}'",
                    "seq": str(seq), "happened_on": _day(f"(n.k * 50 * 104729 % {days})"),
                    "facts": "'{\"amount_yuan\": 30}'", "supersedes_id": "NULL",
                },
            )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    hand_in_all(YEAR)
    hand_in_all(YEAR - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def hand_in_all(year: int) -> None:
    """Every organ's report as its records have it, but governments with organs below say their own matters only."""
    from gongkai.accounts.models import User
    from gongkai.annual_reports.models import HandedIn
    from gongkai.applications import queries as applications
    from gongkai.statute.annual_report.forms import form_for
    from gongkai.statute.annual_report.tables import fill as filled

    form, by = form_for(year), User.objects.first()
    everybody = organs()
    for start in range(0, ORGANS, 500):
        piece = everybody[start : start + 500]
        found: dict[int, dict[str, int]] = {organ.pk: {} for organ in piece}
        for pk, path, number in applications.table_three_of_all(year, date(year, 12, 31), list(found)):
            found[pk][path] = found[pk].get(path, 0) + number
        rows = []
        for organ in piece:
            tables = filled(form, found[organ.pk])
            rows.append(
                HandedIn(
                    organ=organ, year=year, scope="own", source="file", form=form.key, by=by, received_at=timezone.now(),
                    tables={"table_two": tables.table_two, "table_three": tables.table_three, "table_four": tables.table_four},
                )
            )  # fmt: skip
        HandedIn.objects.bulk_create(rows)


def _multiply(model, size: int, given: dict[str, str]) -> None:
    """One statement: the first row of the table `size` times, some columns by the number of the copy."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    chosen = ", ".join(given.get(column, f't."{column}"') for column in columns)
    quoted = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({quoted}) WITH RECURSIVE n(k) AS '
            f"(SELECT CAST(1 AS BIGINT) UNION ALL SELECT k + 1 FROM n WHERE k < {size}) "
            f'SELECT {chosen} FROM (SELECT * FROM "{table}" ORDER BY id LIMIT 1) t, n'
        )


def _day(offset: str) -> str:
    if connection.vendor == "sqlite":
        return f"DATE('{FIRST_YEAR}-01-01', '+' || ({offset}) || ' days')"
    return f"DATE '{FIRST_YEAR}-01-01' + CAST({offset} AS INTEGER)"


def _one_of(words: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE (n.k * 31 / 7) % {len(words)} {cases} END"
