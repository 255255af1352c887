"""The editor loses nothing, and says what is wrong where it is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.pages.models import StoredFile

pytestmark = pytest.mark.django_db
ADD = "/office/items/add/0314/"


def edit(item):
    return reverse("office_edit", args=[item.pk])


def test_a_new_item_starts_with_what_its_heading_knows(signed_in, clerk):
    page = signed_in(clerk).get(ADD).content.decode()
    assert 'value="榕江县民政局"' in page and "第二十条" in page


def test_a_title_of_five_thousand_characters_is_refused_with_count_and_limit_and_nothing_is_lost(
    signed_in, clerk, sheet, words
):
    answer = signed_in(clerk).post(ADD, sheet(title="长" * 5000, body="<p>写了半天的正文</p>"))
    assert answer.status_code == 422
    said = words(answer)
    assert "5000 个字" in said and "最多 255 个字" in said
    assert "写了半天的正文" in answer.content.decode() and "长" * 5000 in answer.content.decode()
    assert 'href="#field-title"' in answer.content.decode()
    assert not DisclosureItem.objects.exists()


def test_a_draft_saved_by_somebody_else_meanwhile_is_not_overwritten(signed_in, clerk, chief, draft, sheet, words):
    item = draft()
    base = item.latest_revision_id
    catalogue.revise(item=item, by=chief, title="股长改过的标题")
    client = signed_in(clerk)
    answer = client.post(edit(item), sheet(title="信息员的标题", base_revision=base))
    said = words(answer)
    assert "潘谷章" in said and "还没有保存" in said and "以我的版本为准" in said
    assert 'value="信息员的标题"' in answer.content.decode()
    item.refresh_from_db()
    assert item.get_latest_revision_as_object().title == "股长改过的标题"
    compare = reverse("office_compare", args=[item.pk, str(base), str(item.latest_revision_id)])
    assert compare in answer.content.decode() and "股长改过的标题" in words(client.get(compare))

    client.post(edit(item), sheet(title="信息员的标题", base_revision=base, overrule=item.latest_revision_id))
    item.refresh_from_db()
    assert item.get_latest_revision_as_object().title == "信息员的标题"
    assert item.revisions.count() == 3


def test_ticking_my_version_does_not_overrule_a_third_version_nobody_has_seen(
    signed_in, clerk, chief, draft, sheet, words
):
    item = draft()
    catalogue.revise(item=item, by=chief, title="第二版")
    item.refresh_from_db()
    seen = item.latest_revision_id
    catalogue.revise(item=item, by=chief, title="第三版")
    answer = signed_in(clerk).post(edit(item), sheet(title="我的", base_revision=seen, overrule=seen))
    assert "还没有保存" in words(answer)
    item.refresh_from_db()
    assert item.get_latest_revision_as_object().title == "第三版"


def test_scripts_are_taken_out_with_a_word_about_it(signed_in, clerk, sheet, words):
    body = (
        '<p onclick="x()">正文</p><script>alert(1)</script><iframe src="http://a"></iframe><img src="http://b/c.png">'
    )
    answer = signed_in(clerk).post(ADD, sheet(body=body), follow=True)
    kept = DisclosureItem.objects.get().body
    assert "正文" in kept and "script" not in kept and "onclick" not in kept and "http" not in kept
    said = words(answer)
    assert "脚本（script） 1 处" in said and "onclick" in said and "嵌入的网页" in said and "不在本站的图片" in said


def test_a_clean_text_is_saved_without_a_warning(signed_in, clerk, sheet, words):
    answer = signed_in(clerk).post(
        ADD, sheet(body="<h2>一</h2><p>正文</p><table><tr><td>1</td></tr></table>"), follow=True
    )
    assert "去掉了" not in words(answer)


def test_what_is_missing_is_listed_with_links_and_the_draft_is_safe(signed_in, clerk, sheet, words):
    answer = signed_in(clerk).post(ADD, sheet(summary="", body="", submit="1"), follow=True)
    page = answer.content.decode()
    assert "还差这些才能送审" in words(answer)
    assert 'href="#field-summary"' in page and 'href="#field-body"' in page
    assert DisclosureItem.objects.get().title == "关于做好春荒救助工作的通知"


def test_an_index_number_brought_along_is_refused_when_taken(signed_in, clerk, draft, sheet, words):
    taken = draft(title="早先的信息").index_number
    answer = signed_in(clerk).post(ADD, sheet(index_number=taken))
    assert "已经用于“早先的信息”" in words(answer)
    signed_in(clerk).post(ADD, sheet(index_number="GZ-2008-77"))
    assert DisclosureItem.objects.filter(index_number="GZ-2008-77").exists()


def test_an_index_number_cannot_be_changed_later(signed_in, clerk, draft, sheet):
    item = draft()
    number = item.index_number
    signed_in(clerk).post(edit(item), sheet(index_number="BIE-DE", base_revision=item.latest_revision_id))
    item.refresh_from_db()
    assert item.index_number == number
    assert 'name="index_number"' not in signed_in(clerk).get(edit(item)).content.decode()


def test_a_closed_heading_takes_nothing_more_and_the_text_stays_in_the_form(
    signed_in, clerk, office_head, heading, sheet, words
):
    from datetime import date

    catalogue.close_heading(heading=heading("0314"), on=date(2019, 5, 1), by=office_head)
    answer = signed_in(clerk).post(ADD, sheet(body="<p>白写了吗</p>"))
    assert "已归档" in words(answer) and "白写了吗" in answer.content.decode()
    assert not DisclosureItem.objects.exists()


def test_the_document_explained_is_found_by_number_among_the_own_ones(
    signed_in, clerk, draft, sheet, words, stranger, neighbour, heading
):
    own = draft(title="救助办法", document_number="榕民发〔2019〕12号")
    draft(heading=heading("030103", neighbour), by=stranger, title="邻局的办法", document_number="榕教发〔2019〕3号")
    client = signed_in(clerk)
    client.post(ADD, sheet(title="解读", interprets_find="榕民发〔2019〕12号"))
    assert DisclosureItem.objects.get(title="解读").interprets == own
    answer = client.post(ADD, sheet(title="又一解读", interprets_find="榕教发〔2019〕3号"))
    assert "没有找到" in words(answer)
    assert "邻局的办法" not in words(client.get("/office/items/choose/?q=办法"))
    assert "救助办法" in words(client.get("/office/items/choose/?q=办法"))
    foreign = DisclosureItem.objects.get(title="邻局的办法")
    assert client.post(ADD, sheet(title="偷看", interprets=foreign.pk)).status_code == 422


def test_preview_shows_the_unsaved_text_and_saves_nothing(signed_in, clerk, sheet, words):
    answer = signed_in(clerk).post(ADD + "preview/", sheet(title="还没保存的标题"))
    assert answer.status_code == 200 and "还没保存的标题" in words(answer)
    assert not DisclosureItem.objects.exists()


def test_preview_of_an_existing_item_leaves_its_draft_as_it_was(signed_in, clerk, draft, sheet, words):
    item = draft(title="原来的标题")
    answer = signed_in(clerk).post(reverse("office_preview_edited", args=[item.pk]), sheet(title="试一试"))
    assert "试一试" in words(answer)
    item.refresh_from_db()
    assert item.get_latest_revision_as_object().title == "原来的标题" and item.revisions.count() == 1


def test_without_scripts_a_wrong_form_keeps_the_files_that_were_sent(signed_in, clerk, sheet):
    client = signed_in(clerk)
    upload = SimpleUploadedFile("名册.txt", "名册".encode())
    answer = client.post(ADD, sheet(title="长" * 300, attachment_files=upload))
    stored = StoredFile.objects.get()
    assert str(stored.key) in answer.content.decode()
    client.post(ADD, sheet(attachment_key=[str(stored.key)], attachment_title=["救助名册"]))
    attachment = DisclosureItem.objects.get().get_latest_revision_as_object().attachments.get()
    assert (attachment.file, attachment.title) == (stored, "救助名册")


def test_attachments_keep_the_order_of_the_form_and_can_be_removed(signed_in, clerk, draft, sheet, uploaded):
    first, second, third = (uploaded(f"{name}.txt") for name in "甲乙丙")
    item = draft()
    client = signed_in(clerk)
    keys = [str(stored.key) for stored in (third, first, second)]
    form = sheet(attachment_key=keys, attachment_title=["丙", "甲", "乙"], attachment_removed=[str(first.key)])
    client.post(edit(item), form | {"base_revision": item.latest_revision_id})
    item.refresh_from_db()
    kept = [row.file.name for row in item.get_latest_revision_as_object().attachments.all()]
    assert kept == ["丙.txt", "乙.txt"]


def test_a_file_of_another_organ_cannot_be_attached_by_its_key(signed_in, clerk, sheet, uploaded, stranger):
    foreign = uploaded("机密.txt", owner="organ:rongjiang-jyj", by=stranger)
    signed_in(clerk).post(ADD, sheet(attachment_key=[str(foreign.key)], attachment_title=["机密"]))
    assert not DisclosureItem.objects.get().get_latest_revision_as_object().attachments.exists()


def test_editing_while_waiting_for_clearance_says_that_the_submission_becomes_void(signed_in, clerk, draft, words):
    item = draft()
    catalogue.submit(item=item, by=clerk)
    assert "原来的送审作废" in words(signed_in(clerk).get(edit(item)))


def test_saving_without_a_change_makes_no_version_and_leaves_the_clearance_standing(
    signed_in, clerk, draft, cleared, words
):
    item = cleared(draft())
    client = signed_in(clerk)
    form = client.get(edit(item)).context["form"]
    same = {name: form[name].value() or "" for name in form.fields} | {
        "base_revision": item.latest_revision_id,
        "submit": "1",
    }
    answer = client.post(edit(item), same, follow=True)
    item.refresh_from_db()
    assert item.revisions.count() == 1
    assert "可以直接发布" in words(answer) and reverse("office_publish", args=[item.pk]) in answer.content.decode()
