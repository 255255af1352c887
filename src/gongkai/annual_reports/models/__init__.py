"""The reports of an organ and what they are made from."""

from gongkai.annual_reports.models.erratum import ReportErratum
from gongkai.annual_reports.models.report import AnnualReport, ReportEntry

__all__ = ["AnnualReport", "ReportEntry", "ReportErratum"]
