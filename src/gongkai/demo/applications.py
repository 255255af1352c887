"""Applications to the demo bureau: those of 2024 on their own days, and a few of these days for the board.

All steps of all cases are taken in the order of their moments, so that numbers of registration and of letters run as
they would have run. Every one goes through the action that also serves the real thing.
"""

from collections.abc import Callable
from typing import Any

from gongkai.accounts.models import User
from gongkai.applications import actions, queries, reminders, rules
from gongkai.demo.applications_steps import Course, Office, begin, day, moment, take
from gongkai.demo.items import BUREAU
from gongkai.demo.people import read
from gongkai.organs.models import Organ

YEAR = ("applications_2024_a.toml", "applications_2024_b.toml", "applications_2024_c.toml")
NOW = ("applications_now.toml",)
TO_LOOK_UP = "dibao-biaozhun"  # answered online: the one to try the page of the status with
Progress = Callable[[int, int], None]


def lay_out(progress: Progress) -> tuple[int, int]:
    """Take in what is not there yet; answers how many of 2024 and how many of these days. A second time adds nothing."""
    organ = Organ.objects.get(slug=BUREAU)
    known = read("applicants.toml")
    _give_addresses()
    actions.keep_office(organ=organ, by=User.objects.get(username=known["people"]["approver"]), **known["office"])
    of_the_year = _run(organ, known, YEAR, known, progress)
    of_these_days = _run(organ, known, NOW, read(NOW[0]), progress)
    if of_these_days:
        reminders.warn()
    return of_the_year, of_these_days


def rows(files: tuple[str, ...] = YEAR) -> list[dict[str, Any]]:
    """The cases of these content files as they are written there."""
    return [row for name in files for row in read(name)["application"]]


def one_to_look_up() -> tuple[str, str]:
    """Registration number and query code of a case of the demo, as they are printed on its receipt."""
    title = next(row["title"] for row in rows() if row["key"] == TO_LOOK_UP)
    found = queries.register(Organ.objects.get(slug=BUREAU), queries.Filters(year=2024, words=title)).rows[-1]
    return rules.shown_number(found.number), rules.shown_code(found.query_code)


def _run(organ: Organ, known: dict, files: tuple[str, ...], beside: dict, progress: Progress) -> int:
    """The cases of these files, all or none: one whose title is there says that they all are. `beside` holds the rows of
    the registers that go with them."""
    courses = {row["key"]: Course(row) for row in rows(files)}
    there = {case.title for case in queries.register(organ, queries.Filters(), limit=10_000).rows}
    if any(course.row["title"] in there for course in courses.values()):
        return 0
    office = Office(organ, known["people"], known["applicant"], courses)
    steps = [(moment(course.row["at"]), course, None) for course in courses.values() if "part_of" not in course.row]
    steps += [(moment(step["at"]), course, step) for course in courses.values() for step in course.row.get("step", [])]
    steps.sort(key=lambda one: one[0])
    for number, (_at, course, step) in enumerate(steps, 1):
        if step is None:
            begin(office, course)
        else:
            take(office, course, step)
        progress(number, len(steps))
    for row in beside["rectification"]:
        _correct(office, row)
    for row in beside.get("reassessment", []):
        _reassess(office, row)
    return len(courses)


def _correct(office: Office, row: dict[str, Any]) -> None:
    """A row of the register of corrections (Art. 41), with its result when there is one."""
    registrar = office.who("register", row)
    fields = {name: row[name] for name in ("name", "phone", "record", "wrong", "evidence")}
    made = actions.register_rectification(organ=office.organ, by=registrar, on=day(row["received_on"]), **fields)
    if "result" in row:
        actions.answer_rectification(
            rectification=made, by=registrar, result=row["result"], note=row["note"], on=day(row["answered_on"])
        )


def _reassess(office: Office, row: dict[str, Any]) -> None:
    """What was withheld is looked at again (Art. 18)."""
    withheld = office.courses[row["key"]].application.withheld.get()
    reviewer = office.who("clear_reply", office.courses[row["key"]].row)
    actions.reassess(withheld=withheld, by=reviewer, outcome=row["outcome"], reason=row["reason"], on=day(row["on"]))


def _give_addresses() -> None:
    """Where reminders go: everybody without an address gets one that no mail reaches."""
    for user in User.objects.filter(email="", staff__isnull=False):
        user.email = f"{user.username}@example.gov.cn"
        user.save(update_fields=["email"])
