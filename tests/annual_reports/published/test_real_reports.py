"""Published reports are read with every cell right, every recorded fault found and none invented.

Runs only where the collection of real reports lies beside the project: the texts are not ours to ship.
"""

import json

import pytest

from gongkai.annual_reports.published import check
from gongkai.statute.annual_report.forms import form_named
from gongkai.statute.annual_report.tables import Tables
from tests.annual_reports.published import real
from tests.annual_reports.published.markups import WAYS, write

NAMES = real.names()

if NAMES:

    @pytest.mark.parametrize("name", NAMES)
    def test_a_real_report_is_read_and_judged(name):
        tally = real.tally(name)
        print(f"{name}: {tally.right}/{tally.cells} cells, {tally.found}/{tally.recorded} faults")
        assert (tally.right, tally.extra) == (tally.cells, 0)
        assert tally.missed == ()
        assert tally.false_alarms == ()

    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize("name", ["jinhu-2023", "suqian-2024"])
    def test_figures_of_a_whole_report_read_the_same_in_every_way_of_setting_them_down(name, way):
        known = real.expected(name)
        form = form_named(known["format"])
        tables = Tables(known["table_two"], known["table_three"], known["table_four"])
        verdict = check(write(form, tables, way))
        assert verdict.unread == ()
        assert json.loads(json.dumps(real.flat(verdict.tables), default=float)) == pytest.approx(real.flat(known))
        arithmetic = [(f["rule"], f["at"]) for f in known["violations"] if f["rule"][:2] in {"T2", "T3", "T4"}]
        found = [
            (b.rule, b.at) for b in verdict.breaches if b.rule[:2] in {"T2", "T3", "T4"} and b.rule != "T2.rulemaking"
        ]
        assert found == arithmetic
