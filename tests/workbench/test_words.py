"""Everything staff read is Chinese."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"
# Words that are no English sentences: names of formats, numbers of the law's forms, names of accounts.
ALLOWED = re.compile(
    r"MB|KB|PDF|ICP|Word|Excel|ZIP|docx?|xlsx?|txt|png|jpg|gongkai|audit|item|user|organ|heading|[a-f0-9]{16}"
)


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_the_compiled_words_are_those_of_the_source(tmp_path):
    made = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", made, CATALOGUE / "django.po"], check=True)
    assert made.read_bytes() == (CATALOGUE / "django.mo").read_bytes()


def test_our_words_win_over_those_of_the_apps():
    assert gettext("Dashboard") == "工作台"


@pytest.mark.django_db
def test_no_page_of_the_office_shows_an_english_word(  # the trail apart: it shows codes, as they are hashed
    signed_in, office_head, clerk, administrator, draft, published, words
):
    from gongkai.catalogue import actions as catalogue

    item, waiting = published(), draft()
    record = catalogue.submit(item=waiting, by=clerk)
    for person, addresses in (
        (office_head, [
            "/office/", "/office/items/", "/office/items/add/", "/office/items/add/0314/", "/office/review/", "/office/headings/",
            "/office/headings/add/", "/office/coverage/", "/office/organ/", "/office/account/",
            reverse("office_review", args=[record.pk]), reverse("office_item", args=[item.pk]),
            reverse("office_edit", args=[item.pk]), reverse("office_history", args=[item.pk]), "/office/nichts/",
        ]),
        (administrator, [f"/office/organ/{part}/" for part in ("guide", "office", "site", "group", "functions", "people/add", "units/add")]),
    ):  # fmt: skip
        client = signed_in(person)
        for address in addresses:
            said = ALLOWED.sub("", words(client.get(address)))
            said = re.sub(
                r"\d{8,}[0-9A-Z]*/|" + "|".join(user.username for user in (office_head, clerk, administrator)), "", said
            )
            said = re.sub(
                r"report\.\w+|root|rongjiang-mzj|happened_at|tree|county_civil_affairs|[a-z_]+（用户名）", "", said
            )
            assert not re.findall(r"[A-Za-z]{4,}", said), (address, re.findall(r"[A-Za-z]{4,}", said)[:20])


@pytest.mark.django_db
def test_signing_in_wrongly_is_answered_in_chinese_and_after_five_times_with_a_pause(clerk, words):
    client = Client()
    wrong = {"username": clerk.username, "password": "falsch"}
    assert "用户名或密码不对" in words(client.post("/office/login/", wrong))
    for _again in range(4):
        answer = client.post("/office/login/", wrong)
    assert "登录已暂停" in words(answer) and "一刻钟" in words(answer)
