"""The everyday words are complete: every state, every outward step, every kind of reply has its sentence."""

import pytest

from gongkai.applications.lifecycle import APPLICATION
from gongkai.applications.queries.case import HIDDEN_FROM_APPLICANT
from gongkai.applications.standing import NEW, STATES
from gongkai.portal.applying import already_public, documents, happenings, reasons, states
from gongkai.statute.decisions import DECISIONS


def test_every_state_is_told():
    assert set(STATES) - {NEW} == set(states.STATES)


def test_every_step_the_applicant_is_told_of_has_a_sentence():
    outward = {row.event for row in APPLICATION.transitions} - HIDDEN_FROM_APPLICANT
    assert outward == set(happenings.TOLD)


def test_every_kind_of_reply_is_explained():
    assert {row.code for row in DECISIONS} == set(reasons.EVERYDAY)


@pytest.mark.parametrize(
    ("title", "content", "wanted"),
    [
        ("榕民规[2019] 1号", "", "榕民规[2019]1号"),
        ("", "想看《榕江县城乡低保动态管理办法》全文", "《榕江县城乡低保动态管理办法》"),
        ("关于2019年农村低保资金分配情况的通知", "", "农村低保资金分配"),
    ],
)
def test_words_are_looked_for_from_exact_to_loose(title, content, wanted):
    found = already_public.wordings(title, content)
    assert wanted in found and len(found) <= already_public.TRIES


def test_words_that_only_ask_are_not_looked_for():
    assert already_public.wordings("请提供相关信息", "") == []


@pytest.mark.parametrize(
    ("kind", "number", "is_right"),
    [
        ("resident", "11010519491231002X", True),
        ("resident", "110105194912310021", False),
        ("resident", "110105491231002", False),
        ("credit_code", "91350100M000100Y43", True),
        ("credit_code", "91350100M000100Y44", False),
        ("org_code", "MBY900115", True),
        ("org_code", "MBY900116", False),
        ("org_code", "黔榕社证字第0012号", True),
        ("passport", "ANYTHING 1", True),
        ("other", "残疾人证 123", True),
    ],
)
def test_only_slips_of_the_pen_are_found_in_numbers(kind, number, is_right):
    assert (documents.fault(kind, number) == "") is is_right
