"""Events are appended, the cache follows from them, and nobody writes over what somebody else has just done."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.applications import actions
from gongkai.applications.book import BOOK
from gongkai.applications.models import Application, ApplicationEvent
from gongkai.audit.models import AppendOnly, AuditEntry
from gongkai.casework import signals
from gongkai.casework.facts import WrongFacts
from gongkai.casework.recording import MovedOn, Refused
from tests.applications.conftest import at

pytestmark = pytest.mark.django_db
D = date
SEPTEMBER = D(2024, 9, 10)


def note(case, by, text="已电话联系", day=SEPTEMBER, **more):
    return BOOK.record(case, "note", by=by, on=day, recorded_at=at(day), text=text, **more)


def recorded(case) -> list[tuple[int, str]]:
    return [(row.seq, row.event) for row in BOOK.events_of(case)]


def test_an_event_is_a_row_a_line_of_the_trail_and_a_new_cache_at_once(applied, clerk):
    case = applied(on=D(2024, 9, 6))
    row = BOOK.record(
        case, "extend", by=clerk, right="", on=SEPTEMBER, recorded_at=at(SEPTEMBER), working_days=10, reason="档案较多"
    )
    assert (row.seq, row.event, row.happened_on, row.by) == (3, "extend", SEPTEMBER, clerk)
    assert row.facts == {"working_days": 10, "reason": "档案较多"}
    case.refresh_from_db()
    assert (case.last_seq, case.is_extended, case.due_on) == (3, True, D(2024, 10, 24))
    line = AuditEntry.objects.filter(verb="application.extend").get()
    assert (line.subject, line.facts["seq"], line.facts["on"]) == (case.reference, 3, "2024-09-10")


def test_who_listens_hears_of_it_inside_the_transaction(applied, clerk):
    heard = []

    def listen(sender, case, event, standing, by, **_kwargs):
        heard.append((case.pk, event.event, standing.state, by))

    signals.recorded.connect(listen, sender=Application)
    try:
        case = applied()
    finally:
        signals.recorded.disconnect(listen, sender=Application)
    assert heard == [(case.pk, "submit_in_person", "received", clerk), (case.pk, "assign", "in_process", clerk)]


def test_replaying_the_rows_gives_what_is_cached(applied, clerk):
    """
    2023-09-22  received
    2023-10-09  correction asked for
    2023-10-20  correction received
    2023-10-23  a third party asked
    2023-11-01  its opinion
    """
    case = applied(on=D(2023, 9, 22))
    steps = (
        ("ask_correction", D(2023, 10, 9), {"items": ("年度",), "until": D(2023, 10, 25)}),
        ("receive_correction", D(2023, 10, 20), {"content": "2021年度"}),
        ("consult_third_party", D(2023, 10, 23), {"party": 1, "kind": "third_party"}),
        ("receive_opinion", D(2023, 11, 1), {"party": 1, "view": "objects", "reasons": "商业秘密"}),
    )
    for event, day, facts in steps:
        BOOK.record(case, event, by=clerk, on=day, recorded_at=at(day), **facts)
        case.refresh_from_db()
        assert BOOK.differences(case) == {}
        assert (case.state, case.last_seq) == (BOOK.replay(case).state, len(BOOK.events_of(case)))
    assert (case.day_zero, case.due_on, case.safe_on) == (D(2023, 10, 20), D(2023, 11, 28), D(2023, 11, 27))


def test_who_acts_on_an_old_page_is_told_what_has_happened_and_nothing_is_written(applied, clerk, office_head):
    case = applied()
    seen = case.last_seq
    note(case, office_head, seen=seen)
    before = recorded(case)
    with pytest.raises(MovedOn) as told:
        note(case, clerk, text="另一条", seen=seen)
    assert "龙祝仁已经办理了“备注”" in str(told.value) and "填写的内容仍在" in str(told.value)
    assert [row.event for row in told.value.since] == ["note"]
    assert recorded(case) == before
    assert note(case, clerk, text="另一条", seen=seen + 1).seq == seen + 2


def test_an_applicant_who_acted_meanwhile_is_not_named(applied, clerk):
    case = applied()
    BOOK.record(case, "suggest_publication", by=None, on=SEPTEMBER, recorded_at=at(SEPTEMBER))
    with pytest.raises(MovedOn, match="申请人或系统已经办理了“申请人建议公开”"):
        note(case, clerk, seen=case.last_seq)


@pytest.mark.parametrize(
    ("who", "event", "facts"),
    [
        ("secrecy_reviewer", "note", {"text": "…"}),
        ("clerk", "extend", {"working_days": 10, "reason": "档案较多"}),
        ("leader", "draft_reply", {"decision": "granted", "letter": 1}),
        ("administrator", "withdraw", {"how": "书面"}),
        ("stranger", "assign", {"handler": 1}),
        ("superuser", "note", {"text": "…"}),
    ],
)
def test_the_row_says_who_may(applied, request, who, event, facts):
    case = applied()
    before = recorded(case)
    with pytest.raises(PermissionDenied):
        BOOK.record(case, event, by=request.getfixturevalue(who), on=SEPTEMBER, recorded_at=at(SEPTEMBER), **facts)
    assert recorded(case) == before


def test_what_the_table_refuses_leaves_nothing_behind(applied, clerk):
    case = applied()
    before, lines = recorded(case), AuditEntry.objects.count()
    with pytest.raises(Refused, match="现在是“办理中”，不能“送达”") as refused:
        BOOK.record(case, "serve", by=clerk, on=SEPTEMBER, recorded_at=at(SEPTEMBER), letter=1, way="post")
    assert refused.value.article == "33,40"
    with pytest.raises(WrongFacts):
        BOOK.record(case, "note", by=clerk, on=SEPTEMBER, recorded_at=at(SEPTEMBER), words="…")
    case.refresh_from_db()
    assert (recorded(case), AuditEntry.objects.count(), case.state) == (before, lines, "in_process")


def test_rows_can_neither_be_changed_nor_deleted(applied):
    case = applied()
    row = case.events.first()
    row.happened_on = D(2024, 1, 1)
    for attempt in (
        row.save,
        row.delete,
        lambda: case.events.update(happened_on=D(2024, 1, 1)),
        lambda: case.events.all().delete(),
        lambda: ApplicationEvent.objects.bulk_update([row], ["happened_on"]),
    ):
        with pytest.raises(AppendOnly, match="记错的请另记一条更正"):
            attempt()
    assert case.events.get(seq=1).happened_on == D(2024, 9, 6)


def correct(case, by, seq, *, reason="日期记错", **what):
    return BOOK.supersede(
        case, seq, by=by, right="handle_applications", reason=reason, recorded_at=at(D(2024, 9, 20)), **what
    )


def test_a_correction_is_a_later_row_and_the_first_one_stays_readable(applied, clerk):
    case = applied(on=D(2024, 9, 6))
    row = correct(case, clerk, 1, on=D(2024, 9, 5))
    assert (row.seq, row.supersedes, row.reason) == (3, 1, "日期记错")
    case.refresh_from_db()
    assert (case.received_on, case.due_on) == (D(2024, 9, 5), D(2024, 10, 10))
    assert case.events.get(seq=1).happened_on == D(2024, 9, 6)
    assert BOOK.differences(case) == {}


def test_a_correction_gives_its_reason_and_needs_the_right(applied, clerk, secrecy_reviewer):
    case = applied()
    with pytest.raises(ValidationError, match="请写明更正理由"):
        correct(case, clerk, 1, reason="  ", on=D(2024, 9, 5))
    with pytest.raises(PermissionDenied):
        correct(case, secrecy_reviewer, 1, on=D(2024, 9, 5))
    with pytest.raises(ValidationError, match="没有第 9 条记录"):
        correct(case, clerk, 9, on=D(2024, 9, 5))
    assert len(recorded(case)) == 2


def test_only_a_first_record_can_be_corrected_and_a_second_correction_builds_on_the_first(applied, clerk):
    case = applied()
    note(case, clerk, text="申请人来电")
    correct(case, clerk, 3, text="申请人来访")
    with pytest.raises(ValidationError, match="它本身就是一条更正"):
        correct(case, clerk, 4, text="…")
    correct(case, clerk, 3, on=D(2024, 9, 11))
    last = case.events.last()
    assert (last.facts["text"], last.happened_on) == ("申请人来访", D(2024, 9, 11))


def test_a_correction_that_makes_a_later_step_unlawful_is_refused(applied, clerk):
    """A correction was asked for on the seventh day; received six days earlier, it would have come too late."""
    case = applied(on=D(2024, 9, 6))
    BOOK.record(
        case, "ask_correction", by=clerk, on=D(2024, 9, 18), recorded_at=at(D(2024, 9, 18)), items=("年度",),
        until=D(2024, 9, 30),
    )  # fmt: skip
    with pytest.raises(Refused, match="最迟2024年9月11日"):
        correct(case, clerk, 1, on=D(2024, 9, 2))
    assert len(recorded(case)) == 3


def test_an_annulled_record_counts_no_more_and_what_needs_it_protects_it(applied, clerk):
    case = applied()
    note(case, clerk)
    correct(case, clerk, 3, annul=True, reason="记到了别的案件")
    assert BOOK.differences(Application.objects.get(pk=case.pk)) == {}
    row = case.events.last()
    assert (row.event, row.supersedes, row.facts) == ("annul", 3, {})
    with pytest.raises(Refused, match="现在是“未登记”"):
        correct(case, clerk, 1, annul=True, reason="误登记")


def test_an_extension_annulled_gives_the_first_last_day_back(applied, clerk, office_head):
    case = applied(on=D(2024, 9, 6))
    case = actions.extend(
        application=case, by=office_head, working_days=10, reason="档案较多", on=SEPTEMBER, at=at(SEPTEMBER)
    )
    assert case.due_on == D(2024, 10, 24)
    correct(case, clerk, case.last_seq, annul=True, reason="没有经负责人同意")
    case.refresh_from_db()
    assert (case.due_on, case.is_extended) == (D(2024, 10, 11), False)
