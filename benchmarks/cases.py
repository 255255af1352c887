"""Does the office's desk stay as quick among 100,000 applications as among 1,000? Board, case, register, figures, tick.

On SQLite, and on PostgreSQL where there is a server (GONGKAI_TEST_POSTGRES; databases of their own are made and removed).
"""

import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.measuring import Calls, answer, compare, table

SIZES = [1_000, 100_000]
SERVER = os.environ.get("GONGKAI_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
MODULE = "benchmarks.cases"


def report(folder: Path, sizes: list[int] | None = None) -> str:
    """The tables of both databases."""
    sizes = sizes or SIZES
    rows = compare(MODULE, folder / "cases", sizes, {}, "applications, SQLite")
    tables = [table(rows, "applications, SQLite")]
    with databases(sizes) as addresses:
        if addresses:
            around = {size: {"GONGKAI_DATABASE": address} for size, address in addresses.items()}
            rows = compare(MODULE, folder / "cases-postgres", sizes, around, "applications, PostgreSQL")
            tables.append(table(rows, "applications, PostgreSQL"))
        else:
            tables.append(f"no PostgreSQL at {SERVER.rpartition('@')[2]}: not measured there")
    return "\n\n".join(tables)


@contextmanager
def databases(sizes: list[int]):
    """Size to the address of a database made for this run; nothing where there is no server."""
    import psycopg

    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield {}
        return
    names = {size: f"gongkai_bench_{os.getpid()}_{size}" for size in sizes}
    try:
        for name in names.values():
            server.execute(f'CREATE DATABASE "{name}"')
        yield {size: f"{SERVER.rpartition('/')[0]}/{name}" for size, name in names.items()}
    finally:
        for name in names.values():
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.close()


def calls() -> Calls:
    """Runs in a child process with the register's database."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from benchmarks import casefile
    from gongkai.applications import queries, reminders
    from gongkai.applications.models import Application
    from gongkai.applications.queries import Filters

    organ, clerk, head = casefile.people()
    today, year = timezone.localdate(), timezone.localdate().year - 1
    open_case = Application.objects.filter(organ=organ, is_open=True, state="in_process").order_by("-pk").first()
    closed = Application.objects.filter(organ=organ, state="served").order_by("-pk").first()
    second = queries.board(organ, today=today).older
    before = queries.register(organ, Filters()).older
    desk = Client(headers={"host": "127.0.0.1"})
    desk.force_login(head, backend="django.contrib.auth.backends.ModelBackend")

    def page(name: str, *args, **asked):
        def get(_number: int) -> None:
            response = desk.get(reverse(name, args=args), asked)
            assert response.status_code == 200, (name, response.status_code)

        return get

    def mine(_number: int):
        return queries.board(organ, today=today, handler=clerk)

    def status(_number: int):
        return queries.status(queries.found_by_code(closed.number, closed.query_code))

    return {
        "board: query": (lambda n: queries.board(organ, today=today), 60),
        "board: next page": (lambda n: queries.board(organ, today=today, after=second), 60),
        "board: mine": (mine, 60),
        "board: waiting for others": (lambda n: queries.board(organ, today=today, waiting=True), 60),
        "board: waiting for approval": (lambda n: queries.board(organ, today=today, approval=True), 60),
        "board: counts": (lambda n: queries.counts(organ, today=today), 60),
        "board: whole page": (page("office_applications"), 30),
        "case, open: whole page": (page("office_case", open_case.pk), 20),
        "case, closed: whole page": (page("office_case", closed.pk), 20),
        "register: query": (lambda n: queries.register(organ, Filters()), 60),
        "register: next page": (lambda n: queries.register(organ, Filters(), before=before), 60),
        "register: whole page": (page("office_application_register"), 30),
        "register: one year": (lambda n: queries.register(organ, Filters(year=year)), 60),
        "first page: warnings": (lambda n: reminders.current(organ), 60),
        "status by number and code": (status, 60),
        "tick: nothing to warn of": (lambda n: reminders.warn(), 20),
        "tick: nothing to mail": (lambda n: reminders.send_mail(now=timezone.now() + timedelta(days=4)), 20),
        "statistics of a year": (lambda n: queries.statistics(organ, year), 5),
        "public figures of a year": (lambda n: queries.answer_times([organ.pk], range(year, year + 1), today=today), 5),
        "public figures: open, overdue": (lambda n: queries.open_and_overdue([organ.pk], today=today), 20),
        "public figures: page, kept": (page("portal:performance_year", organ.slug, year), 20),
    }


def fill(size: int) -> None:
    from benchmarks import casefile
    from gongkai.cli.setup import prepare

    prepare()
    casefile.fill(size)


if __name__ == "__main__":
    import django

    django.setup()
    answer(fill, calls)
