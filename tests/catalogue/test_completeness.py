"""What must be there before an item may be submitted: everything missing is told at once, in sentences."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.catalogue import actions, completeness
from tests.pages import samples


def problems(item) -> str:
    return "\n".join(completeness.problems(item))


def test_a_complete_item_has_no_problem(draft):
    assert completeness.problems(draft()) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": " "}, "没有标题"),
        ({"body": "<p>&nbsp;</p>"}, "公众打开后什么也看不到"),
        ({"summary": ""}, "没有内容概述：它是公开目录的必备项目（条例第十二条）"),
        ({"openness": "withheld"}, "要写明依据和理由"),
        ({"openness": "on_application"}, "公开属性不是“主动公开”"),
        (
            {"body": '<p>文</p><img src="/files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab/a.png">'},
            "第 1 张图片还没有图片说明",
        ),
        (
            {"body": '<p>文</p><img src="/files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab/a.png" alt="">'},
            "第 1 张图片还没有图片说明",
        ),
    ],
)
def test_each_thing_that_is_missing_is_told(draft, fields, told):
    assert told in problems(draft(**fields))


def test_a_day_that_has_not_come_is_told(draft):
    assert "在今天之后" in problems(draft(formed_on=timezone.localdate() + timedelta(days=1)))


def test_pictures_without_a_description_are_named_by_their_place(draft):
    picture = "/files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab/a.png"
    said = problems(
        draft(body=f'<p>文</p><img src="{picture}" alt="流程图"><img src="{picture}"><img src="{picture}" alt="">')
    )
    assert "第 2 张图片" in said and "第 3 张图片" in said and "第 1 张" not in said and "<img" not in said


def test_everything_missing_is_told_together_and_nothing_is_submitted(draft, clerk):
    item = draft(title="", summary="", body="")
    with pytest.raises(ValidationError) as refused:
        actions.submit(item=item, by=clerk)
    assert len(refused.value.messages) == 3


def test_an_attachment_or_a_picture_alone_is_content(draft, uploaded):
    stored = uploaded("全文.pdf", samples.GENUINE["pdf"])
    picture = uploaded("图.png", samples.GENUINE["png"])
    assert completeness.problems(draft(body="", attachments=[(stored, "全文")])) == []
    assert completeness.problems(draft(body=f'<img src="{picture.get_absolute_url()}" alt="流程图">')) == []


def test_a_file_of_another_organ_does_not_go_out_with_ours(draft, uploaded, stranger):
    theirs = uploaded("别家.pdf", samples.GENUINE["pdf"], owner="organ:rongjiang-jyj", by=stranger)
    assert "附件“别家”不是本机关上传的文件" in problems(draft(attachments=[(theirs, "别家")]))


def test_a_link_to_a_file_or_an_item_that_is_not_there_is_named_before_submission(draft, published, uploaded, clerk):
    public, hidden, stored = published(), draft(), uploaded()
    gone = "/files/00000000-0000-0000-0000-000000000001/表.pdf"
    item = draft(
        body=f'<p><a href="{public.get_absolute_url()}">有的</a><a href="{stored.get_absolute_url()}">附表</a>'
        f'<a href="{hidden.get_absolute_url()}">没公开的</a><a href="{gone}">没有的表</a>'
        '<a href="https://www.gov.cn/">别的网站</a></p>'
    )
    with pytest.raises(ValidationError) as refusal:
        actions.submit(item=item, by=clerk)
    assert sorted(refusal.value.messages) == [
        "正文里的链接已经失效：没公开的。请改正，或者去掉链接。",
        "正文里的链接已经失效：没有的表。请改正，或者去掉链接。",
    ]
