"""Applications across an air gap: sealed for the office, received on the day of submission, forgotten outside."""

import zipfile
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction

from gongkai.applications import actions, queries
from gongkai.applications.models import Applicant, Application, ApplicationEvent, ApplicationFile, Letter
from gongkai.audit.models import AuditEntry
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile
from gongkai.static_site import signing
from gongkai.static_site.bundles import applications_in, applications_out
from gongkai.static_site.bundles.container import BadBundle
from gongkai.static_site.signing import NotTrusted
from tests.applications.conftest import ASKED, PERSON, at

pytestmark = pytest.mark.django_db

OFFICE = signing.secrets_in(signing.new_secret("office"))
OUTSIDE = signing.secrets_in(signing.new_secret("outside"))
OFFICE_KEY, OUTSIDE_KEY = OFFICE["office"], OUTSIDE["outside"]
TRUSTED_INSIDE, TRUSTED_OUTSIDE = {"outside": OUTSIDE_KEY.peer}, {"office": OFFICE_KEY.peer}
FRIDAY = date(2024, 9, 6)
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def outer(settings):
    settings.IS_OUTER = True


@pytest.fixture
def submit(organ, outer):
    """submit(…): an application through the form of the outer server, with a proof of identity."""

    def make(*, day=FRIDAY, proof=True, **more):
        files = []
        if proof:
            stored = actions.keep_unsent(SimpleUploadedFile("身份证.pdf", PDF), organ=organ)
            files = [(stored, "identity")]
        return actions.apply_online(organ=organ, at=at(day), applicant=PERSON, files=files, **(ASKED | more))

    return make


@pytest.fixture
def packed(tmp_path):
    def make(name="a.gka"):
        return tmp_path / name, applications_out.pack(tmp_path / name, key=OUTSIDE_KEY, to=OFFICE_KEY.peer)

    return make


class Inside:
    """The other side of the gap in the same database: what is outside is not there. Undone on the way out if wanted."""

    def __init__(self, settings):
        self.settings = settings

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.settings.IS_OUTER = False
        for model in (ApplicationFile, Letter, Applicant, ApplicationEvent, Application):
            models.QuerySet(model).all().delete()
        StoredFile.objects.all().delete()
        return self

    def receive(self, path, keys=OFFICE, peers=TRUSTED_INSIDE):
        return applications_in.receive(path, keys=keys, peers=peers)

    def __exit__(self, *error):
        self.settings.IS_OUTER = True
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


@pytest.fixture
def inside(settings):
    return Inside(settings)


def test_the_office_receives_it_on_the_day_of_submission_under_the_number_of_the_receipt(submit, packed, inside):
    sent = submit(suggests_publication=True)
    code, path = sent.query_code, packed()[0]
    with inside:
        assert inside.receive(path).new == [sent.number]
        case = queries.found_by_code(sent.number, code)
        assert (case.received_on, case.arrived_on, case.state) == (FRIDAY, sent.arrived_on, "received")
        assert case.registered_at == sent.registered_at and case.channel == "online"
        assert (case.applicant.name, case.applicant.id_number) == (PERSON["name"], PERSON["id_number"])
        assert case.title == ASKED["title"] and case.due_on == sent.due_on
        assert "suggest_publication" in [line.row.event for line in queries.timeline(case)]
        [row] = case.files.all()
        assert row.purpose == "identity" and row.file.sealed and row.file.shown_name == "身份证.pdf"
        with row.file.open() as file:
            assert file.read() == PDF


def test_a_number_given_outside_is_none_the_office_gives(submit, organ, settings):
    outside = submit()
    settings.IS_OUTER = False
    inside = actions.apply_online(organ=organ, at=at(FRIDAY), applicant=PERSON, **ASKED)
    assert outside.number == f"2024{organ.pk:04d}90001" and inside.number == f"2024{organ.pk:04d}0001"


def test_nothing_of_an_application_can_be_read_from_the_bundle(submit, packed):
    sent = submit()
    path, count = packed()
    data = path.read_bytes() + b"".join(zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist())
    assert count == 1
    for secret in (PERSON["name"], PERSON["id_number"], ASKED["title"], sent.number, sent.query_code, PDF[:8].decode()):
        assert secret.encode() not in data
    with pytest.raises(NotTrusted, match="这里没有这把密钥"):
        applications_in.receive(path, keys=OUTSIDE, peers=TRUSTED_INSIDE)
    other = signing.secrets_in(signing.new_secret("office"))
    with pytest.raises(BadBundle, match="打不开"):
        applications_in.receive(path, keys=other, peers=TRUSTED_INSIDE)


def test_replayed_in_any_order_it_makes_each_case_once(submit, packed, inside):
    submit()
    first = packed("1.gka")[0]
    submit(title="另一件", proof=False)
    second = packed("2.gka")[0]
    with inside:
        assert len(inside.receive(second).new) == 2
        for path in (first, second, first):
            done = inside.receive(path)
            assert not done.new and done.rows
        assert Application.objects.count() == 2 and StoredFile.objects.count() == 1


def test_what_has_arrived_is_forgotten_outside_bytes_and_all(
    submit, packed, inside, tmp_path, django_capture_on_commit_callbacks
):
    sent, path = submit(), packed()[0]
    stored = sent.files.get().file
    with inside:
        applications_in.write_acknowledgement(tmp_path / "ack", inside.receive(path), key=OFFICE_KEY)
    late = submit(title="回执之后的一件", proof=False)
    with django_capture_on_commit_callbacks(execute=True):
        assert applications_out.acknowledge(tmp_path / "ack", peers=TRUSTED_OUTSIDE) == ([sent.number], [])
    assert list(Application.objects.all()) == [late]
    assert not StoredFile.objects.exists() and not stored.content.storage.exists(stored.content.name)
    row = AuditEntry.objects.get(verb="application.handed_over")
    assert row.subject == sent.number and PERSON["name"] not in str(row.facts)
    assert applications_out.acknowledge(tmp_path / "ack", peers=TRUSTED_OUTSIDE) == ([], [])
    assert packed("next.gka")[1] == 1


def test_the_acknowledgement_names_nobody_and_nothing(submit, packed, inside, tmp_path):
    sent, path = submit(), packed()[0]
    with inside:
        applications_in.write_acknowledgement(tmp_path / "ack", inside.receive(path), key=OFFICE_KEY)
    told = zipfile.ZipFile(tmp_path / "ack").read("index.json").decode()
    for word in (sent.number, PERSON["name"], ASKED["title"], sent.query_code):
        assert word not in told


def test_withdrawn_after_it_was_packed_it_stays_and_the_withdrawal_follows(submit, packed, inside, tmp_path):
    sent, path = submit(), packed("1.gka")[0]
    with inside:
        applications_in.write_acknowledgement(tmp_path / "ack", inside.receive(path), key=OFFICE_KEY)
    actions.withdraw(application=sent, by=None, how="网上", on=FRIDAY, at=at(FRIDAY, 15), from_applicant=True)
    assert applications_out.acknowledge(tmp_path / "ack", peers=TRUSTED_OUTSIDE) == ([], [sent.number])
    again = packed("2.gka")[0]
    with inside:
        inside.receive(path)
        done = inside.receive(again)
        assert done.known == [sent.number] and Application.objects.get().state == "withdrawn"
        inside.receive(again)
        applications_in.write_acknowledgement(tmp_path / "ack2", done, key=OFFICE_KEY)
    assert applications_out.acknowledge(tmp_path / "ack2", peers=TRUSTED_OUTSIDE) == ([sent.number], [])


def test_what_cannot_be_taken_in_is_named_and_the_others_are_received(submit, packed, inside, monkeypatch):
    good, bad = submit(proof=False), submit(title="某机关", proof=False)
    path = packed()[0]
    with inside:
        true = applications_in._facts
        monkeypatch.setattr(
            applications_in, "_facts",
            lambda data: true(data) | ({"applicant": {}} if data["number"] == bad.number else {}),
        )  # fmt: skip
        done = inside.receive(path)
        assert done.new == [good.number] and [number for number, _why in done.refused] == [bad.number]
        assert len(done.rows) == 1


def test_an_organ_the_office_does_not_have_is_named(submit, packed, inside):
    sent, path = submit(), packed()[0]
    with inside:
        Organ.objects.update(slug=models.F("id"))
        done = inside.receive(path)
        assert not done.new and "这里没有代号为" in done.refused[0][1] and done.refused[0][0] == sent.number


def test_a_number_given_twice_by_a_restored_server_is_no_second_copy(submit, packed, inside, organ, settings):
    """The number is there with another submission behind it: a person has to look, and nothing is lost."""
    path, _count = (submit(), packed())[1]
    with inside:
        settings.IS_OUTER = True
        actions.apply_online(organ=organ, at=at(FRIDAY, 9), applicant=PERSON, **ASKED)
        models.QuerySet(Application).update(number=f"2024{organ.pk:04d}90001")
        settings.IS_OUTER = False
        done = inside.receive(path)
        assert not done.new and not done.rows and "已有另一件申请" in done.refused[0][1]


def test_files_of_a_refused_application_are_not_left_behind(submit, packed, inside, monkeypatch):
    submit()
    path = packed()[0]
    with inside:
        kept = []
        true = actions.keep_unsent
        monkeypatch.setattr(actions, "keep_unsent", lambda *a, **k: kept.append(true(*a, **k)) or kept[-1])
        true_facts = applications_in._facts
        monkeypatch.setattr(applications_in, "_facts", lambda data: true_facts(data) | {"title": "", "content": ""})
        assert inside.receive(path).refused
        assert not StoredFile.objects.exists()
        assert not kept[0].content.storage.exists(kept[0].content.name)


def test_damaged_truncated_and_foreign_bundles_are_refused_before_a_case_is_made(submit, packed, inside):
    submit()
    path = packed()[0]
    whole = path.read_bytes()
    with inside:
        with pytest.raises(NotTrusted):
            inside.receive(path, peers=TRUSTED_OUTSIDE)
        for damaged in (whole[: len(whole) // 2], whole[:120] + bytes([whole[120] ^ 1]) + whole[121:]):
            path.write_bytes(damaged)
            with pytest.raises((BadBundle, NotTrusted)):
                inside.receive(path)
        assert not Application.objects.exists()


def test_an_application_the_office_numbered_is_never_handed_over(applied_online, packed, settings):
    """On a server that was no outer one before, or began as a copy of the office's data."""
    applied_online()
    settings.IS_OUTER = True
    assert packed()[1] == 0
    applied_online(title="另一件")
    assert packed()[1] == 1


def test_with_nothing_to_hand_over_no_bundle_is_made(outer, packed):
    path, count = packed()
    assert count == 0 and not path.exists()


def test_inside_nothing_is_packed_or_forgotten(applied_online, packed, tmp_path):
    applied_online()
    with pytest.raises(ImproperlyConfigured):
        packed()
    with pytest.raises(ImproperlyConfigured):
        actions.forget_arrived(acknowledged={})
    assert Application.objects.count() == 1 and not list(tmp_path.iterdir())


def test_sm4_seals_a_bundle_where_the_setting_says_so(submit, packed, inside, settings):
    settings.SEAL_CIPHER = "sm4"
    sent, path = submit(), packed()[0]
    assert zipfile.ZipFile(path).read("applications.sealed").startswith(b"GKF2")
    with inside:
        assert inside.receive(path).new == [sent.number]
