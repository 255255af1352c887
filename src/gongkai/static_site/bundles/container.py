"""The file a bundle is: a ZIP with `index.json`, a signature over it, and members the index answers for by SHA-256.

A reader believes nothing before the signature, and no member before its digest. Names inside are fixed words and digests;
no path is ever taken from the ZIP.
"""

import base64
import binascii
import hashlib
import json
import os
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from gongkai.static_site.signing import NotTrusted, Peer, SigningKey, known

FORMAT = "gongkai-bundle-1"
INDEX, SIGNATURE = "index.json", "index.sig"
LARGEST_INDEX = 64 * 1024 * 1024
CHUNK = 1024 * 1024
KINDS = {"site": "网站数据包", "applications": "申请数据包", "acknowledgement": "接收回执"}


class BadBundle(Exception):
    """The file is no bundle, is not whole, or does not belong here; the message is a sentence."""


class Writing:
    """A bundle being written: add members, then `sign`. It appears under its name when it is complete."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._index: bytes | None = None

    def add(self, name: str, pieces: Iterable[bytes], *, is_packed: bool = False) -> tuple[str, int]:
        """Write a member; answers SHA-256 and size of its content."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._archive.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        return digest.hexdigest(), size

    def sign(self, kind: str, said: Mapping[str, Any], key: SigningKey) -> None:
        index = {"format": FORMAT, "kind": kind, "key": key.id, **said}
        data = json.dumps(index, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        self._archive.writestr(INDEX, data)
        self._archive.writestr(SIGNATURE, base64.b64encode(key.sign(data)))


@contextmanager
def writing(path: Path) -> Iterator[Writing]:
    """Half a bundle never stands under the name of a whole one, and what crosses a border is its owner's to read."""
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with (
            os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
            zipfile.ZipFile(file, "w") as archive,
        ):
            yield Writing(archive)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class Reading:
    """A bundle whose signature holds: `index` can be believed, a member once its digest fits."""

    def __init__(self, archive: zipfile.ZipFile, peers: Mapping[str, Peer], kind: str) -> None:
        self._archive = archive
        names = archive.namelist()
        if len(set(names)) != len(names):
            raise BadBundle("数据包里有重名的部分")
        self.names = frozenset(names)
        data = self._small(INDEX, LARGEST_INDEX)
        try:
            self.index: dict[str, Any] = json.loads(data)
            signature = base64.b64decode(self._small(SIGNATURE, 1024), validate=True)
            who, made = str(self.index["key"]), str(self.index["kind"])
        except (ValueError, KeyError, TypeError, binascii.Error):
            raise BadBundle("不是数据包，或者已经损坏") from None
        known(peers, who).check(signature, data)
        if self.index.get("format") != FORMAT or made != kind:
            raise BadBundle(f"这是{KINDS.get(made, '别的东西')}，不是{KINDS[kind]}")
        self.key = who

    def member(self, name: str, sha256: str, size: int) -> Iterator[bytes]:
        """The content of a member in pieces, no more than `size` bytes. Raises BadBundle at its end when it is not it."""
        digest, seen = hashlib.sha256(), 0
        for piece in self._pieces(name, size):
            digest.update(piece)
            seen += len(piece)
            yield piece
        if seen != size or digest.hexdigest() != sha256:
            raise BadBundle(f"数据包里的 {name} 与索引不符")

    def stream(self, name: str) -> BinaryIO:
        """A member as a file that can be sought, once `member` has been read to its end."""
        return cast(BinaryIO, self._archive.open(name))

    def whole(self, name: str, sha256: str, size: int) -> bytes:
        return b"".join(self.member(name, sha256, size))

    def _small(self, name: str, most: int) -> bytes:
        if name not in self.names:
            raise NotTrusted("没有签名的数据包，不予接收")
        return b"".join(self._pieces(name, most))

    def _pieces(self, name: str, most: int) -> Iterator[bytes]:
        """Raises BadBundle for a member that is lacking, damaged, or unpacks to more than `most` bytes."""
        try:
            with self._archive.open(name) as member:
                while piece := member.read(min(CHUNK, most + 1)):
                    most -= len(piece)
                    if most < 0:
                        raise BadBundle(f"数据包里的 {name} 比应有的大")
                    yield piece
        except KeyError:
            raise BadBundle(f"数据包里缺少 {name}") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
            raise BadBundle(f"数据包里的 {name} 损坏（{problem}）") from None


@contextmanager
def reading(path: Path, peers: Mapping[str, Peer], kind: str) -> Iterator[Reading]:
    """Raises NotTrusted, BadBundle, OSError."""
    try:
        with path.open("rb") as file, _opened(file) as archive:
            yield Reading(archive, peers, kind)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as problem:
        raise BadBundle(f"{path} 不是数据包，或者已经损坏（{problem}）") from None


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (ValueError, OverflowError, IndexError, NotImplementedError) as problem:  # a header nobody would write
        raise zipfile.BadZipFile(str(problem)) from None
