"""Sealed files: chunks of 1 MiB, each authenticated with its place and with whether it is the last.

    header   4 bytes GKF1 (AES-256-GCM) or GKF2 (SM4-GCM), 7 random bytes
    chunk    up to 1 MiB of ciphertext and a tag of 16 bytes; nonce = the 7 random bytes, its number (4 bytes), 1 if last

A chunk left out, swapped, or cut off at the end does not open. Every file has a key of its own, kept as a sealed value
beside the file's record: rotation seals that value anew and touches no file.
"""

import base64
import binascii
import io
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _

from gongkai.sealing.keys import KEY_BYTES, Key
from gongkai.sealing.seal import SCHEMES, TAG, BrokenSeal, Scheme, scheme_in_use

CHUNK = 1024 * 1024
SALT = 7
MAGIC = {"s1": b"GKF1", "s2": b"GKF2"}
HEADER = 4 + SALT


def new_file_key() -> str:
    """A fresh key for one file, as text for a SealedTextField."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def sealed_chunks(plain: Iterable[bytes], file_key: str) -> Iterator[bytes]:
    """The bytes of a sealed file, header first, from plain pieces of any size. Holds about two chunks in memory."""
    scheme, salt = scheme_in_use(), secrets.token_bytes(SALT)
    box, header = scheme.box(_key(file_key), "file"), MAGIC[scheme.mark] + salt
    yield header
    number, waiting = 0, bytearray()
    for piece in plain:
        waiting += piece
        while len(waiting) > CHUNK:  # never at exactly one: it may be the last
            yield box.encrypt(_nonce(salt, number, is_last=False), bytes(waiting[:CHUNK]), header)
            del waiting[:CHUNK]
            number += 1
    yield box.encrypt(_nonce(salt, number, is_last=True), bytes(waiting), header)


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file, read and sought like any file. Raises BrokenSeal at the first altered byte."""

    def __init__(self, sealed: BinaryIO, file_key: str) -> None:
        super().__init__()
        self._sealed, self._at, self._number, self._chunk = sealed, 0, -1, b""
        total = sealed.seek(0, io.SEEK_END)
        sealed.seek(0)
        self._header = sealed.read(HEADER)
        scheme = _scheme_of(self._header)
        self._chunks = -(-(total - HEADER) // (CHUNK + TAG))
        if scheme is None or self._chunks < 1:
            raise BrokenSeal(_("这个文件不是完整的封存文件，不能读取。"))
        self._box = scheme.box(_key(file_key), "file")
        self.size = total - HEADER - TAG * self._chunks

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer) -> int:
        number, within = divmod(self._at, CHUNK)
        if number >= self._chunks:
            # An empty or full last chunk is still opened, so that a file cut off at a boundary does not pass for whole.
            number, within = self._chunks - 1, CHUNK
        piece = self._opened(number)[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._sealed.close()
        super().close()

    def _opened(self, number: int) -> bytes:
        if number != self._number:
            self._sealed.seek(HEADER + number * (CHUNK + TAG))
            nonce = _nonce(self._header[4:], number, is_last=number == self._chunks - 1)
            try:
                self._chunk = self._box.decrypt(nonce, self._sealed.read(CHUNK + TAG), self._header)
            except (InvalidTag, ValueError):
                raise BrokenSeal(_("封存的文件打不开：封存之后被改动、截短过，或者密钥不是它的。")) from None
            self._number = number
        return self._chunk


def open_sealed(sealed: BinaryIO, file_key: str) -> io.BufferedReader:
    """A sealed file as a plain one: `read`, `seek`, iteration, closing. `sealed` is read in place and closed with it."""
    return io.BufferedReader(SealedReader(sealed, file_key), buffer_size=64 * 1024)


def _key(file_key: str) -> Key:
    try:
        secret = base64.b64decode(file_key, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise BrokenSeal(_("封存文件的密钥不完整，不能打开。"))
    return Key("file", secret)


def _scheme_of(header: bytes) -> Scheme | None:
    return next((scheme for scheme in SCHEMES.values() if MAGIC[scheme.mark] == header[:4]), None)


def _nonce(salt: bytes, number: int, *, is_last: bool) -> bytes:
    return salt + number.to_bytes(4, "big") + (b"\x01" if is_last else b"\x00")
