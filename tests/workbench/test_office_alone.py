"""A server that routes the office alone still shows how things look to the public, and links to the public host."""

import pytest
from django.urls import reverse

from gongkai.catalogue import actions as catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.urls("gongkai.config.urls_office")]


@pytest.fixture(autouse=True)
def office_alone(settings):
    settings.ROUTES, settings.BASE_URL = "office", "https://www.example.gov.cn"


def test_every_page_works_without_the_public_routes(signed_in, clerk, leader, supervisor, published, draft, words):
    item, waiting = published(), draft()
    record = catalogue.submit(item=waiting, by=clerk)
    for person, names in (
        (clerk, [("home",), ("items",), ("edit", item.pk), ("item", item.pk), ("history", item.pk), ("organ",)]),
        (leader, [("review_list",), ("review", record.pk), ("coverage",), ("headings",)]),
        (supervisor, [("home",)]),
    ):
        client = signed_in(person)
        for name, *args in names:
            assert client.get(reverse(f"office_{name}", args=args)).status_code == 200, name


def test_the_preview_of_a_draft_is_the_public_page(signed_in, clerk, draft, words):
    item = draft(title="另机预览")
    answer = signed_in(clerk).get(reverse("office_revision", args=[item.pk, 0]))
    assert answer.status_code == 200 and "另机预览" in words(answer)


def test_links_to_the_public_page_carry_the_public_host(signed_in, clerk, published):
    item = published()
    page = signed_in(clerk).get(reverse("office_item", args=[item.pk])).content.decode()
    assert f"https://www.example.gov.cn/o/{item.organ.slug}/i/{item.pk}/" in page
