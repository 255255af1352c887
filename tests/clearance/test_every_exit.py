"""条例第十七条: an uncleared text cannot leave by any address of the public side, whoever wrote the rows, shell included.

The walk is over the routes themselves: a new address is walked from the day it is added, or the test asks how.
"""

import io
import zipfile
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue import handover
from gongkai.catalogue.models import Attachment, DisclosureItem, Heading
from gongkai.catalogue.vocabulary import WithdrawalReason
from gongkai.pages import uploads
from gongkai.pages.models import FileUse

pytestmark = pytest.mark.django_db
SECRET = "绝不外露的名单"
IN_FILE = "绝不外露的附件内容"
PUBLIC = "gongkai.config.urls_public"
POST_ONLY = {"feedback", "apply_withdraw", "apply_publication", "apply_correction", "apply_reasons", "apply_leave"}


def routes(resolver=None, before=""):
    """Every pattern of the public side as (name, route with its converters)."""
    for pattern in (resolver or get_resolver(PUBLIC)).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "", route


def addresses(item: DisclosureItem, attachment: Attachment | None) -> list[str]:
    """Each route filled in so that it would show this item if anything did."""
    year = timezone.localdate().year
    fillings = {
        "<slug:slug>": item.organ.slug, "<str:code>": item.heading.code, "<int:number>": "1", "<int:pk>": str(item.pk),
        "<int:attachment>": str(attachment.pk if attachment else 1), "<report_year:year>": str(year), "<int:shard>": "0",
        "<uuid:key>": str(attachment.file.key if attachment else UUID(int=1)), "<path:name>": "a.txt", "<str:token>": "x",
        "<str:name>": "a.txt", "<str:number_or_code>": "x", "<path:path>": "a.txt",
    }  # fmt: skip
    forms = {
        "export_form": ["json", "xlsx"],
        "figures_form": ["json", "csv"],
        "letter_form": ["pdf"],
        "report_form": ["docx", "pdf", "xlsx", "csv", "xml"],
    }
    found = []
    for _name, route in routes():
        filled = route.lstrip("^").rstrip("$")
        for hole, value in fillings.items():
            filled = filled.replace(hole, value)
        several = [filled]
        for form, values in forms.items():
            several = (
                [one.replace(f"<{form}:form>", value) for one in several for value in values]
                if f"<{form}:form>" in filled
                else several
            )
        assert "<" not in filled.replace("<export_form:form>", "").replace("<figures_form:form>", "").replace(
            "<letter_form:form>", ""
        ).replace("<report_form:form>", ""), f"say how to walk {route}"
        found += [f"/{one}" for one in several]
    return [
        *found,
        f"/search/?q={SECRET}",
        f"/catalogue/?organ={item.organ.slug}&heading={item.heading.code}&year={year}",
    ]


def everything_in(response) -> bytes:
    """The bytes that went out; of a package also what it unpacks to."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data += b"".join(package.read(name) for name in package.namelist())
    return data


def leaks(item: DisclosureItem, attachment: Attachment | None) -> list[str]:
    client, shown = Client(raise_request_exception=False), []
    for address in addresses(item, attachment):
        response = client.get(address)
        data = everything_in(response).replace(f"q={SECRET}".encode(), b"").replace(f'value="{SECRET}"'.encode(), b"")
        if address.startswith("/search"):  # the question is repeated in the words that nothing was found
            data = data if item.get_absolute_url().encode() in data else b""
        if SECRET.encode() in data or IN_FILE.encode() in data:
            shown.append(address)
    package = io.BytesIO()
    handover.write_package(package, organ=item.organ)
    with zipfile.ZipFile(package) as opened:
        if any(word.encode() in opened.read(name) for name in opened.namelist() for word in (SECRET, IN_FILE)):
            shown.append("gongkai catalogue handover")
    return shown


def forced_public(item: DisclosureItem, clerk) -> Attachment:
    """What somebody with a shell could do: rows written past every action, with a file put into use."""
    stored = uploads.store(SimpleUploadedFile("名单.txt", IN_FILE.encode()), owner=f"organ:{item.organ.slug}", by=clerk)
    stored.reading_copy = f"<p>{IN_FILE}</p>"
    stored.save()
    attachment = Attachment(item=item, file=stored, title=SECRET)
    attachment.save()
    FileUse.objects.create(file=stored, subject=item.reference)
    seq = Heading.objects.get(pk=item.heading_id).last_seq + 1
    Heading.objects.filter(pk=item.heading_id).update(last_seq=seq, live_count=1, last_disclosed_at=timezone.now())
    DisclosureItem.objects.filter(pk=item.pk).update(
        live=True, published_at=timezone.now(), year=timezone.localdate().year, seq=seq, has_unpublished_changes=False
    )
    item.refresh_from_db()
    return attachment


def test_what_is_published_does_leave_so_the_walk_looks_in_the_right_places(published):
    item = published(title=SECRET, body=f"<p>{SECRET}</p>")
    assert len(leaks(item, None)) > 12


def test_rows_forced_public_from_a_shell_leave_by_no_address_and_no_package(draft, clerk):
    item = draft(title=SECRET, summary=SECRET, keywords=SECRET, body=f"<p>{SECRET}</p>")
    attachment = forced_public(item, clerk)
    assert leaks(item, attachment) == []


def test_a_public_item_changed_from_a_shell_leaves_nowhere(published):
    item = published(title="平常的标题")
    DisclosureItem.objects.filter(pk=item.pk).update(title=SECRET, body=f"<p>{SECRET}</p>", summary=SECRET)
    item.refresh_from_db()
    assert leaks(item, None) == []


def test_a_file_that_was_never_cleaned_does_not_leave_though_a_row_says_it_is_in_use(client, clerk, organ):
    stored = uploads.store(SimpleUploadedFile("名单.txt", IN_FILE.encode()), owner=f"organ:{organ.slug}", by=clerk)
    FileUse.objects.create(file=stored, subject="item:1")
    assert client.get(stored.get_absolute_url()).status_code == 404


def test_a_posted_list_is_gone_from_every_address_when_its_time_is_over(published, uploaded):
    stored = uploaded("名单.txt", IN_FILE.encode())
    item = published(
        title=SECRET, body=f"<p>{SECRET}</p>", summary=SECRET, attachments=[(stored, SECRET)],
        expire_at=timezone.now() + timezone.timedelta(days=7),
    )  # fmt: skip
    attachment = item.attachments.get()
    DisclosureItem.objects.filter(pk=item.pk).update(published_at=timezone.now() - timezone.timedelta(days=8))
    DisclosureItem.objects.filter(pk=item.pk).update(expire_at=timezone.now() - timezone.timedelta(minutes=1))
    assert [event.facts["reason"] for event in catalogue.withdraw_expired()] == [WithdrawalReason.EXPIRED]
    item.refresh_from_db()
    notice = item.get_absolute_url()
    assert [address for address in leaks(item, attachment) if not address.startswith(notice)] == []
    assert IN_FILE.encode() not in everything_in(Client().get(stored.get_absolute_url()))
