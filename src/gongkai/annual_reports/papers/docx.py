"""年度报告 as a Word file."""

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.papers.words import paper
from gongkai.writers import paper_docx


def write(document: ReportDocument) -> bytes:
    return paper_docx.to_docx(paper(document))
