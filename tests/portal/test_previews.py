"""A draft is looked at as the public would see it, under a banner, by colleagues only."""

from datetime import date

import pytest

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue import previews
from gongkai.catalogue.models import DisclosureItem

pytestmark = pytest.mark.django_db


def test_the_preview_is_the_public_page_under_a_banner(rf, draft, clerk):
    request = rf.get("/office/preview/")
    request.user = clerk
    item = draft(heading="030102", title="还没有公开的办法", body="<p>草稿正文</p>")
    response = previews.render(item, request)
    text = response.content.decode()
    assert "预览：尚未公开" in text
    assert "草稿正文" in text
    assert 'name="robots" content="noindex"' in text
    assert response["Cache-Control"] == "private, no-store"


def test_the_preview_shows_the_newest_revision_with_its_files(rf, draft, clerk, uploaded):
    item = draft(title="旧标题")
    catalogue.revise(item=item, by=clerk, title="新标题", attachments=[(uploaded("新表.txt"), "新附件")])
    newest = DisclosureItem.objects.get(pk=item.pk).get_latest_revision_as_object()
    text = previews.render(newest, rf.get("/office/preview/")).content.decode()
    assert "新标题" in text
    assert "新附件" in text


def test_an_item_not_saved_yet_can_be_previewed(rf, organ, heading):
    item = DisclosureItem(
        organ=organ, heading=heading("0314"), title="第一次预览", formed_on=date(2019, 1, 2), body="<p>文</p>"
    )
    assert "第一次预览" in previews.render(item, rf.get("/office/preview/")).content.decode()
