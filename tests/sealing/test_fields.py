"""Sealed fields: plain in Python, ciphertext in the database, whichever way a row is written."""

from io import StringIO

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.db.models import F
from django.db.models.functions import Lower
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from gongkai.sealing.blind import blind_index
from gongkai.sealing.fields import SealedJSONField, SealedTextField
from gongkai.sealing.seal import BrokenSeal, seal
from tests.sealing.conftest import Letter, overwrite, raw

CONTACT = {"电话": "13812341234", "更多": [1, None, {"邮编": "557200"}]}


def test_a_saved_row_is_plain_in_python_and_sealed_in_the_database(people):
    made = people.objects.create(name="石文", number="52263219900101234X", contact=CONTACT)
    read = people.objects.get(pk=made.pk)
    assert (read.name, read.number, read.contact) == ("石文", "52263219900101234X", CONTACT)
    for field in ("name", "number", "contact"):
        assert raw(people, field, made.pk).startswith("s1:k1:")
    assert "1381234" not in raw(people, "contact", made.pk)


def test_an_empty_text_stays_empty_and_none_stays_null(people):
    made = people.objects.create(name="石文")
    letter = Letter.objects.create(name=None)
    assert (raw(people, "number", made.pk), raw(people, "contact", made.pk), raw(Letter, "name", letter.pk)) == (
        "",
        None,
        None,
    )
    assert people.objects.get(pk=made.pk).contact is None and Letter.objects.get().name is None
    empty = people.objects.create(name="石文", contact={})
    assert raw(people, "contact", empty.pk).startswith("s1:") and people.objects.get(pk=empty.pk).contact == {}


def test_every_way_of_writing_seals(people):
    first, second = people.objects.bulk_create([people(name="甲"), people(name="乙", number="1")])
    people.objects.filter(pk=first.pk).update(name="丙", contact=[1])
    second.name = "丁"
    people.objects.bulk_update([second], ["name"])
    rows = people.objects.order_by("pk").values_list("name", "contact")
    assert list(rows) == [("丙", [1]), ("丁", None)]
    assert [people.objects.values("name").order_by("pk")[n]["name"] for n in (0, 1)] == ["丙", "丁"]
    assert all(raw(people, "name", pk).startswith("s1:k1:") for pk in (first.pk, second.pk))


@pytest.mark.parametrize(
    "lookup", ["name", "name__in", "name__icontains", "name__gt", "name__lower", "contact__电话", "contact"]
)
def test_a_lookup_that_would_find_nothing_is_refused_loudly(people, lookup):
    with pytest.raises(FieldError, match="is sealed"):
        people.objects.filter(**{lookup: "石文"}).exists()
    with pytest.raises(FieldError, match="is sealed"):
        people.objects.exclude(**{lookup: "石文"}).exists()
    with pytest.raises(FieldError, match="is sealed"):
        people.objects.get_or_create(name="石文")


def test_only_whether_it_is_empty_may_be_asked(people):
    people.objects.create(name="石文")
    people.objects.create(name="韦巨", number="1", contact=1)
    assert people.objects.get(number="").name == "石文"
    assert people.objects.exclude(number="").get().name == "韦巨"
    assert people.objects.get(contact__isnull=True).name == "石文"
    assert people.objects.filter(contact=None).count() == 1


def test_a_value_copied_from_another_column_model_or_row_of_plain_text_is_not_shown(people):
    made = people.objects.create(name="石文", number="52263219900101234X")
    people.objects.update(name=F("number"))
    with pytest.raises(BrokenSeal, match=r"sealing\.person\.name"):
        people.objects.get(pk=made.pk)
    letter = Letter.objects.create(name="x")
    overwrite(Letter, "name", letter.pk, raw(people, "number", made.pk))
    with pytest.raises(BrokenSeal, match=r"sealing\.letter\.name"):
        Letter.objects.get()
    overwrite(people, "name", made.pk, "明文")
    with pytest.raises(BrokenSeal, match="不是封存的形式"):
        list(people.objects.values_list("name"))


def test_a_function_over_the_ciphertext_breaks_instead_of_answering(people):
    people.objects.create(name="石文")
    with pytest.raises(BrokenSeal):
        list(people.objects.annotate(low=Lower("name")).values_list("low"))


def test_a_dump_stays_sealed_and_loads_again(people):
    made = people.objects.create(name="石文", contact=CONTACT)
    for field, value in (("name", "石文"), ("contact", CONTACT)):
        of = people._meta.get_field(field)
        dumped = of.value_to_string(made)
        assert dumped.startswith("s1:k1:") and of.to_python(dumped) == value
        assert of.to_python(value) == value


def test_the_sealed_form_typed_into_a_form_is_text_like_any_other(people):
    """Otherwise somebody with a copy of the database could have it read back by the form it came from."""
    stolen = seal("石文", column="sealing.person.name")
    form = modelform_factory(people, fields=["name", "contact"])({"name": stolen, "contact": '{"a": "十"}'})
    made = form.save()
    assert people.objects.get(pk=made.pk).name == stolen
    assert people.objects.get(pk=made.pk).contact == {"a": "十"}


def test_a_required_field_still_has_to_be_filled_in(people):
    with pytest.raises(ValidationError):
        people(name="").full_clean()


def test_a_migration_rebuilds_the_field_and_its_model_reads_the_same_values(people):
    made = people.objects.create(name="石文", contact=CONTACT)
    state = ProjectState()
    state.add_model(ModelState.from_model(people))
    historical = state.apps.get_model("sealing", "Person")
    old = historical.objects.get(pk=made.pk)
    assert (old.name, old.contact) == ("石文", CONTACT)
    old.name = "石小文"
    old.save()
    assert people.objects.get(pk=made.pk).name == "石小文"
    text, imports = MigrationWriter.serialize(SealedTextField(blank=True, sealed_as="a.b.c"))
    assert text == "gongkai.sealing.fields.SealedTextField(blank=True, sealed_as='a.b.c')"
    assert imports == {"import gongkai.sealing.fields"}


def test_a_renamed_field_reads_on_under_the_name_it_was_sealed_with(people):
    made = people.objects.create(name="石文")
    with isolate_apps("gongkai.sealing"):

        class Renamed(models.Model):  # noqa: DJ008
            full_name = SealedTextField(db_column="name", sealed_as="sealing.person.name")

            class Meta:
                app_label = "sealing"
                db_table = "sealing_person"

    assert Renamed.objects.get(pk=made.pk).full_name == "石文"


def test_what_needs_equal_texts_to_be_equal_is_a_fault_of_the_model():
    with isolate_apps("gongkai.sealing"):

        class Wrong(models.Model):  # noqa: DJ008
            one = SealedTextField(unique=True)
            two = SealedTextField(db_index=True)
            three = SealedJSONField(db_default="x")

            class Meta:
                app_label = "sealing"

    told = [error.msg for field in Wrong._meta.local_fields for error in field.check(databases=["default"])]
    assert [word for word in ("unique", "db_index", "db_default") if any(word in msg for msg in told)] == [
        "unique", "db_index", "db_default",
    ]  # fmt: skip


def test_a_number_is_found_by_its_blind_index_however_it_is_typed(people):
    made = people.objects.create(name="石文", number="52263219900101234x")
    people.objects.create(name="韦巨", number="522632199001012345")
    for typed in ("52263219900101234X", "522632 19900101 234X", "５２２６３２-19900101-234x"):
        assert people.objects.get(number_index=blind_index(typed, "identity_number")).pk == made.pk
    assert raw(people, "number_index", made.pk) != raw(people, "number", made.pk)


def test_an_index_tells_neither_the_value_nor_that_two_purposes_share_it_nor_that_two_are_empty(people, settings):
    one = blind_index("13812341234", "phone")
    assert len(one) == 64 and "1381234" not in one
    assert one != blind_index("13812341234", "identity_number")
    assert blind_index(" - ", "phone") == ""
    settings.SEAL_KEYS = settings.SEAL_KEYS.replace("blind:YmJi", "blind:Y2Nj")
    assert blind_index("13812341234", "phone") != one


def test_dumpdata_and_loaddata_carry_a_sealed_file_record(uploaded, tmp_path, clerk):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command

    from gongkai.pages import uploads
    from gongkai.pages.models import StoredFile

    stored = uploads.store(SimpleUploadedFile("石文身份证.txt", b"abc"), owner="x", by=clerk, sealed=True)
    told = StringIO()
    call_command("dumpdata", "pages.storedfile", stdout=told)
    assert "石文" not in told.getvalue() and stored.file_key not in told.getvalue()
    (tmp_path / "files.json").write_text(told.getvalue(), encoding="utf-8")
    StoredFile.objects.all().delete()
    call_command("loaddata", str(tmp_path / "files.json"), verbosity=0)
    back = StoredFile.objects.get()
    assert (back.shown_name, back.open().read()) == ("石文身份证.txt", b"abc")
