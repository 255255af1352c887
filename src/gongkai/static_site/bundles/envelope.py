"""Encrypted for one peer: X25519 with a key made for this bundle alone, HKDF, then the sealed chunks of `sealing.files`.

Who packed it cannot open it again. The cipher is the one of GONGKAI_SEAL_CIPHER: AES-256-GCM or SM4-GCM.
"""

import base64
from collections.abc import Iterable, Iterator

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gongkai.sealing.files import sealed_chunks
from gongkai.sealing.keys import KEY_BYTES
from gongkai.static_site.signing import Peer, SigningKey

USE = b"gongkai/bundle/applications"


def sealed_for(peer: Peer, plain: Iterable[bytes]) -> tuple[str, Iterator[bytes]]:
    """The public half of the key made for this bundle, as text, and the sealed bytes."""
    mine = X25519PrivateKey.generate()
    public = mine.public_key().public_bytes_raw()
    shared = mine.exchange(X25519PublicKey.from_public_bytes(peer.x25519))
    return base64.b64encode(public).decode("ascii"), sealed_chunks(plain, _file_key(shared, public, peer.x25519))


def file_key_for(key: SigningKey, ephemeral: str) -> str:
    """What opens a bundle that was sealed for this key, for `sealing.files.open_sealed`. Raises ValueError."""
    public = base64.b64decode(ephemeral, validate=True)
    return _file_key(key.shared_with(public), public, key.peer.x25519)


def _file_key(shared: bytes, ephemeral: bytes, recipient: bytes) -> str:
    derived = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=ephemeral + recipient, info=USE).derive(shared)
    return base64.b64encode(derived).decode("ascii")
