"""What the tests of the office side share: a filled-in form, and what a page says."""

import re
from html import unescape

import pytest
from django.utils import timezone


@pytest.fixture
def words():
    """words(response): the page as a reader sees it, without markup."""

    def read(response) -> str:
        page = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))

    return read


@pytest.fixture
def sheet():
    """sheet(title=…): the fields of the editor as a browser would post them."""

    def fill(**fields) -> dict:
        return {
            "title": "关于做好春荒救助工作的通知", "body": "<p>各乡镇：请做好春荒救助工作，确保困难群众基本生活。</p>",
            "summary": "部署春荒救助工作。", "formed_on": timezone.localdate().isoformat(), "genre": "通知", "subject": "社会救助",
            "stat_class": "工作动态", "issuing_organ": "榕江县民政局", "source": "办公室", "openness": "proactive", "audience": ["个人"],
        } | fields  # fmt: skip

    return fill
