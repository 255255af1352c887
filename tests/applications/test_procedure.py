"""补正, 征求意见, 延期, 说明理由, 收费: each with its letter, its clock and its refusals, through the actions."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.applications import actions
from gongkai.applications.book import BOOK
from tests.applications.conftest import PERSON, at

pytestmark = pytest.mark.django_db
D = date


def test_a_correction_goes_out_by_letter_and_the_period_starts_anew_when_it_comes(applied, clerk):
    case = applied(on=D(2023, 9, 22))
    case = actions.ask_correction(
        application=case, by=clerk, items=["请明确年度", "", "请明确乡镇"], until=D(2023, 10, 25), on=D(2023, 10, 9),
        at=at(D(2023, 10, 9)),
    )  # fmt: skip
    letter = case.letters.get(template="correction_notice")
    assert (case.state, case.due_on, case.bites_on) == ("correction_asked", None, D(2023, 10, 25))
    assert letter.number == "县民政局公开告〔2023〕1号" and "请明确乡镇" in str(letter.value)
    case = actions.receive_correction(
        application=case,
        by=None,
        from_applicant=True,
        content="2022年古州镇",
        on=D(2023, 10, 20),
        at=at(D(2023, 10, 20)),
    )
    assert (case.state, case.due_on, case.content) == ("in_process", D(2023, 11, 17), "2022年古州镇")
    with pytest.raises(ValidationError, match="已经通知过补正"):
        actions.ask_correction(
            application=case,
            by=clerk,
            items=["再问"],
            until=D(2023, 11, 10),
            on=D(2023, 10, 23),
            at=at(D(2023, 10, 23)),
        )


def test_a_refused_step_leaves_no_letter_and_uses_no_number(applied, clerk):
    case = applied(on=D(2023, 9, 22))
    late = D(2023, 10, 10)
    with pytest.raises(ValidationError, match="最迟2023年10月9日"):
        actions.ask_correction(
            application=case, by=clerk, items=["请明确"], until=D(2023, 10, 25), on=late, at=at(late)
        )
    assert not case.letters.filter(template="correction_notice").exists()


def test_silence_after_a_correction_lapses_only_by_a_persons_decision_after_the_limit(applied, clerk):
    case = applied(on=D(2024, 3, 1))
    case = actions.ask_correction(
        application=case, by=clerk, items=["请明确"], until=D(2024, 3, 15), on=D(2024, 3, 4), at=at(D(2024, 3, 4))
    )
    with pytest.raises(ValidationError, match="当日仍可补正"):
        actions.lapse_correction(
            application=case, by=clerk, checked="电话两次", on=D(2024, 3, 15), at=at(D(2024, 3, 15))
        )
    case = actions.lapse_correction(
        application=case, by=clerk, checked="3月18日两次电话未接", on=D(2024, 3, 18), at=at(D(2024, 3, 18))
    )
    assert (case.state, case.decision) == ("abandoned_correction", "closed.no_correction")
    assert "2024年3月15日" in str(case.letters.get(template="closed_no_correction").value)


def test_two_consultations_at_once_suspend_for_the_union_of_their_days(applied, clerk):
    case = applied(on=D(2024, 9, 6))
    one = actions.consult(
        application=case,
        by=clerk,
        kind="third_party",
        name="某某养老院",
        what="补贴明细",
        on=D(2024, 9, 12),
        at=at(D(2024, 9, 12)),
    )
    case.refresh_from_db()
    two = actions.consult(
        application=case,
        by=clerk,
        kind="co_maker",
        name="榕江县财政局",
        what="补贴明细",
        on=D(2024, 9, 18),
        at=at(D(2024, 9, 18)),
    )
    for party, day in ((one, D(2024, 9, 18)), (two, D(2024, 9, 19))):
        case = actions.record_party_receipt(application=case, by=clerk, party=party, on=day, at=at(day))
    case = actions.receive_opinion(
        application=case, by=clerk, party=two, view="agrees", on=D(2024, 9, 25), at=at(D(2024, 9, 25))
    )
    assert (case.state, case.due_on) == ("consulting", None)
    case = actions.receive_opinion(
        application=case,
        by=clerk,
        party=one,
        view="objects",
        reasons="涉及商业秘密",
        on=D(2024, 10, 8),
        at=at(D(2024, 10, 8)),
    )
    assert (case.state, case.due_on, case.safe_on) == ("in_process", D(2024, 10, 29), D(2024, 10, 28))


def test_neither_applicant_nor_third_party_learns_of_the_other(applied, clerk):
    case, day = applied(), D(2024, 9, 12)
    actions.consult(
        application=case, by=clerk, kind="third_party", name="独一无二养老院", contact="18800001111", what="补贴明细", on=day,
        at=at(day),
    )  # fmt: skip
    to_party = str(case.letters.get(template="consultation_third_party").value)
    to_applicant = str(case.letters.get(template="consultation_applicant").value)
    assert PERSON["name"] not in to_party and PERSON["id_number"] not in to_party and "独一无二养老院" in to_party
    assert "独一无二" not in to_applicant and "18800001111" not in to_applicant


def test_an_extension_is_proposed_by_the_handler_and_made_by_the_head_once(applied, clerk, office_head):
    case = applied(on=D(2025, 1, 16))
    day = D(2025, 2, 17)
    case = actions.propose_extension(
        application=case, by=clerk, working_days=20, reason="需要查阅历年档案", on=day, at=at(day)
    )
    assert (case.awaits, case.due_on) == ("extension", D(2025, 2, 19))
    with pytest.raises(PermissionDenied):
        actions.extend(application=case, by=clerk, on=day, at=at(day))
    case = actions.extend(application=case, by=office_head, on=day, at=at(day))
    assert (case.due_on, case.is_extended, case.awaits) == (D(2025, 3, 19), True, "")
    assert "2025年3月19日" in str(case.letters.get(template="extension_notice").value)
    with pytest.raises(ValidationError, match="不能再次延期：2025年2月17日"):
        actions.extend(
            application=case, by=office_head, working_days=5, reason="还要查", on=D(2025, 3, 3), at=at(D(2025, 3, 3))
        )


def test_reasons_that_do_not_convince_lead_to_a_letter_under_review(applied, clerk, leader):
    case = applied(on=D(2024, 5, 6))
    case = actions.ask_reasons(
        application=case, by=clerk, numbers="2024年4月以来提交46件", what="数量和频次的合理理由", until=D(2024, 5, 17),
        on=D(2024, 5, 8), at=at(D(2024, 5, 8)),
    )  # fmt: skip
    due = case.due_on
    case = actions.receive_reasons(
        application=case, by=None, from_applicant=True, text="就是想要", on=D(2024, 5, 13), at=at(D(2024, 5, 13))
    )
    assert case.due_on == due, "the clock runs on while reasons are awaited"
    case = actions.reject_reasons(
        application=case, by=clerk, why="与生产生活无关且重复", on=D(2024, 5, 14), at=at(D(2024, 5, 14))
    )
    letter = case.letters.get(decision="not_processed.excessive")
    assert (case.state, case.awaits) == ("in_approval", "review") and letter.facts["numbers_given"].startswith(
        "2024年4月"
    )
    case = actions.sign_reply(
        application=case, by=leader, seen_hash=letter.content_hash(), on=D(2024, 5, 15), at=at(D(2024, 5, 15))
    )
    assert case.state == "replied"


def test_reasons_that_convince_may_set_a_later_day(applied, clerk):
    case = applied(on=D(2024, 5, 6))
    case = actions.ask_reasons(
        application=case,
        by=clerk,
        numbers="46件",
        what="理由",
        until=D(2024, 5, 17),
        on=D(2024, 5, 8),
        at=at(D(2024, 5, 8)),
    )
    case = actions.receive_reasons(
        application=case, by=clerk, text="学术研究", on=D(2024, 5, 13), at=at(D(2024, 5, 13))
    )
    case = actions.accept_reasons(
        application=case,
        by=clerk,
        why="课题研究需要",
        delay_until=D(2024, 8, 30),
        on=D(2024, 5, 14),
        at=at(D(2024, 5, 14)),
    )
    assert (case.state, case.due_on) == ("in_process", D(2024, 8, 30))


def test_a_fee_by_pages_is_the_tariffs_and_payment_starts_the_period_anew(applied, office_head, clerk):
    case = applied(on=D(2026, 4, 13), wanted_form="paper", delivery_way="pick_up")
    case = actions.notify_fee(
        application=case, by=office_head, basis="pages", pages=250, on=D(2026, 5, 7), at=at(D(2026, 5, 7))
    )
    assert (case.state, case.due_on) == ("fee_noticed", None)
    assert case.events.last().facts["amount_yuan"] == 4700 and "4700" in str(
        case.letters.get(template="fee_notice").value
    ).replace(",", "")
    case = actions.record_fee_receipt(application=case, by=clerk, on=D(2026, 5, 8), at=at(D(2026, 5, 8)))
    assert case.bites_on == D(2026, 6, 4)
    with pytest.raises(ValidationError, match="应缴4700元"):
        actions.pay_fee(application=case, by=clerk, amount_yuan=4000, on=D(2026, 6, 2), at=at(D(2026, 6, 2)))
    case = actions.pay_fee(
        application=case, by=clerk, amount_yuan=4700, slip_number="黔财00012345", on=D(2026, 6, 2), at=at(D(2026, 6, 2))
    )
    assert (case.state, case.due_on) == ("in_process", D(2026, 7, 1))


def test_unpaid_it_lapses_after_the_limit_and_waived_it_goes_on(applied, office_head, clerk):
    case = applied(on=D(2026, 4, 13))
    case = actions.notify_fee(
        application=case, by=office_head, basis="pages", pages=68, on=D(2026, 5, 7), at=at(D(2026, 5, 7))
    )
    case = actions.record_fee_receipt(application=case, by=clerk, on=D(2026, 5, 8), at=at(D(2026, 5, 8)))
    case = actions.lapse_fee(application=case, by=clerk, on=D(2026, 6, 5), at=at(D(2026, 6, 5)))
    assert (case.state, case.decision) == ("abandoned_fee", "closed.fee_unpaid")
    other = applied(on=D(2026, 4, 13))
    other = actions.waive_fee(
        application=other, by=office_head, basis="pages", pages=68, reason="申请人为低保对象", on=D(2026, 4, 20),
        at=at(D(2026, 4, 20)),
    )  # fmt: skip
    assert BOOK.replay(other).fee_waived == 380 and other.state == "in_process"


def test_nobody_is_charged_for_the_tenth_application_of_a_month_and_the_eleventh_costs_a_hundred(applied, office_head):
    cases = [
        applied(on=D(2026, 4, 13), content=f"第{number}件的内容", title=f"第{number}件") for number in range(1, 12)
    ]
    with pytest.raises(ValidationError, match="没有应收的金额"):
        actions.notify_fee(
            application=cases[9], by=office_head, basis="items", on=D(2026, 4, 20), at=at(D(2026, 4, 20))
        )
    charged = actions.notify_fee(
        application=cases[10], by=office_head, basis="items", on=D(2026, 4, 20), at=at(D(2026, 4, 20))
    )
    assert charged.events.last().facts["amount_yuan"] == 100


def test_a_wrong_day_is_put_right_by_a_later_row_and_the_first_one_stays(applied, clerk):
    case = applied(on=D(2024, 9, 6))
    case = actions.amend(application=case, by=clerk, seq=1, on=D(2024, 9, 5), reason="收件章为9月5日")
    assert (case.received_on, case.due_on) == (D(2024, 9, 5), D(2024, 10, 10))
    assert next(row.happened_on for row in case.events.all()) == D(2024, 9, 6)
    with pytest.raises(ValidationError, match="更正理由"):
        actions.amend(application=case, by=clerk, seq=1, on=D(2024, 9, 4), reason=" ")


def test_a_correction_of_the_record_that_would_make_it_unlawful_is_refused(answered, clerk):
    case = answered()
    with pytest.raises(ValidationError, match=r"不能早于|早于上一环节"):
        actions.amend(application=case, by=clerk, seq=1, on=D(2024, 9, 23), reason="试试")
    assert BOOK.differences(case) == {}


def test_the_cache_is_what_replay_says_after_every_step(answered, applied, clerk):
    for case in (answered(), applied(channel="email"), applied()):
        case.refresh_from_db()
        assert BOOK.differences(case) == {}


def test_what_a_third_party_objected_to_leaves_only_after_it_was_told_in_writing(applied, clerk, leader):
    case, day = applied(on=D(2024, 6, 3)), D(2024, 6, 5)
    party = actions.consult(
        application=case, by=clerk, kind="third_party", name="某某养老院", what="补贴明细", on=day, at=at(day)
    )
    case = actions.receive_opinion(
        application=case,
        by=clerk,
        party=party,
        view="objects",
        reasons="经营秘密",
        on=D(2024, 6, 17),
        at=at(D(2024, 6, 17)),
    )
    day = D(2024, 6, 20)
    letter = actions.draft_reply(
        application=case, by=clerk, decision="granted", facts={"delivered": "补贴明细表"}, on=day, at=at(day)
    )
    case = actions.sign_reply(application=case, by=leader, seen_hash=letter.content_hash(), on=day, at=at(day))
    with pytest.raises(ValidationError, match="书面告知第三方"):
        actions.serve(application=case, by=clerk, way="online", on=day, at=at(day))
    case = actions.tell_third_party(
        application=case,
        by=clerk,
        party=party,
        what="各机构补贴金额",
        reasons="涉及财政资金使用，公众有权知晓",
        on=day,
        at=at(day),
    )
    told = str(case.letters.get(template="public_interest_notice").value)
    assert "财政资金使用" in told and PERSON["name"] not in told
    assert actions.serve(application=case, by=clerk, way="online", on=day, at=at(day)).state == "served"
