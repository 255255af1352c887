"""Model fields that are plain in Python and sealed in the database.

A dump (dumpdata, a revision) carries the sealed form and can be loaded again under the same keys. Renaming a model or
field changes what its values are bound to: give `sealed_as="app.model.field"` with the old name, then rename freely.
"""

import json

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.lookups import Exact, IsNull

from gongkai.sealing.seal import looks_sealed, seal, unseal


def _no_lookup(field: models.Field, lookup: str) -> FieldError:
    return FieldError(
        f"{field.model.__name__}.{field.name} is sealed: “{lookup}” cannot look into it. "
        "Use isnull or exact '', or a BlindIndexField beside it."
    )


class ExactlyEmpty(Exact):
    """The one comparison that needs no opening: an empty text is stored empty."""

    def get_prep_lookup(self):
        if self.rhs not in ("", None):  # None: Django asks isnull instead
            raise _no_lookup(self.lhs.output_field, "exact")
        return self.rhs


class SealedField(models.TextField):
    """What both kinds share. Subclasses say how their Python value becomes text and back."""

    def __init__(self, *args, sealed_as: str = "", **kwargs) -> None:
        self.sealed_as = sealed_as
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"sealed_as": self.sealed_as} if self.sealed_as else {})

    @property
    def column_name(self) -> str:
        """What values are bound to. The same in a migration's historical model."""
        return self.sealed_as or f"{self.model._meta.app_label}.{self.model._meta.model_name}.{self.name}"

    def check(self, **kwargs):
        wrong = [word for word in ("unique", "db_index", "primary_key") if getattr(self, word)]
        if self.has_db_default():
            wrong.append("db_default")
        return super().check(**kwargs) + [
            checks.Error(
                f"A sealed field cannot have {word}: every sealing gives another text.", obj=self, id="sealing.E001"
            )
            for word in wrong
        ]

    def as_text(self, value) -> str:
        raise NotImplementedError

    def from_text(self, text: str):
        raise NotImplementedError

    def from_db_value(self, value, expression, connection):
        return value if value is None or value == "" else self.from_text(unseal(value, column=self.column_name))

    def get_prep_value(self, value):
        """Without TextField's to_python: that opens the sealed form, which a value typed into a form must never be."""
        return models.Field.get_prep_value(self, value)

    def get_db_prep_save(self, value, connection):
        value = super().get_db_prep_save(value, connection)
        if value is None or hasattr(value, "as_sql"):
            return value
        text = self.as_text(value)
        return text and seal(text, column=self.column_name)

    def clean(self, value, model_instance):
        self.validate(value, model_instance)
        self.run_validators(value)
        return value

    def to_python(self, value):
        """Called when a dump is loaded: the sealed form is opened, a plain one taken as it is."""
        return self.from_text(unseal(value, column=self.column_name)) if looks_sealed(value) else value

    def value_to_string(self, obj) -> str:
        value = self.value_from_object(obj)
        text = "" if value is None else self.as_text(value)
        return text and seal(text, column=self.column_name)

    def get_lookup(self, lookup_name):
        allowed = {"exact": ExactlyEmpty, "isnull": IsNull}
        if lookup_name not in allowed:
            raise _no_lookup(self, lookup_name)
        return allowed[lookup_name]

    def get_transform(self, lookup_name):
        raise _no_lookup(self, lookup_name)


class SealedTextField(SealedField):
    """A str, or None where null=True. The empty text stays empty."""

    def as_text(self, value) -> str:
        return str(value)

    def from_text(self, text: str) -> str:
        return text

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else str(value)


class SealedJSONField(SealedField):
    """Any JSON value. None is stored as NULL, everything else sealed, {} and [] included."""

    def as_text(self, value) -> str:
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)

    def from_text(self, text: str):
        return json.loads(text)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": forms.JSONField, "encoder": DjangoJSONEncoder} | kwargs)
