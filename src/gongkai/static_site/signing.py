"""Who made a bundle, and who may open it: one secret a machine, one public line to give to the other side.

    GONGKAI_SIGN_KEY     id:base64 of 32 bytes      a line a key; the first signs, all of them open
    GONGKAI_TRUST_KEYS   id:base64 of 64 bytes      a line a peer: what `gongkai keys public` printed over there

The 64 bytes are an Ed25519 key, with which the peer's signatures are checked, and an X25519 key, for which one encrypts to
it. Both come from the one secret (HKDF, a use each). Private keys lie outside the database, like those of sealing.
"""

import base64
import binascii
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from gongkai.sealing.keys import KEY_BYTES, KEY_ID, derive

Row = TypeVar("Row")
DOMAIN = b"gongkai bundle 1\n"  # what is signed is never mistaken for something else
SECRET = f"逐行写的签名密钥：每行“编号:{KEY_BYTES} 字节的 base64”，第一行是现用密钥"
PUBLIC = "逐行写的公钥：每行“编号:64 字节的 base64”，由对方运行 gongkai keys public 得到"


class NotTrusted(Exception):
    """A signature is missing, wrong, or of somebody this machine does not know; the message is a sentence."""


@dataclass(frozen=True)
class SigningKey:
    """One line of GONGKAI_SIGN_KEY."""

    id: str
    secret: bytes = field(repr=False)

    @property
    def _ed25519(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(derive(self.secret, "bundle/ed25519"))

    @property
    def _x25519(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(derive(self.secret, "bundle/x25519"))

    def sign(self, data: bytes) -> bytes:
        return self._ed25519.sign(DOMAIN + data)

    def shared_with(self, public: bytes) -> bytes:
        """The secret this key has in common with the owner of an X25519 public key. Raises ValueError for a bad one."""
        return self._x25519.exchange(X25519PublicKey.from_public_bytes(public))

    @property
    def peer(self) -> "Peer":
        """The public half."""
        return Peer(
            self.id, self._ed25519.public_key().public_bytes_raw(), self._x25519.public_key().public_bytes_raw()
        )


@dataclass(frozen=True)
class Peer:
    """One line of GONGKAI_TRUST_KEYS."""

    id: str
    ed25519: bytes
    x25519: bytes

    def check(self, signature: bytes, data: bytes) -> None:
        """Raises NotTrusted."""
        try:
            Ed25519PublicKey.from_public_bytes(self.ed25519).verify(signature, DOMAIN + data)
        except (InvalidSignature, ValueError):
            raise NotTrusted(f"签名不是 {self.id} 的，或者内容在签名之后被改动") from None

    @property
    def line(self) -> str:
        return f"{self.id}:{base64.b64encode(self.ed25519 + self.x25519).decode('ascii')}"


def secrets_in(text: str) -> dict[str, SigningKey]:
    """The keys of GONGKAI_SIGN_KEY in order. Raises ValueError with a sentence that names the line, never its content."""
    return _lines(text, KEY_BYTES, lambda name, raw: SigningKey(name, raw))


def peers_in(text: str) -> dict[str, Peer]:
    """The peers of GONGKAI_TRUST_KEYS. Raises ValueError."""
    return _lines(text, 64, lambda name, raw: Peer(name, raw[:32], raw[32:]))


def checked_secrets(text: str) -> str:
    secrets_in(text)
    return text


def checked_peers(text: str) -> str:
    peers_in(text)
    return text


def new_secret(key_id: str) -> str:
    """A fresh line for GONGKAI_SIGN_KEY."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode('ascii')}\n"


def known(peers: Mapping[str, Peer], key_id: str) -> Peer:
    """Raises NotTrusted for a peer that is none."""
    if key_id not in peers:
        raise NotTrusted(f"不认识签名的密钥 {key_id}：请把对方 gongkai keys public 的一行加入 GONGKAI_TRUST_KEYS")
    return peers[key_id]


def _lines(text: str, size: int, make: Callable[[str, bytes], Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not (line := line.strip()) or line.startswith("#"):
            continue
        name, _colon, encoded = line.partition(":")
        if not KEY_ID.fullmatch(name) or name in found:
            raise ValueError(f"第 {number} 行的编号不能用，或者出现了两次；编号只用小写字母、数字和连字符")
        try:
            raw = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != size:
            raise ValueError(f"第 {number} 行不是“编号:{size} 字节的 base64”")
        found[name] = make(name, raw)
    return found
