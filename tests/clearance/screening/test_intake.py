"""A file is read before it is kept: a classification mark keeps it out, everything else comes in with a cleaned copy."""

import io
import json
import zipfile
from html import unescape

import pytest

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.models import CleanedCopy, Finding, RefusedUpload, Scan
from gongkai.clearance.screening import intake
from gongkai.pages.models import StoredFile
from tests.clearance.screening import files

pytestmark = pytest.mark.django_db


def kept(stored) -> bytes:
    with stored.open() as stream:
        return stream.read()


@pytest.mark.parametrize("name", ["批复.docx", "批复.txt", "批复.csv"])
def test_a_file_with_a_mark_is_refused_and_nothing_of_it_is_kept(name, organ, clerk):
    data = files.word(files.MARK, "秘密的正文") if name.endswith("docx") else f"{files.MARK}\n\n秘密的正文\n".encode()
    with pytest.raises(intake.MarkedSecret) as refusal:
        intake.take_in(files.upload(name, data), organ=organ, by=clerk)
    sentence = refusal.value.messages[0]
    assert "24小时内报告" in sentence and "没有保留它的任何内容" in sentence
    assert not StoredFile.objects.exists() and not Scan.objects.exists() and not Finding.objects.exists()
    [row] = RefusedUpload.objects.all()
    assert (row.by, row.organ, row.rule, len(row.sha256)) == (clerk, organ, "SECRET", 64)
    trail = json.dumps([entry.facts for entry in AuditEntry.objects.all()], ensure_ascii=False)
    assert "秘密的正文" not in trail and "机密" not in trail


def test_what_is_public_is_a_copy_without_author_comment_or_hidden_sheet_and_the_original_stays(organ, clerk):
    data = files.sheet([["姓名", "金额"], ["石文", 300]], hidden=[["证号"], [files.IDENTITY]], comment="先压一压")
    stored = intake.take_in(files.upload("名单.xlsx", data), organ=organ, by=clerk)
    with zipfile.ZipFile(io.BytesIO(kept(stored))) as package:
        everything = unescape(b"".join(package.read(name) for name in package.namelist()).decode())
    for gone in ("姬晓东", "先压一压", files.IDENTITY):
        assert gone not in everything
    assert "石文" in everything
    assert kept(stored.original) == data
    copy = CleanedCopy.objects.get(sha256=stored.sha256)
    assert {row["what"] for row in copy.removed} >= {"hidden_sheet", "comment"} and copy.refused == []


def test_a_file_that_needs_no_cleaning_is_kept_once_as_it_came(organ, clerk):
    stored = intake.take_in(files.upload("说明.txt", "平常的说明".encode()), organ=organ, by=clerk)
    assert stored.original is None and kept(stored) == "平常的说明".encode()
    assert CleanedCopy.objects.filter(sha256=stored.sha256).exists()


def test_the_same_bytes_are_read_once(organ, clerk, monkeypatch):
    intake.take_in(files.upload("甲.txt", b"1"), organ=organ, by=clerk)
    before = Scan.objects.count()
    intake.take_in(files.upload("乙.txt", b"1"), organ=organ, by=clerk)
    assert Scan.objects.count() == before


def test_a_finding_never_holds_the_value(organ, clerk):
    intake.take_in(files.upload("名单.txt", f"石文，身份证号{files.IDENTITY}".encode()), organ=organ, by=clerk)
    [row] = Finding.objects.filter(rule="ID18")
    told = " ".join(str(getattr(row, field.name)) for field in Finding._meta.fields)
    assert files.IDENTITY not in told and files.IDENTITY[6:14] not in told


def test_a_typed_text_with_a_mark_is_refused_before_a_word_is_saved(draft, clerk):
    with pytest.raises(intake.MarkedSecret):
        draft(title="批复", body=f"<p>{files.MARK}</p><p>秘密的正文</p>")
    assert not DisclosureItem.objects.exists()
    assert RefusedUpload.objects.get().by == clerk


def test_a_revision_with_a_mark_is_refused_and_the_draft_stays_as_it_was(draft, clerk):
    item = draft(body="<p>平常的正文</p>")
    with pytest.raises(intake.MarkedSecret):
        catalogue.revise(item=item, by=clerk, body=f"<p>{files.MARK}</p>")
    assert item.revisions.count() == 1
    assert "机密" not in json.dumps([revision.content for revision in item.revisions.all()], ensure_ascii=False)


def test_a_text_about_marks_is_no_mark(draft):
    item = draft(body="<p>依法确定为国家秘密的政府信息，不予公开。国家秘密的密级分为绝密、机密、秘密三级。</p>")
    assert item.pk and not RefusedUpload.objects.exists()


def test_a_file_of_an_application_with_a_mark_is_refused_too(organ):
    from gongkai.applications.actions.unsent import keep_unsent
    from tests.pages import samples

    assert keep_unsent(files.upload("图.png", samples.GENUINE["png"]), organ=organ).sealed
    assert not RefusedUpload.objects.exists()
