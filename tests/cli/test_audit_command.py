"""`gongkai audit verify`: a whole trail is said to be whole, a touched one says where."""

import json

import pytest
from django.db import connection

from gongkai.audit import actions
from gongkai.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    for number in range(1, 7):
        actions.record(verb="test.happened", by=None, subject=f"thing:{number}", number=number)


def touch(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_whole_trail_exits_with_zero(trail, capsys):
    assert main(["audit", "verify"]) == 0
    assert "6 行，完整无误" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE audit_auditentry SET actor = 'somebody' WHERE number = 3", "第 3 行的内容被改动"),
        ("DELETE FROM audit_auditentry WHERE number = 4", "第 4 行缺失"),
        ("DELETE FROM audit_auditentry WHERE number = 6", "末尾应为第 6 行"),
    ],
)
def test_touched_trail_exits_with_one_and_names_the_row(trail, capsys, sql, named):
    touch(sql)
    assert main(["audit", "verify"]) == 1
    assert named in capsys.readouterr().out


def test_json_tells_a_program_the_same(trail, capsys):
    touch("DELETE FROM audit_auditentry WHERE number = 2")
    assert main(["audit", "verify", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == 5
    assert told["faults"][0]["number"] == 2


def test_exported_rows_can_be_verified_without_the_database(trail, capsys):
    from gongkai.audit.chain import faults

    assert main(["audit", "export"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert faults(rows, count=6, head=rows[-1]["hash"]) == []
    rows[2]["facts"]["number"] = 99
    assert [fault.number for fault in faults(rows, count=6, head=rows[-1]["hash"])] == [3]
