"""One report as it is read: its numbers, the words of each section, when it was signed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongkai.annual_reports import rendering
from gongkai.annual_reports.errata import Erratum
from gongkai.annual_reports.value import CompiledReport
from gongkai.statute.annual_report.identities import Breach
from gongkai.statute.annual_report.shape import Outline
from gongkai.writers.data import to_json


@dataclass(frozen=True)
class ReportDocument:
    """`sections` are the words by key, `breaches` what stands against signing; no `state`: not begun.

    `errata` are the published corrections, the oldest first; numbers and words stay those that were signed.
    `last_year` holds the numbers of the report before, corrected, to draw beside these; None where there is none.
    """

    compiled: CompiledReport
    outline: Outline
    sections: dict[str, str]
    breaches: tuple[Breach, ...] = ()
    state: str = ""
    signed_on: date | None = None
    published_on: date | None = None
    explanation_of_delay: str = ""
    backdated_because: str = ""
    sha256: str = ""
    errata: tuple[Erratum, ...] = ()
    last_year: CompiledReport | None = None
    _rendered: dict[str, SafeString] = field(default_factory=dict, repr=False, compare=False)

    @property
    def year(self) -> int:
        return self.compiled.year

    @property
    def organ(self) -> str:
        return self.compiled.organ

    @property
    def title(self) -> str:
        return "".join(self.title_pieces)

    @property
    def title_pieces(self) -> tuple[str, str]:
        """The title in the two pieces between which a narrow screen breaks the line."""
        return _("%(organ)s%(year)d年") % {"organ": self.organ, "year": self.year}, _("政府信息公开工作年度报告")

    @property
    def html(self) -> SafeString:
        """The whole report as a fragment: an `article` that brings the page's only first-level heading with it."""
        if "html" not in self._rendered:
            self._rendered["html"] = rendering.fragment(self)
        return self._rendered["html"]

    def standalone(self) -> str:
        """A complete HTML page with its styles inside: a file to keep, send or print."""
        return rendering.standalone(self)

    def as_data(self) -> dict[str, Any]:
        """Numbers and words as plain data; the keys of the tables are those of the national form in this project."""
        return {
            **self.compiled.as_data(),
            "title": self.title,
            "outline": self.outline.key,
            "sections": [
                {"key": section.key, "title": section.title, "text": self.sections.get(section.key, "")}
                for section in self.outline.sections
            ],
            "opening": self.sections.get("opening", ""),
            "state": self.state or None,
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "explanation_of_delay": self.explanation_of_delay,
            "sha256": self.sha256,
            "errata": [erratum.as_data() for erratum in self.errata],
        }

    def as_json(self) -> str:
        return to_json(self.as_data())

    def frozen(self, *, signed_on: date) -> dict[str, Any]:
        """What the signature covers."""
        keys = ("opening", *(section.key for section in self.outline.sections))
        return {
            "report": self.compiled.as_data(),
            "outline": self.outline.key,
            "sections": {key: self.sections.get(key, "") for key in keys},
            "signed_on": signed_on.isoformat(),
        }
