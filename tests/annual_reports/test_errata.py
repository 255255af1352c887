"""勘误: what was signed stays as it was; a dated correction stands beside it in every format, signed by a second person."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from docx import Document

from gongkai.annual_reports import actions, errata, ledger, queries
from gongkai.annual_reports.actions import listing
from gongkai.annual_reports.models import AnnualReport, ReportErratum
from gongkai.annual_reports.papers import FORMATS
from gongkai.audit import queries as audit
from gongkai.audit.models import AuditEntry
from gongkai.workbench import trail
from tests.annual_reports.conftest import OVERVIEW
from tests.writers import read_back

NEW, OPEN = "table_three.new_received.natural_person", "table_three.carried_out.natural_person"
PENALTY = "table_two.art20_6.penalty.decisions"
WORDS = ("overview", "召开两次会议", "召开三次会议")
TWO = [(NEW, "", "2"), (OPEN, "", "2"), WORDS]
REASON = "漏计12月的两件申请"
PAGE = "/office/reports/2019/"


@pytest.fixture
def drafted(published_report, clerk) -> ReportErratum:
    return actions.draft_erratum(report=published_report, changes=TWO, reason=REASON, by=clerk)


@pytest.fixture
def corrected(drafted, leader) -> ReportErratum:
    return actions.sign_erratum(erratum=drafted, by=leader, seen=drafted.sha256)


def test_the_signed_report_stays_as_it_was_and_the_correction_stands_beside_it(corrected, published_report, organ):
    shown = queries.published_report(organ, 2019)
    report = AnnualReport.objects.get(pk=published_report.pk)
    assert (report.sha256, report.frozen) == (published_report.sha256, published_report.frozen)
    assert shown.compiled.numbers[NEW] == 0
    assert OVERVIEW in shown.sections["overview"]
    (erratum,) = shown.errata
    assert (erratum.published_on, erratum.reason) == (timezone.localdate(), REASON)
    assert [(change.at, change.said, change.says) for change in erratum.changes] == [
        (NEW, "0", "2"), (OPEN, "0", "2"), ("overview", "召开两次会议", "召开三次会议"),
    ]  # fmt: skip


def test_next_year_goes_on_from_the_corrected_numbers_with_their_totals(corrected, organ):
    found = queries.corrected_report(organ, 2019)
    assert found.compiled.numbers[OPEN] == 2
    assert found.compiled.numbers["table_three.carried_out.total"] == 2
    assert "召开三次会议" in found.sections["overview"]
    assert found.compiled.applications["carried_out"] == 2


def test_nothing_is_public_before_the_second_person_has_signed(drafted, organ):
    assert queries.published_report(organ, 2019).errata == ()
    assert queries.corrected_report(organ, 2019).compiled.numbers[NEW] == 0


def test_the_writer_does_not_sign_and_a_text_changed_since_is_not_signed(drafted, clerk, leader, office_head, organ):
    with pytest.raises(PermissionDenied):
        actions.sign_erratum(erratum=drafted, by=clerk, seen=drafted.sha256)
    old = drafted.sha256
    again = actions.draft_erratum(
        report=drafted.report, changes=[(PENALTY, "", "3")], reason="台账核对", by=office_head
    )
    assert again.pk == drafted.pk
    with pytest.raises(ValidationError, match="又有改动"):
        actions.sign_erratum(erratum=again, by=leader, seen=old)
    ReportErratum.objects.filter(pk=again.pk).update(drafted_by=leader)
    with pytest.raises(PermissionDenied, match="是您写的"):
        actions.sign_erratum(erratum=again, by=leader, seen=again.sha256)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([], "至少一处"),
        ([(NEW, "", "2")], "不平衡"),
        ([("table_three.processed_total.natural_person", "", "2")], "合计"),
        ([("nowhere", "", "2")], "没有“nowhere”这一处"),
        ([(PENALTY, "", "三")], "应更正为数字"),
        ([(PENALTY, "", "-1")], "不能小于0"),
        ([(PENALTY, "", "1.5")], "应为整数"),
        ([(PENALTY, "", "0")], "不用更正"),
        ([(PENALTY, "", "1"), (PENALTY, "", "2")], "写了两次"),
        ([("overview", "没有这段话", "新的话")], "现在出现0次"),
        ([("overview", "", "新的话")], "照抄一段"),
        ([("overview", "会议", "会议")], "前后一样"),
        ([("table_two.art20_1.regulation.made", "", "1")], "不平衡"),
    ],
)
def test_a_correction_that_cannot_hold_is_refused_with_the_reason(published_report, clerk, changes, why):
    with pytest.raises(ValidationError) as refusal:
        actions.draft_erratum(report=published_report, changes=changes, reason=REASON, by=clerk)
    assert why in "".join(refusal.value.messages)
    assert not ReportErratum.objects.exists()


def test_a_correction_needs_a_reason_a_published_report_and_the_right(signed_report, clerk, chief):
    with pytest.raises(ValidationError, match="还没有公布"):
        actions.draft_erratum(report=signed_report, changes=TWO, reason=REASON, by=clerk)
    with pytest.raises(PermissionDenied):
        actions.draft_erratum(report=signed_report, changes=TWO, reason=REASON, by=chief)


def test_without_a_reason_nothing_is_kept(published_report, clerk):
    with pytest.raises(ValidationError, match="原因"):
        actions.draft_erratum(report=published_report, changes=TWO, reason=" ", by=clerk)


def test_a_second_correction_goes_on_from_the_first(corrected, clerk, leader, organ):
    second = actions.draft_erratum(
        report=corrected.report, changes=[(NEW, "", "3"), (OPEN, "", "3")], reason="又漏一件", by=clerk
    )
    actions.sign_erratum(erratum=second, by=leader, seen=second.sha256)
    first, last = queries.published_report(organ, 2019).errata
    assert (first.changes[0].says, last.changes[0].said, last.changes[0].says) == ("2", "2", "3")
    assert queries.corrected_report(organ, 2019).compiled.numbers[NEW] == 3
    with pytest.raises(ValidationError, match="已经签发公布"):
        actions.drop_erratum(erratum=second, by=clerk)


def test_a_correction_altered_behind_the_actions_is_shown_to_nobody(corrected, organ):
    ReportErratum.objects.filter(pk=corrected.pk).update(content=corrected.content.replace("漏计", "多计"))
    assert queries.published_report(organ, 2019).errata == ()


def test_one_that_nobody_signed_can_be_dropped_and_the_trail_keeps_its_digest(drafted, clerk, published_report):
    actions.drop_erratum(erratum=drafted, by=clerk)
    assert not ReportErratum.objects.exists()
    verbs = {row.verb: row.facts for row in audit.of(published_report.reference)}
    assert verbs["report.erratum_dropped"]["sha256"] == drafted.sha256


def test_every_format_shows_the_correction_with_its_date_and_the_first_number(corrected, organ):
    shown = queries.published_report(organ, 2019)
    today = timezone.localdate()
    title = f"{today.year}年{today.month}月{today.day}日勘误"
    table = read_back.from_html(shown.html)["report-erratum-1"]
    assert [line[1:] for line in table] == [
        ["原为", "更正为"],
        ["0", "2"],
        ["0", "2"],
        ["召开两次会议", "召开三次会议"],
    ]
    assert "公布后有勘误" in shown.html
    word = FORMATS["docx"].write(shown)
    assert read_back.from_docx(word)[-1] == table
    assert title in [paragraph.text for paragraph in Document(io.BytesIO(word)).paragraphs]
    pages = pypdfium2.PdfDocument(FORMATS["pdf"].write(shown))
    assert title in "".join(page.get_textpage().get_text_range() for page in pages)
    sheets = read_back.from_xlsx(FORMATS["xlsx"].write(shown))
    assert sheets[title] == table
    line = next(
        row
        for row in csv.DictReader(io.StringIO(FORMATS["csv"].write(shown).decode("utf-8-sig")))
        if row["单元"] == NEW
    )
    assert (line["数值"], line["更正为"], line["更正日期"]) == ("0", "2", today.isoformat())
    (element,) = ElementTree.fromstring(FORMATS["xml"].write(shown)).iter("erratum")
    assert (element.get("publishedOn"), element.findtext("reason/p")) == (today.isoformat(), REASON)
    assert element.find("change").get("at") == NEW
    data = json.loads(shown.as_json())
    assert data["errata"][0]["changes"][0] | {"where": ""} == {"at": NEW, "where": "", "said": "0", "says": "2"}
    assert data["tables"]["table_three"]["new_received"]["natural_person"] == 0
    assert title in ledger.text(shown)


def test_a_total_in_the_csv_is_corrected_with_its_cells(corrected, organ):
    rows = csv.DictReader(io.StringIO(FORMATS["csv"].write(queries.published_report(organ, 2019)).decode("utf-8-sig")))
    found = {row["单元"]: (row["数值"], row["更正为"]) for row in rows if row["更正为"]}
    assert found == {
        NEW: ("0", "2"), OPEN: ("0", "2"),
        "table_three.new_received.total": ("0", "2"), "table_three.carried_out.total": ("0", "2"),
    }  # fmt: skip


def test_the_public_page_shows_the_correction_below_the_report(client, corrected, organ):
    page = client.get(f"/o/{organ.slug}/reports/2019/").content.decode()
    assert page.index("annual-report-foot") < page.index('id="report-errata"')
    assert REASON in page


def test_the_catalogue_gets_the_correction_by_one_button_cleared_by_its_signer(corrected, clerk, leader, organ):
    report = AnnualReport.objects.get(organ=organ, year=2019)
    assert not listing.is_current(report)
    item = actions.list_in_catalogue(report=report, by=clerk)
    item.refresh_from_db()
    assert REASON in item.body
    assert item.is_cleared()
    assert item.attachments.count() == 2


def test_a_correction_signed_by_a_writer_of_the_report_is_public_and_leaves_the_listing_to_the_usual_way(
    published_report, clerk, leader, office_head, organ
):
    published_report.writers.add(leader)
    drafted = actions.draft_erratum(
        report=published_report, changes=[(PENALTY, "", "3")], reason=REASON, by=office_head
    )
    actions.sign_erratum(erratum=drafted, by=leader, seen=drafted.sha256)
    assert len(queries.published_report(organ, 2019).errata) == 1
    assert "两个人" in listing.obstacle(published_report, clerk)


def test_amounts_and_fees_can_be_corrected(published_report, clerk, leader, organ):
    fee = [
        ("fees.notices", "", "1"),
        ("fees.amount_yuan", "", "100.50"),
        ("table_two.art20_9.central_procurement.amount", "", "52.15"),
    ]
    drafted = actions.draft_erratum(report=published_report, changes=fee, reason=REASON, by=clerk)
    actions.sign_erratum(erratum=drafted, by=leader, seen=drafted.sha256)
    found = queries.corrected_report(organ, 2019).compiled
    assert found.fees == {"notices": 1, "amount_yuan": Decimal("100.5"), "received_yuan": 0}
    assert found.numbers["table_two.art20_9.central_procurement.amount"] == Decimal("52.15")


def test_corrected_without_corrections_is_the_report_itself(published_report, organ):
    shown = queries.published_report(organ, 2019)
    assert errata.corrected(shown) is shown
    assert errata.from_content(errata.to_content("ab", (), "因")).reason == "因"
    assert errata.Erratum((), "因", date(2025, 3, 1)).title == "2025年3月1日勘误"


def _words(response) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_at_the_office_one_writes_another_signs_and_what_is_refused_is_still_typed(
    signed_in, published_report, clerk, leader, organ
):
    client = signed_in(clerk)
    posted = {"do": "erratum", "at-1": NEW, "says-1": "2", "erratum-reason": REASON}
    refused = client.post(PAGE, posted)
    assert "不平衡" in _words(refused)
    assert REASON in refused.content.decode()
    assert f'<option value="{NEW}" selected>' in refused.content.decode()
    answer = client.post(PAGE, posted | {"at-2": OPEN, "says-2": "2"}, follow=True)
    assert "等待另一人签发" in _words(answer)
    assert 'value="erratum_sign"' not in answer.content.decode()
    head = signed_in(leader)
    seen = re.search(r'name="seen" value="(\w+)"', head.get(PAGE).content.decode()).group(1)
    assert "勘误已签发并公布" in _words(head.post(PAGE, {"do": "erratum_sign", "seen": seen}, follow=True))
    assert len(queries.published_report(organ, 2019).errata) == 1
    assert "没有等待签发的勘误" in _words(head.post(PAGE, {"do": "erratum_sign", "seen": seen}))


def test_a_line_without_a_place_is_told_and_an_open_correction_can_be_dropped(signed_in, drafted, clerk):
    client = signed_in(clerk)
    assert "请选择要更正的是哪一格" in _words(
        client.post(PAGE, {"do": "erratum", "says-1": "2", "erratum-reason": "因"})
    )
    assert "已放弃" in _words(client.post(PAGE, {"do": "erratum_drop"}, follow=True))
    assert not ReportErratum.objects.exists()


def test_the_trail_names_places_and_the_signer_in_words(corrected, clerk, leader, organ):
    drafted = trail.read(list(AuditEntry.objects.filter(verb="report.erratum_drafted")), organ)[0]
    assert "自然人、" in dict(drafted.told)["更正的内容"]
    assert drafted.what == "年报：拟写勘误"
    signed = trail.read(list(AuditEntry.objects.filter(verb="clearance.cleared").order_by("-number")[:1]), organ)[0]
    assert (signed.who, dict(signed.told)["凭其签发"]) == (clerk.get_full_name(), leader.get_full_name())


def test_the_list_of_years_tells_that_a_correction_waits_until_it_is_signed(signed_in, drafted, leader):
    client = signed_in(leader)
    assert "勘误待签发" in _words(client.get("/office/reports/"))
    actions.sign_erratum(erratum=drafted, by=leader, seen=drafted.sha256)
    assert "勘误待签发" not in _words(client.get("/office/reports/"))


def test_no_form_for_corrections_stands_on_a_draft(signed_in, draft_report, clerk):
    assert 'id="errata"' not in signed_in(clerk).get(PAGE).content.decode()
