"""Finding a sealed value without opening any: a keyed digest of its normal form stands beside it.

Equal values give equal digests, so an index tells that two rows share a number, never which. Digests of one purpose
say nothing about those of another. The key is the `blind:` line of the keyring and stays when the other keys rotate.
"""

import hashlib
import hmac
import re
import unicodedata

from django.db import models

from gongkai.sealing.keys import keyring


def normal_form(value: str) -> str:
    """Full-width and half-width, upper and lower case, with or without spaces and hyphens: one form."""
    return re.sub(r"[\s\-‐-―−]", "", unicodedata.normalize("NFKC", value).upper())


def blind_index(value: str, purpose: str) -> str:
    """64 hexadecimal digits to look a value up by; an empty value gives an empty text. Raises NoKeys."""
    if not (normal := normal_form(value)):
        return ""
    key = keyring().blind.derived(f"blind/{purpose}")
    return hmac.new(key, normal.encode(), hashlib.sha256).hexdigest()


class BlindIndexField(models.CharField):
    """The blind index of another field of the same model, kept by every save().

    number = SealedTextField(blank=True)
    number_index = BlindIndexField(source="number", purpose="identity_number")

    Look up with `filter(number_index=blind_index(typed, "identity_number"))`. update() and update_fields
    keep it only when it is named too.
    """

    def __init__(self, *args, source: str, purpose: str, **kwargs) -> None:
        self.source, self.purpose = source, purpose
        super().__init__(*args, **{"max_length": 64, "blank": True, "editable": False, "db_index": True} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source, "purpose": self.purpose}

    def pre_save(self, model_instance, add):
        index = blind_index(getattr(model_instance, self.source) or "", self.purpose)
        setattr(model_instance, self.attname, index)
        return index
