"""Art. 17 for files: nobody outside reads one before something public uses it, nor after."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from gongkai.catalogue import actions as catalogue
from gongkai.pages import actions, gates
from tests.pages import samples

pytestmark = pytest.mark.urls("gongkai.config.urls_public")


def status(stored, client: Client | None = None) -> int:
    return (client or Client()).get(stored.get_absolute_url()).status_code


def test_a_file_nothing_public_uses_is_closed_to_the_public_and_to_other_organs(
    uploaded, signed_in, stranger, supervisor, superuser, administrator
):
    stored = uploaded("名册.pdf", samples.GENUINE["pdf"])
    assert status(stored) == 404
    for outsider in (stranger, supervisor, superuser, administrator):
        assert status(stored, signed_in(outsider)) == 404


def test_colleagues_who_may_read_drafts_may_read_it(uploaded, signed_in, clerk, chief, leader, secrecy_reviewer):
    stored = uploaded("名册.pdf", samples.GENUINE["pdf"])
    for colleague in (clerk, chief, leader, secrecy_reviewer):
        assert status(stored, signed_in(colleague)) == 200


def test_a_file_of_no_organ_is_closed_to_everybody(uploaded, clerk):
    assert not gates.may_read(clerk, uploaded(owner="somebody:else"))
    assert not gates.may_read(clerk, uploaded(owner="organ:nowhere"))


def test_it_opens_with_publication_and_closes_with_withdrawal(uploaded, draft, cleared, clerk, leader):
    attached, shown = uploaded("附件1.pdf", samples.GENUINE["pdf"]), uploaded("照片.png", samples.GENUINE["png"])
    body = f'<p>现场照片：</p><img src="{shown.get_absolute_url()}" alt="核查现场">'
    item = cleared(draft(body=body, attachments=[(attached, "附件1")]))
    assert (status(attached), status(shown)) == (404, 404)
    catalogue.publish(item=item, by=clerk)
    assert (status(attached), status(shown)) == (200, 200)
    catalogue.withdraw(item=item, by=leader, reason="error")
    assert (status(attached), status(shown)) == (404, 404)


def test_a_correction_opens_the_new_file_and_closes_the_old_one(uploaded, published, cleared, clerk):
    old, new = uploaded("旧名册.txt", "旧".encode()), uploaded("新名册.txt", "新".encode())
    item = published(attachments=[(old, "名册")])
    catalogue.revise(item=item, by=clerk, attachments=[(new, "名册")])
    assert (status(old), status(new)) == (200, 404), "a draft opens nothing and closes nothing"
    catalogue.publish(item=cleared(item), by=clerk)
    assert (status(old), status(new)) == (404, 200)


def test_a_shared_file_stays_open_while_another_public_item_uses_it(uploaded, published, leader):
    shared = uploaded("办法全文.pdf", samples.GENUINE["pdf"])
    first, second = published(attachments=[(shared, "全文")]), published(attachments=[(shared, "全文")])
    catalogue.withdraw(item=first, by=leader, reason="superseded")
    assert status(shared) == 200
    catalogue.withdraw(item=second, by=leader, reason="superseded")
    assert status(shared) == 404


def test_exposing_twice_is_harmless(uploaded, db):
    stored = uploaded()
    for _time in range(2):
        actions.expose(subject="item:1", files=[stored, stored])
    assert stored.uses.count() == 1
    for _time in range(2):
        actions.conceal(subject="item:1")
    assert not gates.is_public(stored)


def test_an_unknown_file_is_not_found(db):
    assert Client().get("/files/00000000-0000-4000-8000-000000000000/x.pdf").status_code == 404


@pytest.mark.parametrize(
    ("name", "way", "media_type"),
    [
        ("名册.pdf", "inline", "application/pdf"),
        ("照片.png", "inline", "image/png"),
        ("方案.docx", "attachment", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("报表.csv", "attachment", "text/csv; charset=utf-8"),
    ],
)
def test_a_file_leaves_with_headers_that_keep_it_harmless(uploaded, name, way, media_type):
    stored = uploaded(name, samples.GENUINE[name.rpartition(".")[2]])
    actions.expose(subject="item:1", files=[stored])
    answer = Client().get(stored.get_absolute_url())
    assert answer["Content-Type"] == media_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (
        answer["Content-Security-Policy"].endswith("sandbox")
        and "default-src 'none'" in answer["Content-Security-Policy"]
    )
    assert answer["Content-Disposition"].startswith(f"{way}; filename*=UTF-8''%E")
    assert int(answer["Content-Length"]) == len(b"".join(answer.streaming_content)) == stored.size


def test_a_private_file_is_never_kept_by_caches_and_a_public_one_may_be_shortly(uploaded, signed_in, clerk):
    stored = uploaded()
    assert signed_in(clerk).get(stored.get_absolute_url())["Cache-Control"] == "private, no-store"
    actions.expose(subject="item:1", files=[stored])
    answer = Client().get(stored.get_absolute_url())
    assert answer["Cache-Control"] == "public, max-age=300"
    again = Client().get(stored.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_the_tag_of_a_file_tells_nothing_to_those_who_may_not_read_it(uploaded):
    stored = uploaded()
    tag = f'"{stored.sha256[:32]}"'
    assert Client().get(stored.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 404


def test_files_are_read_only(uploaded, signed_in, clerk):
    stored = uploaded()
    assert signed_in(clerk).post(stored.get_absolute_url()).status_code == 405


def test_nobody_signed_out_passes_a_gate(uploaded):
    assert not gates.may_read(AnonymousUser(), uploaded())
