"""The keyring: text from outside the database, one key a line, `id:base64 of 32 bytes`.

The first key seals; the others only open what was sealed before. The line `blind:…` is the key of blind indexes and does
not take part in rotation: every index made with it would have to be made anew at the same moment. Empty lines and lines
that begin with # are left out. Each use of a key gets a key of its own derived from it, so that no two uses meet.
"""

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
BLIND = "blind"
KEY_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
ACCEPTED = "逐行写的密钥：每行“编号:32 字节的 base64”，第一行是现用密钥，另有一行以 blind: 开头"


class NoKeys(Exception):
    """No usable keyring; the message is a sentence for the person who runs the system. Never holds a key."""


@dataclass(frozen=True)
class Key:
    """One line of the keyring. `derived(use, length)` gives the bytes for one use; the secret itself is never used."""

    id: str
    secret: bytes = field(repr=False)

    def derived(self, use: str, length: int = KEY_BYTES) -> bytes:
        return derive(self.secret, use, length)


@dataclass(frozen=True)
class Keyring:
    current: Key
    keys: Mapping[str, Key] = field(repr=False)
    blind: Key = field(repr=False)


@lru_cache(maxsize=512)
def derive(secret: bytes, use: str, length: int = KEY_BYTES) -> bytes:
    """A key for one use, from a secret of full entropy (HKDF, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=f"gongkai/{use}".encode()).derive(secret)


@lru_cache(maxsize=8)
def parse(text: str) -> Keyring:
    """The keyring in this text. Raises ValueError with a sentence that names the line, never its content."""
    found: dict[str, Key] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not (line := line.strip()) or line.startswith("#"):
            continue
        name, colon, encoded = line.partition(":")
        if not colon or not KEY_ID.fullmatch(name):
            raise ValueError(f"密钥第 {number} 行不是“编号:base64”；编号只用小写字母、数字和连字符")
        if name in found:
            raise ValueError(f"密钥编号 {name} 出现了两次（第 {number} 行）")
        found[name] = Key(name, _decoded(encoded, number))
    blind = found.pop(BLIND, None)
    if not found:
        raise ValueError("密钥里没有一行封存密钥")
    if blind is None:
        raise ValueError("密钥里缺少以 blind: 开头的一行")
    return Keyring(current=next(iter(found.values())), keys=found, blind=blind)


def _decoded(encoded: str, number: int) -> bytes:
    try:
        secret = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise ValueError(f"密钥第 {number} 行不是 {KEY_BYTES} 字节的 base64") from None
    return secret


def checked(text: str) -> str:
    """The same text, when it is empty or a keyring. For the table of settings."""
    if text.strip():
        parse(text)
    return text


def keyring() -> Keyring:
    """The keyring of this process. Raises NoKeys when there is none or it cannot be read."""
    text = settings.SEAL_KEYS
    if not text.strip():
        raise NoKeys("没有设置 GONGKAI_SEAL_KEYS（或 GONGKAI_SEAL_KEYS_FILE）：封存的个人信息不能读写。")
    try:
        return parse(text)
    except ValueError as problem:
        raise NoKeys(f"GONGKAI_SEAL_KEYS 不能使用：{problem}。") from None


def new_line(key_id: str) -> str:
    """A fresh line for a keyring."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode('ascii')}"


def new_keyring(key_id: str) -> str:
    """The text of a fresh keyring with one key and its blind line."""
    return f"{new_line(key_id)}\n{new_line(BLIND)}\n"


def with_new_key(text: str, key_id: str) -> str:
    """The same keyring with a fresh current key in front. Raises ValueError when the text is none or has this id."""
    if key_id in parse(text).keys or key_id == BLIND:
        raise ValueError(f"密钥编号 {key_id} 已经有了")
    return f"{new_line(key_id)}\n{text.strip()}\n"
