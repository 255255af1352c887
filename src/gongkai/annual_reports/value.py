"""The compiled report of one organ and year as one frozen value: what is read, signed, frozen and printed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.identities import Breach, Severity
from gongkai.statute.annual_report.shape import Form, Number
from gongkai.statute.annual_report.tables import Tables


@dataclass(frozen=True, slots=True)
class HeadingCount:
    code: str
    name: str
    is_key_field: bool
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """主动公开 of the year as of a day. `categories` holds all three classes in their fixed order, noughts included."""

    total: int
    withdrawn: int
    categories: dict[str, int]
    by_heading: tuple[HeadingCount, ...]
    by_channel: dict[str, int]
    by_genre: dict[str, int]
    by_subject: dict[str, int]
    by_month: dict[int, int]

    @property
    def key_fields(self) -> tuple[HeadingCount, ...]:
        """重点领域, the most frequent first."""
        return tuple(sorted((h for h in self.by_heading if h.is_key_field), key=lambda h: (-h.count, h.code)))


@dataclass(frozen=True, slots=True)
class Deadline:
    """条例第四十九条: the legal date and the last working day up to it, with the reasons in words."""

    legal: date
    safe: date
    citation: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledReport:
    """Everything the report says in numbers. `breaches` are of the numbers alone; those of the text are found later."""

    organ: str
    slug: str
    year: int
    as_of: date
    counts: Counts
    tables: Tables
    fees: dict[str, Number]
    entries: dict[str, str]
    breaches: tuple[Breach, ...]
    deadline: Deadline

    @property
    def form(self) -> Form:
        return form_for(self.year)

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def categories(self) -> dict[str, int]:
        return self.counts.categories

    @property
    def applications_received(self) -> Number:
        return self.applications["new_received"]

    @property
    def remedies_total(self) -> Number:
        return sum(self.remedies.values(), start=0)

    @property
    def applications(self) -> dict[str, Number]:
        """The four numbers of table three that a sentence names."""
        rows = {"new_received": "new_received", "carried_in": "carried_in", "processed": "processed_total"}
        rows["carried_out"] = "carried_out"
        return {name: self.tables.table_three.get(row, {}).get("total", 0) for name, row in rows.items()}

    @property
    def remedies(self) -> dict[str, Number]:
        four = self.tables.table_four
        return {
            "review": four.get("review", {}).get("total", 0),
            "litigation": sum(
                (four.get(key, {}).get("total", 0) for key in ("litigation_direct", "litigation_after_review")), start=0
            ),
        }

    @property
    def numbers(self) -> dict[str, Number]:
        """Every number of the tables and the fee cells by its path, totals included."""
        found: dict[str, Number] = {}
        for part, rows in self.tables.table_two.items():
            for row, columns in rows.items():
                found |= {f"table_two.{part}.{row}.{column}": value for column, value in columns.items()}
        for name, flat in (("table_three", self.tables.table_three), ("table_four", self.tables.table_four)):
            for row, columns in flat.items():
                found |= {f"{name}.{row}.{column}": value for column, value in columns.items()}
        return found | {f"fees.{key}": value for key, value in self.fees.items()}

    @property
    def errors(self) -> tuple[Breach, ...]:
        return tuple(breach for breach in self.breaches if breach.severity == Severity.ERROR)

    def as_data(self) -> dict[str, Any]:
        """Plain data, the same for the command line, the file to download and the frozen copy."""
        return {
            "schema": 1,
            "organ": self.organ,
            "slug": self.slug,
            "year": self.year,
            "form": self.form.key,
            "as_of": self.as_of.isoformat(),
            "total": self.counts.total,
            "withdrawn": self.counts.withdrawn,
            "categories": self.counts.categories,
            "by_heading": [asdict(heading) for heading in self.counts.by_heading],
            "by_channel": self.counts.by_channel,
            "by_genre": self.counts.by_genre,
            "by_subject": self.counts.by_subject,
            "by_month": {str(month): number for month, number in self.counts.by_month.items()},
            "applications": self.applications,
            "remedies": self.remedies,
            "fees": self.fees,
            "tables": asdict(self.tables),
            "entries": self.entries,
            "breaches": [asdict(breach) for breach in self.breaches],
            "deadline": {
                "legal": self.deadline.legal.isoformat(),
                "safe": self.deadline.safe.isoformat(),
                "citation": self.deadline.citation,
                "reasons": list(self.deadline.reasons),
            },
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "CompiledReport":
        """The value `as_data` was made from, decimals as numbers of four places at most."""
        counts = Counts(
            data["total"], data["withdrawn"], dict(data["categories"]),
            tuple(HeadingCount(**heading) for heading in data["by_heading"]),
            dict(data["by_channel"]), dict(data["by_genre"]), dict(data["by_subject"]),
            {int(month): number for month, number in data["by_month"].items()},
        )  # fmt: skip
        deadline = data["deadline"]
        return cls(
            data["organ"], data["slug"], data["year"], date.fromisoformat(data["as_of"]), counts,
            Tables(**_exact(data["tables"])), _exact(data["fees"]), dict(data["entries"]),
            tuple(Breach(**{**breach, "severity": Severity(breach["severity"])}) for breach in data["breaches"]),
            Deadline(
                date.fromisoformat(deadline["legal"]), date.fromisoformat(deadline["safe"]), deadline["citation"],
                tuple(deadline["reasons"]),
            ),
        )  # fmt: skip


def _exact(value: Any) -> Any:
    """JSON has one kind of number; a fraction comes back as the decimal it was."""
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    return Decimal(str(value)) if isinstance(value, float) else value
