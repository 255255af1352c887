"""年度报告 as JSON: everything that was compiled, for other programs."""

from gongkai.annual_reports.document import ReportDocument


def write(document: ReportDocument) -> bytes:
    return document.as_json().encode()
