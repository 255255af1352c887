"""What must be found and what must not, in sentences of real offices (`corpus/`)."""

from datetime import date

import pytest

from gongkai.clearance.scanners import address, health, hidden, lexicon, link, metadata, minor, name_list
from gongkai.clearance.scanners.finding import INFO, Known
from tests.clearance.scanners import corpora

try:
    from gongkai.clearance.scanners import scan
except ImportError:
    scan = None

OWN = (address, health, hidden, lexicon, link, metadata, minor, name_list)
NAMES = {scanner.RULE for scanner in OWN}


def _said(text: str) -> dict[str, set[str]]:
    """Rule to the severities it gave."""
    made = corpora.document(text)
    if scan is not None:
        found = [(finding.rule, finding.severity) for finding in scan(made)]
    else:
        found = [(scanner.RULE, hit.severity) for scanner in OWN for hit in scanner.find(made, Known())]
    said: dict[str, set[str]] = {}
    for rule, severity in found:
        said.setdefault(rule, set()).add(severity)
    return said


@pytest.mark.parametrize(("rules", "text"), corpora.leaks())
def test_every_leak_is_found(rules, text):
    wanted = rules if scan is not None else rules & NAMES
    assert wanted <= set(_said(text))


@pytest.mark.parametrize("text", corpora.lookalikes())
def test_no_look_alike_raises_an_alarm(text):
    assert {rule: said for rule, said in _said(text).items() if said - {INFO}} == {}


def test_children_of_the_corpus_will_be_children_for_some_years():
    """The sentences name years of birth; when they have grown up the corpus needs younger ones."""
    assert date.today().year < 2034
