"""One report in every format: page, Word, PDF, workbook, and data. All made from one `ReportDocument`."""

import hashlib
from dataclasses import dataclass
from importlib import import_module

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports.document import ReportDocument

KEPT_SECONDS = 24 * 3600
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """`key` is also how the file's name ends, and the module here that writes it: loaded by the first file, not before."""

    key: str
    label: str | Promise
    media_type: str

    def write(self, document: ReportDocument) -> bytes:
        written: bytes = import_module(f"{__name__}.{self.key}").write(document)
        return written

    def filename(self, document: ReportDocument) -> str:
        return f"{document.compiled.slug}-{document.year}.{self.key}"


FORMATS = {
    one.key: one
    for one in (
        Format("docx", "Word", f"{OFFICE}.wordprocessingml.document"),
        Format("pdf", "PDF", "application/pdf"),
        Format("xlsx", "Excel", f"{OFFICE}.spreadsheetml.sheet"),
        Format("json", _("数据（JSON）"), "application/json; charset=utf-8"),
        Format("csv", _("数据（CSV）"), "text/csv; charset=utf-8"),
        Format("xml", _("数据（XML）"), "application/xml; charset=utf-8"),
    )
}


def kept(document: ReportDocument, form: str) -> bytes:
    """The file of a format, drawn once a day at most for exactly what the report says: drawing a PDF takes a moment."""
    said = hashlib.sha256(document.as_json().encode()).hexdigest()
    return cache.get_or_set(f"report-paper:{form}:{said}", lambda: FORMATS[form].write(document), KEPT_SECONDS)
