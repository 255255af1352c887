"""The reports of an organ and what they are made from; what is handed in to the office above, and what that lays down."""

from gongkai.annual_reports.models.erratum import ReportErratum
from gongkai.annual_reports.models.handed_in import HandedIn
from gongkai.annual_reports.models.notice import ReportNotice
from gongkai.annual_reports.models.report import AnnualReport, ReportEntry
from gongkai.annual_reports.models.review import ReportReview
from gongkai.annual_reports.models.roll_up import CaseTransfer, CountedElsewhere, Exemption, ReportCalendar

__all__ = [
    "AnnualReport",
    "CaseTransfer",
    "CountedElsewhere",
    "Exemption",
    "HandedIn",
    "ReportCalendar",
    "ReportEntry",
    "ReportErratum",
    "ReportNotice",
    "ReportReview",
]
