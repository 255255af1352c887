"""Sealing one text: authenticated encryption bound to the column it stands in.

    s1:<key id>:<base64 of nonce, ciphertext and tag>      AES-256-GCM
    s2:<key id>:<…>                                        SM4-GCM (GB/T 32907)

What the seal is bound to (scheme, key, column) is authenticated: a value copied into another column, or under another
key's name, does not open. A value moved to another row of the same column does: a row has no key before it is inserted.
"""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from gongkai.sealing.keys import Key, keyring

NONCE, TAG = 12, 16
SEALED = re.compile(r"(s[12]):([a-z0-9][a-z0-9-]{0,23}):([A-Za-z0-9_-]+={0,2})")


class BrokenSeal(Exception):
    """A sealed value cannot be opened; the message says where and why in a sentence, never what it holds."""


class Aead(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class Sm4Gcm:
    """SM4 in GCM mode under the interface of the library's AESGCM."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        encryptor = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data or b"")
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        if len(data) < TAG:
            raise InvalidTag
        decryptor = Cipher(self._algorithm, modes.GCM(nonce, data[-TAG:])).decryptor()
        decryptor.authenticate_additional_data(associated_data or b"")
        return decryptor.update(data[:-TAG]) + decryptor.finalize()


@dataclass(frozen=True)
class Scheme:
    """A cipher and the mark it leaves on what it sealed."""

    mark: str
    key_bytes: int
    aead: type[AESGCM] | type[Sm4Gcm]

    def box(self, key: Key, use: str) -> Aead:
        return self.aead(key.derived(f"{self.mark}/{use}", self.key_bytes))


SCHEMES = {"aes": Scheme("s1", 32, AESGCM), "sm4": Scheme("s2", 16, Sm4Gcm)}
BY_MARK = {scheme.mark: scheme for scheme in SCHEMES.values()}


def scheme_in_use() -> Scheme:
    return SCHEMES[settings.SEAL_CIPHER]


def looks_sealed(value: object) -> bool:
    return isinstance(value, str) and SEALED.fullmatch(value) is not None


def seal(text: str, *, column: str) -> str:
    """`text` under the current key, bound to `column` ("app.model.field"). Raises NoKeys."""
    key, scheme, nonce = keyring().current, scheme_in_use(), secrets.token_bytes(NONCE)
    sealed = scheme.box(key, "value").encrypt(nonce, text.encode(), _bound_to(scheme, key.id, column))
    return f"{scheme.mark}:{key.id}:{base64.urlsafe_b64encode(nonce + sealed).decode('ascii')}"


def unseal(value: str, *, column: str) -> str:
    """The text of a sealed value. Raises BrokenSeal: not sealed, key missing, altered, or moved from another column."""
    match = SEALED.fullmatch(value)
    if match is None:
        raise BrokenSeal(_("%(column)s 的一个值不是封存的形式，不能读取。") % {"column": column})
    scheme, key_id = BY_MARK[match[1]], match[2]
    key = keyring().keys.get(key_id)
    if key is None:
        raise BrokenSeal(
            _("%(column)s 的一个值用密钥 %(key)s 封存，而现有密钥里没有它。请把这把密钥补入 GONGKAI_SEAL_KEYS。")
            % {"column": column, "key": key_id}
        )
    try:
        raw = base64.b64decode(match[3], altchars=b"-_", validate=True)
        opened = scheme.box(key, "value").decrypt(raw[:NONCE], raw[NONCE:], _bound_to(scheme, key_id, column))
        return opened.decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise BrokenSeal(
            _("%(column)s 的一个值打不开：封存之后被改动过，或者是从别处移来的。") % {"column": column}
        ) from None


def prefix_in_use() -> str:
    """What every value begins with that needs no sealing anew."""
    return f"{scheme_in_use().mark}:{keyring().current.id}:"


def _bound_to(scheme: Scheme, key_id: str, column: str) -> bytes:
    return f"{scheme.mark}|{key_id}|{column}".encode()
