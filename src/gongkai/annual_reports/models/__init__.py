"""The reports of an organ and what they are made from."""

from gongkai.annual_reports.models.notice import ReportNotice
from gongkai.annual_reports.models.report import AnnualReport, ReportEntry
from gongkai.annual_reports.models.review import ReportReview

__all__ = ["AnnualReport", "ReportEntry", "ReportNotice", "ReportReview"]
