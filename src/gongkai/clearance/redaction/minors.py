"""Which rows of a list are about children: by their own identity number, date of birth or age, or because a cell says so.

Their names are on no list (Personal Information Protection Law Art. 28, 31; Law on the Protection of Minors).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from gongkai.clearance.redaction.matching import folded

Teller = Callable[[str, date], int | None]  # the age in years that a cell tells on a day
GROWN_AT = 18
OF_OTHERS = re.compile(r"监护|抚养|配偶|父|母|代理|代领|成员|经办|联系")
IDENTITY = re.compile(r"身份证|公民身份|证件号|残疾人?证")
BIRTH = re.compile(r"出生|生日")
AGE = re.compile(r"年\s*龄|周岁")
CHILD = re.compile(r"儿童|未成年人?|小?学生|初中生|[婴幼]儿")
ORPHAN = re.compile(r"孤儿|无人抚养(?:的)?儿童")  # no list has them at all, not even by surname
_ID = re.compile(r"[1-9]\d{5}((?:18|19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dx]")
_DATE = re.compile(r"((?:19|20)\d{2})(?:\s*[年./-]?\s*(\d{1,2}))?(?:\s*[月./-]?\s*(\d{1,2}))?")


def minors_in(heads: Sequence[str], rows: Sequence[Sequence[object]], on: date) -> set[int]:
    """The numbers of these rows. Whose age nothing tells is taken for grown."""
    columns: list[tuple[int, Teller]] = [
        (at, told) for told, words in ((_by_identity, IDENTITY), (_by_birth, BIRTH), (_by_age, AGE))
        for at, head in enumerate(heads) if words.search(head) and not OF_OTHERS.search(head)
    ]  # fmt: skip
    return {number for number, row in enumerate(rows) if _is_minor(row, columns, on)}


def orphans_in(rows: Sequence[Sequence[object]]) -> set[int]:
    """The numbers of rows that call somebody an orphan."""
    return {number for number, row in enumerate(rows) if any(ORPHAN.search(str(value)) for value in row if value)}


def _is_minor(row: Sequence[object], columns: Sequence[tuple[int, Teller]], on: date) -> bool:
    for at, told in columns:
        age = told(str(row[at] if at < len(row) and row[at] is not None else ""), on)
        if age is not None:
            return age < GROWN_AT
    return any(CHILD.fullmatch(str(value).strip()) for value in row if value is not None)


def _years(year: int, month: int, day: int, on: date) -> int:
    return on.year - year - ((on.month, on.day) < (month, day))


def _by_identity(value: str, on: date) -> int | None:
    found = _ID.match(folded(value)[0])
    return _years(int(found[1]), int(found[2]), int(found[3]), on) if found else None


def _by_birth(value: str, on: date) -> int | None:
    """Without a day, the youngest that somebody can be."""
    bare = folded(value)[0]
    found = re.match(r"((?:19|20)\d{2})(\d{2})(\d{2})", bare) or _DATE.match(value.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    return _years(year, month or 12, day or 31, on)


def _by_age(value: str, on: date) -> int | None:
    found = re.match(r"\D{0,2}(\d{1,3})(?!\d)", folded(value)[0])
    return int(found[1]) if found else None
