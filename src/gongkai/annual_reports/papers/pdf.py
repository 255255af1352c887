"""年度报告 as PDF, for reading and for the archive (PDF/A-2a, PDF/UA-1)."""

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.papers.words import paper
from gongkai.writers import paper_pdf


def write(document: ReportDocument) -> bytes:
    return paper_pdf.to_pdf(paper(document))
