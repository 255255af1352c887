"""The trail: every change of it is found and named, and nobody changes it by accident."""

import pytest
from django.db import connection

from gongkai.audit import actions, queries
from gongkai.audit.chain import GENESIS, faults, row_hash
from gongkai.audit.models import AppendOnly, AuditEntry, TrailSeal
from gongkai.catalogue import actions as catalogue
from tests.cast import when


@pytest.fixture
def trail(superuser):
    for number in range(1, 9):
        actions.record(verb="item.drafted", by=superuser, organ="rongjiang-mzj", subject=f"item:{number}", place=number)
    assert queries.verify() == (8, [])


def sql(statement: str, *values) -> None:
    """A hand in the database, behind the back of the models."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def places() -> list[int]:
    return [fault.number for fault in queries.verify()[1]]


def test_the_chain_is_whole_after_everything_an_organ_does(published, organ, leader, clerk, office_head, heading):
    item = published(title="防汛值班安排")
    catalogue.move(item=item, heading=heading("0315"), by=office_head)
    catalogue.record_posting(item=item, channel="wechat", at=when(2019, 7, 1), by=clerk)
    catalogue.revise(item=item, by=clerk, title="防汛值班安排（更正）")
    catalogue.withdraw(item=item, by=leader, reason="error")
    length, found = queries.verify()
    assert length == AuditEntry.objects.count() > 10
    assert found == []
    verbs = list(AuditEntry.objects.filter(subject=item.reference).values_list("verb", flat=True))
    assert verbs == [
        "item.drafted", "clearance.submitted", "clearance.cleared", "item.disclosed", "item.moved", "item.posted",
        "item.revised", "item.withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor", "bieren"), ("verb", "item.disclosed"), ("subject", "item:99"), ("organ", "rongjiang-jyj"),
     ("facts", '{"place": 50}'), ("recorded_at", "2019-01-02 03:04:05")],
)  # fmt: skip
def test_an_edited_row_is_named_whichever_column_was_edited(trail, column, value):
    sql(f"UPDATE audit_auditentry SET {column} = %s WHERE number = 4", value)
    [fault] = queries.verify()[1]
    assert fault.number == 4
    assert "第 4 行的内容被改动" in fault.message


def test_an_edited_row_with_a_recomputed_hash_breaks_at_the_next_row(trail):
    row = AuditEntry.objects.get(number=4).as_row() | {"actor": "bieren"}
    sql(
        "UPDATE audit_auditentry SET actor = %s, hash = %s WHERE number = 4",
        "bieren",
        row_hash(row["previous_hash"], row),
    )
    [fault] = queries.verify()[1]
    assert fault.number == 5 and "接不上" in fault.message


def test_a_row_removed_in_the_middle_is_named(trail):
    sql("DELETE FROM audit_auditentry WHERE number = 4")
    [fault] = queries.verify()[1]
    assert fault.number == 4 and "第 4 行缺失" in fault.message


def test_a_row_removed_in_the_middle_and_the_numbers_closed_up_is_found(trail):
    sql("DELETE FROM audit_auditentry WHERE number = 4")
    for number in range(5, 9):
        sql("UPDATE audit_auditentry SET number = %s WHERE number = %s", number - 1, number)
    assert 4 in places()


def test_rows_cut_off_at_the_end_are_found_by_the_seal(trail):
    sql("DELETE FROM audit_auditentry WHERE number > 6")
    [fault] = queries.verify()[1]
    assert fault.number == 7
    assert fault.message == "末尾应为第 8 行，实际到第 6 行"


def test_a_cut_with_a_forged_count_is_found_by_the_head(trail):
    sql("DELETE FROM audit_auditentry WHERE number > 6")
    TrailSeal.objects.update(count=6)
    [fault] = queries.verify()[1]
    assert fault.number == 6 and "与封存的末行不一致" in fault.message


def test_an_emptied_trail_is_found(trail):
    sql("DELETE FROM audit_auditentry")
    assert [fault.message for fault in queries.verify()[1]] == ["末尾应为第 8 行，实际到第 0 行"]


def test_two_rows_that_changed_places_are_found(trail):
    for old, new in ((3, 1000), (5, 3), (1000, 5)):
        sql("UPDATE audit_auditentry SET number = %s WHERE number = %s", new, old)
    assert {3, 5} <= set(places())


def test_a_row_put_in_between_is_found(trail):
    for number in range(8, 4, -1):
        sql("UPDATE audit_auditentry SET number = %s WHERE number = %s", number + 1, number)
    before = AuditEntry.objects.get(number=4)
    forged = AuditEntry(
        number=5, recorded_at=before.recorded_at, actor="root", verb="item.disclosed", previous_hash=before.hash
    )
    forged.hash = row_hash(before.hash, forged.as_row())
    forged.save()
    found = places()
    assert 6 in found, "the row that stood after number 4 no longer follows it"
    assert found[-1] == 10, "and the seal knows of eight rows only"


def test_a_row_added_at_the_end_past_the_seal_is_found(trail):
    last = AuditEntry.objects.get(number=8)
    forged = AuditEntry(number=9, recorded_at=last.recorded_at, actor="root", verb="x", previous_hash=last.hash)
    forged.hash = row_hash(last.hash, forged.as_row())
    forged.save()
    assert "末尾应为第 8 行，实际到第 9 行" in queries.verify()[1][0].message


@pytest.mark.parametrize(
    "attempt",
    [
        lambda rows: rows.update(actor="bieren"),
        lambda rows: rows.filter(number=2).delete(),
        lambda rows: rows.bulk_update(list(rows), ["actor"]),
        lambda rows: rows.first().save(),
        lambda rows: rows.first().delete(),
    ],
    ids=["update", "delete", "bulk_update", "save a row", "delete a row"],
)
def test_the_models_refuse_to_change_or_delete_a_row(trail, attempt):
    with pytest.raises(AppendOnly, match="审计记录只能追加"):
        attempt(AuditEntry.objects.all())
    assert queries.verify() == (8, [])


def test_an_act_that_fails_leaves_no_trace_and_no_gap(trail, superuser):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        actions.record(verb="item.drafted", by=superuser)
        raise RuntimeError
    actions.record(verb="item.drafted", by=superuser)
    assert queries.verify() == (9, [])


def test_the_system_signs_as_itself_and_long_subjects_are_cut(trail):
    entry = actions.record(verb="item.withdrawn", by=None, subject="x" * 300, on=when(2019, 5, 15).date())
    entry.refresh_from_db()
    assert (entry.actor, len(entry.subject), entry.facts) == ("system", 200, {"on": "2019-05-15"})
    assert queries.verify() == (9, [])


def test_the_rows_about_one_thing_come_newest_first(trail, superuser):
    actions.record(verb="item.revised", by=superuser, subject="item:3")
    assert [entry.verb for entry in queries.of("item:3")] == ["item.revised", "item.drafted"]
    assert len(queries.of("item:3", limit=1)) == 1


def test_anybody_can_verify_an_export_without_this_software(trail):
    rows = [entry.as_row() for entry in AuditEntry.objects.all()]
    seal = TrailSeal.objects.get()
    assert rows[0]["previous_hash"] == GENESIS
    assert faults(rows, count=seal.count, head=seal.head) == []
    rows[2]["facts"] = {}
    assert [fault.number for fault in faults(rows, count=seal.count, head=seal.head)] == [3]
