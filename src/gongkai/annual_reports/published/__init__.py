"""已公布的年度报告: read from any file, put into the keys of the form, judged. Needs no database and knows no organ of ours."""

from gongkai.annual_reports.published.files import Unreadable
from gongkai.annual_reports.published.verdict import Verdict, check, judged

__all__ = ["Unreadable", "Verdict", "check", "judged"]
