"""What must be found and what must not, in sentences of real offices (`corpus/`)."""

from datetime import date

import pytest

from gongkai.clearance.scanners import scan
from gongkai.clearance.scanners.finding import INFO
from tests.clearance.scanners import corpora


def _said(text: str) -> dict[str, set[str]]:
    """Rule to the severities it gave."""
    made = corpora.document(text)
    said: dict[str, set[str]] = {}
    for finding in scan(made):
        said.setdefault(finding.rule, set()).add(finding.severity)
    return said


@pytest.mark.parametrize(("rules", "text"), corpora.leaks())
def test_every_leak_is_found(rules, text):
    assert rules <= set(_said(text))


@pytest.mark.parametrize("text", corpora.lookalikes())
def test_no_look_alike_raises_an_alarm(text):
    assert {rule: said for rule, said in _said(text).items() if said - {INFO}} == {}


def test_children_of_the_corpus_will_be_children_for_some_years():
    """The sentences name years of birth; when they have grown up the corpus needs younger ones."""
    assert date.today().year < 2034
