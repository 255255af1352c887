"""Two models with sealed fields that belong to no application, and keyrings to try them with."""

import base64

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from gongkai.sealing import rotation
from gongkai.sealing.blind import BlindIndexField
from gongkai.sealing.fields import SealedJSONField, SealedTextField

with isolate_apps("gongkai.sealing"):

    class Person(models.Model):  # noqa: DJ008
        name = SealedTextField()
        number = SealedTextField(blank=True, default="")
        number_index = BlindIndexField(source="number", purpose="identity_number")
        contact = SealedJSONField(null=True, blank=True)
        note = models.TextField(default="")

        class Meta:
            app_label = "sealing"

    class Letter(models.Model):  # noqa: DJ008
        name = SealedTextField(null=True)
        note = models.TextField(default="")

        class Meta:
            app_label = "sealing"


def line(key_id: str, letter: str) -> str:
    return f"{key_id}:{base64.b64encode(letter.encode() * 32).decode()}"


ONE = f"{line('k1', '1')}\n{line('blind', 'b')}\n"
TWO = f"{line('k2', '2')}\n{ONE}"


@pytest.fixture(scope="session")
def tables(django_db_setup, django_db_blocker):
    """The tables of both models, made outside any test's transaction and taken away at the end."""
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in (Person, Letter):
                editor.create_model(model)
        yield
        with connection.schema_editor() as editor:
            for model in (Person, Letter):
                editor.delete_model(model)


@pytest.fixture
def people(tables, db, settings, monkeypatch):
    """The models with one key in the ring, and rotation walking these two alone."""
    settings.SEAL_KEYS = ONE
    monkeypatch.setattr(rotation.apps, "get_models", lambda: [Person, Letter])
    return Person


def raw(model, field: str, pk: int) -> str | None:
    """The text as it lies in the database."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{field}" FROM "{model._meta.db_table}" WHERE id = %s', [pk])
        return cursor.fetchone()[0]


def overwrite(model, field: str, pk: int, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{field}" = %s WHERE id = %s', [text, pk])
