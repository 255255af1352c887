"""Articles 14 to 16 bind differently, and each reason leads to the reply that gives it."""

import pytest

from gongkai.statute.decisions import DECISIONS, NEEDS, decision
from gongkai.statute.grounds import GROUNDS, Effect, Force, ground, grounds_of
from gongkai.statute.needs import INTERNAL_KINDS, PROCESS_KINDS


@pytest.mark.parametrize("row", GROUNDS, ids=lambda row: row.code)
def test_every_ground_leads_to_a_reply_and_says_what_the_file_must_hold(row):
    assert decision(row.decision)
    assert row.evidence and all(row.evidence)
    assert row.citation
    assert ground(row.code) is ground(row.label) is row


@pytest.mark.parametrize(
    ("article", "force"),
    [("14", Force.ABSOLUTE), ("15", Force.CONDITIONAL), ("16.1", Force.DISCRETIONARY), ("16.2", Force.DISCRETIONARY)],
)
def test_the_three_articles_bind_differently(article, force):
    rows = [row for row in GROUNDS if row.article == article]
    assert rows and {row.force for row in rows} == {force}


def test_withheld_information_comes_back_for_a_look():
    """条例第十八条."""
    for row in GROUNDS:
        withheld = row.effect is Effect.WITHHOLD and row.code != "not_government_information"
        assert row.reassess is withheld, row.code


def test_every_refusal_rests_on_a_ground_and_so_does_every_reply_not_to_process():
    for row in DECISIONS:
        if row.code.startswith(("withheld.", "not_processed.")):
            assert grounds_of(row.code), row.code


def test_a_partial_disclosure_may_withhold_its_part_for_any_reason_there_is():
    labels = tuple(row.label for row in grounds_of("granted_in_part"))
    assert NEEDS["ground"].choices == labels
    assert len(labels) == sum(row.effect is Effect.WITHHOLD for row in GROUNDS)
    assert grounds_of("granted") == ()


def test_the_kinds_of_article_16_are_three_and_four():
    internal = [row.label.partition("：")[2] for row in grounds_of("withheld.internal_affairs")]
    process = [row.label.partition("：")[2] for row in grounds_of("withheld.deliberative")]
    assert tuple(internal) == INTERNAL_KINDS and len(internal) == 3
    assert tuple(process) == PROCESS_KINDS and len(process) == 4


def test_a_ground_without_an_article_says_so():
    assert [row.code for row in GROUNDS if not row.article] == ["reissue"]
    assert ground("reissue").in_full == ""
    assert ground("privacy").in_full == "《中华人民共和国政府信息公开条例》第十五条"


def test_an_unknown_ground_is_answered_with_those_there_are():
    with pytest.raises(LookupError, match="没有“work_secret”这种理由（应为：state_secret、"):
        ground("work_secret")
