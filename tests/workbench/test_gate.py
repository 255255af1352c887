"""Nobody reaches what is not theirs: every address of the office is tried, whoever put it there."""

import io
import re
import zipfile
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance import queries as clearance
from gongkai.workbench import gate

pytestmark = pytest.mark.django_db
SECRET = "尚未公开的干部任免方案"
WORDS = {"code": "0314", "before": "live", "after": "latest", "slug": "rongjiang-mzj", "part": "guide", "year": "2019"}


def addresses(patterns, prefix=""):
    """Every address under some patterns, as (text of the pattern, view name)."""
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here, pattern.name
        else:
            yield from addresses(pattern.url_patterns, here)


def office_addresses(pk: int, model: str = "catalogue/disclosureitem") -> list[tuple[str, str]]:
    office = next(pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "office/")
    app, name = model.split("/")
    words = WORDS | {"app_label": app, "app_name": app, "model_name": name}

    def fill(match) -> str:
        kind, word = match.group(1) or "str", match.group(2)
        return words.get(word, {"int": str(pk), "str": str(pk), "uuid": str(UUID(int=pk))}.get(kind, "a"))

    found = []
    for pattern, view in addresses(office.url_patterns, "/office/"):
        address = re.sub(r"(?<!\?P)<(?:(\w+):)?(\w+)>", fill, pattern.replace("^", "").replace("$", ""))
        address = re.sub(
            r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda match: words.get(match.group(1), str(pk)), address
        )
        found.append((re.sub(r"\\(.)", r"\1", re.sub(r"\.\*", "x", address)), view))
    return found


def said(answer) -> str:
    """Everything an answer says, also what it streams and what it has packed."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


@pytest.fixture
def secret(draft, clerk):
    item = draft(title=SECRET, body=f"<p>{SECRET}</p>", summary=SECRET)
    catalogue.submit(item=item, by=clerk)
    return item


def test_the_walk_sees_both_our_pages_and_those_wagtail_brings_along(secret):
    names = {name for _address, name in office_addresses(secret.pk)}
    assert {"office_item", "office_edit", "office_compare", "wagtail_bulk_action", "wagtailadmin_explore"} <= names
    assert len(names) > 120


@pytest.mark.parametrize("who", ["stranger", "supervisor", "superuser", "administrator"])
def test_no_address_shows_or_changes_a_draft_to_somebody_without_the_right(who, request, secret, signed_in):
    client = signed_in(request.getfixturevalue(who))
    record = clearance.pending(secret.reference)
    for pk in {secret.pk, record.pk}:
        for address, name in office_addresses(pk):
            for method in (client.get, client.post):
                if name == "wagtailadmin_logout":
                    continue
                answer = method(address)
                assert SECRET not in said(answer), (method, address, name)
                assert answer.status_code < 500, (method, address, name)
    secret.refresh_from_db()
    assert not secret.live and clearance.pending(secret.reference) == record and secret.revisions.count() == 1


@pytest.mark.parametrize("who", ["stranger", "supervisor", "superuser", "administrator"])
def test_every_address_of_an_item_answers_404_or_refuses_to_those_outside(who, request, secret, signed_in):
    client = signed_in(request.getfixturevalue(who))
    for address, _name in office_addresses(secret.pk):
        if address.startswith(f"/office/items/{secret.pk}/"):
            assert client.get(address).status_code in {403, 404}, address
            assert client.post(address).status_code in {403, 404, 405}, address


def test_somebody_who_only_reads_drafts_cannot_write(leader, secret, signed_in):
    client = signed_in(leader)
    assert client.get(reverse("office_item", args=[secret.pk])).status_code == 200
    for name in ("edit", "submit", "take_back", "preview_edited"):
        answer = client.post(reverse(f"office_{name}", args=[secret.pk]), {"title": "换个标题"})
        assert answer.status_code == 403 and "没有这项权限" in answer.content.decode()
    secret.refresh_from_db()
    assert secret.revisions.count() == 1 and clearance.pending(secret.reference)


def test_of_wagtails_own_pages_only_the_named_ones_are_left(secret, signed_in, office_head):
    client = signed_in(office_head)
    ours = {name for _address, name in office_addresses(secret.pk) if name and name.startswith("office_")}
    for address, name in office_addresses(secret.pk):
        if name in ours or name in gate.KEPT_OF_WAGTAIL or address in {"/office/", "/office/account/"}:
            continue
        assert client.get(address).status_code == 404, (address, name)


def test_nothing_is_shown_before_signing_in(secret):
    for address, name in office_addresses(secret.pk):
        if name in gate.KEPT_OF_WAGTAIL:
            continue
        answer = Client().get(address)
        assert answer.status_code in {301, 302, 404, 405}, (address, name)


def test_a_superuser_without_a_post_is_told_that_rights_come_from_posts(superuser, signed_in, words):
    answer = signed_in(superuser).get("/office/")
    assert answer.status_code == 403 and "权限来自岗位" in words(answer)


def test_a_superuser_cannot_publish_past_clearance(superuser, secret, signed_in):
    client = signed_in(superuser)
    for name in ("publish", "submit", "withdraw", "move"):
        client.post(reverse(f"office_{name}", args=[secret.pk]))
    assert not DisclosureItem.objects.filter(live=True).exists()


def test_the_public_server_knows_no_address_of_the_office():
    from gongkai.config import urls_public

    known = [address for address, _name in addresses(urls_public.urlpatterns, "/")]
    assert known and not any(address.startswith("/office") for address in known)


def test_a_post_that_has_ended_opens_nothing(clerk, organ, superuser, secret, signed_in):
    from datetime import date

    from gongkai.organs import actions as organs

    client = signed_in(clerk)
    assert client.get(reverse("office_edit", args=[secret.pk])).status_code == 200
    organs.dismiss(by=superuser, staff=clerk.staff, role="clerk", until=date(2019, 5, 1))
    assert client.get(reverse("office_edit", args=[secret.pk])).status_code == 403
