"""The information processing fee (信息处理费, Art. 42): what it comes to, slice by slice, in whole yuan.

The organ may charge and need not; for each application it chooses one of the two bases, never both. So nothing here
decides: `proposal` sets the two sums side by side for the person who does. The figures are rows of `fee_tariff`.
"""

from dataclasses import dataclass
from datetime import date

from gongkai.statute.fee_tariff import FEE_RULES, SINCE, TARIFF, Basis, FeeRule, Tier
from gongkai.statute.instruments import cite, cite_in_full
from gongkai.statute.wording import chinese_date

__all__ = [
    "FEE_RULES",
    "TARIFF",
    "Basis",
    "Fee",
    "FeeNotAllowed",
    "FeeRule",
    "Proposal",
    "Slice",
    "Tier",
    "by_items",
    "by_pages",
    "proposal",
]


class FeeNotAllowed(LookupError):
    """No fee can be charged for an application of that day; the message says why."""


@dataclass(frozen=True, slots=True)
class Slice:
    """`count` items or pages, the `first` to the `last`, at `rate` yuan each: together `yuan`."""

    first: int
    last: int
    count: int
    rate: int
    yuan: int


@dataclass(frozen=True, slots=True)
class Fee:
    """The sum and the slices it is made of, the free ones included; `yuan` is 0 where nothing exceeds them."""

    yuan: int
    basis: Basis
    slices: tuple[Slice, ...]

    @property
    def words(self) -> str:
        """按件计收：第11件至第12件，2件×100元=200元；合计200元."""
        unit = self.basis.unit
        parts = [_words(row, unit) for row in self.slices]
        return f"{self.basis.value}：{'；'.join([*parts, f'合计{self.yuan}元'])}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Both sums for one application. `pages` is None where that basis cannot be used; `why_not_pages` says why."""

    items: Fee
    pages: Fee | None
    why_not_pages: str = ""

    @property
    def chargeable(self) -> bool:
        """Whether either basis comes to anything at all."""
        return self.items.yuan > 0 or (self.pages is not None and self.pages.yuan > 0)

    @property
    def words(self) -> str:
        """The sentence for the person who decides."""
        if not self.chargeable:
            return "未超过不收费的数量，不能收取信息处理费。"
        pages = self.pages.words if self.pages is not None else self.why_not_pages
        return f"{self.items.words}。{pages}。可以收取，也可以不收；收取的，只能选择其中一种（{cite('fees', '3')}）。"


def by_items(count_in_month_before: int, items: int, *, on: date | None = None) -> Fee:
    """按件计收 (办法第四条): `items` more after `count_in_month_before` of the same applicant in the calendar month.

    `on` is the day the application was received; without it the present tariff answers. FeeNotAllowed before 2021.
    """
    if count_in_month_before < 0 or items < 0:
        raise ValueError(f"件数不能小于0：此前{count_in_month_before}件，本次{items}件")
    return _fee(Basis.ITEMS, count_in_month_before + 1, count_in_month_before + items, on)


def by_pages(pages: int, *, on: date | None = None) -> Fee:
    """按量计收 (办法第五条): the pages given on one application, one side of A4 each. FeeNotAllowed before 2021."""
    if pages < 0:
        raise ValueError(f"页数不能小于0：{pages}")
    return _fee(Basis.PAGES, 1, pages, on)


def proposal(
    *,
    on: date,
    count_in_month_before: int,
    items: int = 1,
    pages: int = 0,
    already_public: bool = False,
    wants_copies: bool = True,
) -> Proposal:
    """条例第四十二条: what could be charged for an application received on `on`; which, and whether, is not said here.

    `wants_copies`: the applicant asked for paper, e-mail or copied data. FeeNotAllowed before 2021.
    """
    items_fee = by_items(count_in_month_before, items, on=on)
    if already_public:
        return Proposal(items_fee, None, "信息已经主动公开，不按量计收")
    if not wants_copies:
        return Proposal(items_fee, None, "申请人没有要求纸质件、电子邮件或者复制电子数据，不按量计收")
    if not pages:
        return Proposal(items_fee, None, "没有提供的页数，不按量计收")
    return Proposal(items_fee, by_pages(pages, on=on))


def _fee(basis: Basis, first: int, last: int, on: date | None) -> Fee:
    """Items or pages number `first` to `last`, cut into the slices of the tariff of `on`."""
    slices: list[Slice] = []
    number = first
    while number <= last:
        tier = _tier(basis, number, on)
        end, rate = _stretch(tier, number)
        upto = last if end is None else min(end, last)
        count = upto - number + 1
        slices.append(Slice(number, upto, count, rate, count * rate))
        number = upto + 1
    if not slices:
        _tier(basis, 1, on)
    return Fee(sum(row.yuan for row in slices), basis, tuple(slices))


def _tier(basis: Basis, number: int, on: date | None) -> Tier:
    """The row for that number in the newest tariff in force on `on`."""
    rows = [row for row in TARIFF if row.basis is basis and (on is None or row.since <= on)]
    if on is not None and not rows:
        raise FeeNotAllowed(
            f"{cite_in_full('fees')}自{chinese_date(SINCE, weekday=False)}起施行，"
            f"{chinese_date(on, weekday=False)}收到的申请不能收取信息处理费"
        )
    newest = max(row.since for row in rows)
    return next(row for row in rows if row.since == newest and row.holds(number))


def _stretch(tier: Tier, number: int) -> tuple[int | None, int]:
    """How far the rate at `number` reaches, and the rate: a rising tier is cut into its steps."""
    if not tier.step:
        return tier.last, tier.rate_yuan
    place = (number - tier.first) // tier.step
    return tier.first + (place + 1) * tier.step - 1, tier.rate_yuan + place * tier.rise_yuan


def _words(row: Slice, unit: str) -> str:
    span = f"第{row.first}{unit}" if row.count == 1 else f"第{row.first}{unit}至第{row.last}{unit}"
    return f"{span}，{row.count}{unit}×{row.rate}元={row.yuan}元" if row.rate else f"{span}不收费"
