"""旧网址 in the office: one by one, as a table, and taken back; in nobody else's name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.forwarding.models import OldAddress

pytestmark = pytest.mark.django_db
PAGE = "office_old_addresses"
HOME = "/o/rongjiang-mzj/"


def table(text: str) -> dict:
    return {"table": SimpleUploadedFile("对照表.csv", text.encode("gb18030"), "text/csv"), "import": "1"}


def test_who_keeps_the_catalogue_registers_an_old_address_and_takes_it_back(signed_in, office_head, client, words):
    office = signed_in(office_head)
    typed = {"old": "http://mzj.example.gov.cn/a/1.html", "new": f"{HOME}guide/", "note": "原网站指南", "add": "1"}
    assert office.post(reverse(PAGE), typed).status_code == 302
    assert client.get("/a/1.html")["Location"] == f"{HOME}guide/"
    shown = words(office.get(reverse(PAGE)))
    assert "/a/1.html" in shown and "原网站指南" in shown and "龙祝仁" in shown
    office.post(reverse(PAGE), {"release": str(OldAddress.objects.get().pk)})
    assert client.get("/a/1.html").status_code == 404
    assert "还没有登记旧网址" in words(office.get(reverse(PAGE)))


def test_a_table_is_taken_and_each_line_that_cannot_be_is_told(signed_in, office_head, client, words):
    lines = f"旧网址,现网址,说明\n/a/1.html,{HOME},首页\n/a/2.asp?id=9,{HOME}guide/\n/a/3.html,https://evil.example/\n//x,{HOME}\n"
    answer = signed_in(office_head).post(reverse(PAGE), table(lines))
    shown = words(answer)
    assert "新登记 2 个，改动 0 个，原已登记 0 个，没有登记 2 行" in shown
    assert "第 4 行：现网址应是本平台的网址" in shown and "第 5 行：" in shown and "带参数" in shown
    assert client.get("/a/2.asp?id=9")["Location"] == f"{HOME}guide/"


def test_what_is_wrong_is_said_and_what_was_typed_stays(signed_in, office_head, words):
    office = signed_in(office_head)
    answer = office.post(reverse(PAGE), {"old": "/a/1.html", "new": "https://evil.example/", "add": "1"})
    assert answer.status_code == 422 and 'value="/a/1.html"' in answer.content.decode()
    assert "不能转到其他网站" in words(answer)
    for sent in ({"import": "1"}, table("没有网址")):
        answer = office.post(reverse(PAGE), sent)
        assert answer.status_code == 400 and "CSV" in words(answer)
    assert not OldAddress.objects.exists()


def test_a_clerk_may_not_and_another_organs_are_not_shown_nor_taken_back(
    signed_in, clerk, office_head, neighbour, superuser, words
):
    from tests.cast import employ

    signed_in(office_head).post(reverse(PAGE), {"old": "/a/1.html", "new": HOME, "add": "1"})
    assert signed_in(clerk).get(reverse(PAGE)).status_code == 403
    other = signed_in(employ("jyj-head", "韦祝仁", neighbour, "disclosure_office_head", by=superuser))
    assert "/a/1.html" not in words(other.get(reverse(PAGE)))
    other.post(reverse(PAGE), {"release": str(OldAddress.objects.get().pk)})
    assert OldAddress.objects.get().released_at is None


def test_a_long_list_is_walked_and_searched(signed_in, office_head, words):
    office = signed_in(office_head)
    office.post(reverse(PAGE), table("".join(f"/a/{number:03d}.html,{HOME}\n" for number in range(60))))
    first = office.get(reverse(PAGE))
    assert "/a/059.html" in words(first) and "/a/009.html" not in words(first)
    assert "/a/009.html" in words(office.get(reverse(PAGE), {"before": first.context["older"]}))
    found = words(office.get(reverse(PAGE), {"q": "009"}))
    assert "/a/009.html" in found and "/a/059.html" not in found
