"""N.*: numbers in the words against the tables, against each other, and against arithmetic.

A rule speaks only where the words leave one reading. What may be a part, a rounded figure, another scope or another unit is
left alone: a false accusation costs more than a fault not found.
"""

from dataclasses import replace

from gongkai.annual_reports.published.narrative import arithmetic, tables
from gongkai.annual_reports.published.narrative.sentences import sentences
from gongkai.annual_reports.published.outline import About, Heading
from gongkai.annual_reports.published.paper import Paper
from gongkai.annual_reports.published.reading import Reading
from gongkai.statute.annual_report.identities import Breach


def breaches(paper: Paper, sections: list[Heading], about: About, reading: Reading) -> tuple[Breach, ...]:
    said = list(sentences(paper, sections))
    found = (*tables.against(said, about, reading), *arithmetic.against_itself(said))
    return tuple(replace(breach, at=f"narrative[{place}]") for place, breach in enumerate(found))
