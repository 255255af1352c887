"""Where a mirror lies, seen as a place that takes and loses single objects, each whole or not at all.

A bucket gets the plain file alone, with the kind and keeping our own servers send. No compressed copies: buckets choose
none by what a reader takes, and a CDN before them compresses by itself.
"""

import copy
import errno
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.core.files import File
from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages

from gongkai.static_site.addresses import GONE, INDEX, MOVED
from gongkai.static_site.front import headers
from gongkai.static_site.mirroring.targets import Target
from gongkai.static_site.storage import AtomicFiles
from gongkai.static_site.verifying.trees import StorageTree, Tree

LONGEST_KEY = 1024  # bytes, in S3 and everything that speaks like it
PAGES_OF_OTHERS = frozenset({GONE, MOVED, "404.html", "offline.html"})
SENT = {
    "Content-Type": "ContentType",
    "Cache-Control": "CacheControl",
    "Content-Disposition": "ContentDisposition",
}


class MirrorProblem(Exception):
    """A mirror cannot be used as it is set up; the message is a sentence for whoever set it up."""


class MirrorAway(MirrorProblem):
    """The place does not answer, or not to us. What lies there stays; it is tried again."""


class NotKept(Exception):
    """This one object has no room there; the message says why."""


class Place(Protocol):
    where: str  # which place exactly; another one behind the same name is another mirror

    def ready(self) -> None:
        """Called before a push, by its only writer: what a killed one has left half done is cleared away."""

    def put(self, path: str, content: BinaryIO) -> None:
        """Replace or create. Raises NotKept, MirrorProblem."""

    def drop(self, path: str) -> None:
        """Remove; nothing happens when it is not there. Raises MirrorProblem."""

    def tree(self) -> Tree:
        """What lies there."""


def place_of(target: Target) -> Place:
    """Raises MirrorProblem for a storage nobody has set up, or when the extra for buckets is not installed."""
    if target.bucket:
        return Bucket(_bucket(target), target.text)
    try:
        storage = storages[target.alias]
    except InvalidStorageError as problem:
        if target.alias in storages.backends:
            raise MirrorProblem(f"存储“{target.alias}”不能使用：{problem}") from None
        raise MirrorProblem(f"设置 STORAGES 里没有“{target.alias}”") from None
    if isinstance(storage, FileSystemStorage):
        return Folder(storage)
    if hasattr(storage, "get_object_parameters"):
        return Bucket(storage, f"s3://{storage.bucket_name}/{storage.location}")
    return Storage(storage, target.text)


def headers_of(path: str) -> dict[str, str]:
    """What our own servers would say about this file, as far as an object can carry it."""
    name = path.rpartition("/")[2]
    if path in PAGES_OF_OTHERS or name in {GONE, MOVED}:
        told = headers.of_notice()
    else:
        told = headers.of_page() if name == INDEX else headers.of_file(f"/{path}")
    return {name: value for name, value in told if name in SENT}


class Storage:
    """Any storage of Django that replaces what it is given twice."""

    def __init__(self, storage: Any, where: str) -> None:
        self.storage, self.where = storage, where

    def ready(self) -> None:
        pass  # parts of an upload that was broken off are the storage's own to forget

    def put(self, path: str, content: BinaryIO) -> None:
        try:
            kept = self.storage.save(path, File(content, name=path))
            if kept != path:
                self.storage.delete(kept)
        except Exception as problem:  # a backend's own exceptions are of no common kind
            raise MirrorAway(f"写不进 {self.where}：{problem}") from problem
        if kept != path:
            raise MirrorProblem(f"{self.where} 不替换同名文件，不能作镜像：请设置它覆盖已有文件")

    def drop(self, path: str) -> None:
        try:
            self.storage.delete(path)
        except Exception as problem:
            raise MirrorAway(f"不能从 {self.where} 移除文件：{problem}") from problem

    def tree(self) -> Tree:
        return StorageTree(self.storage)


class Bucket(Storage):
    """A bucket, through django-storages."""

    def __init__(self, storage: Any, where: str) -> None:
        twin = _with_headers(storage)
        try:
            endpoint = twin.connection.meta.client.meta.endpoint_url
        except Exception as problem:  # boto3 could not make anything of its environment
            raise MirrorProblem(f"{where} 不能使用：{problem}") from problem
        super().__init__(twin, f"{where.rstrip('/')} ({endpoint})")
        self._before = len(storage.location.strip("/").encode()) + 1

    def put(self, path: str, content: BinaryIO) -> None:
        if self._before + len(path.encode()) > LONGEST_KEY:
            raise NotKept(f"名称超过 {LONGEST_KEY} 字节")
        super().put(path, content)


class Folder:
    """A local or mounted directory: a file there is the old one or the new one, never half of one."""

    def __init__(self, storage: FileSystemStorage) -> None:
        root = Path(storage.location)
        self.where, self._storage = str(root), storage
        self._files = AtomicFiles(root, parts=root.parent / f".{root.name}.parts")

    def ready(self) -> None:
        self._files.sweep()

    def put(self, path: str, content: BinaryIO) -> None:
        try:
            self._files.put(path, lambda: content)
        except OSError as problem:
            if problem.errno == errno.ENAMETOOLONG:
                raise NotKept("名称太长") from None
            raise MirrorAway(f"写不进 {self.where}：{problem.strerror or problem}") from problem

    def drop(self, path: str) -> None:
        try:
            self._files.drop(path)
        except OSError as problem:
            raise MirrorAway(f"不能从 {self.where} 移除文件：{problem.strerror or problem}") from problem

    def tree(self) -> Tree:
        return StorageTree(self._storage)


def _bucket(target: Target) -> Any:
    try:
        from botocore.config import Config
        from storages.backends.s3 import S3Storage
    except ImportError:
        raise MirrorProblem("没有安装对象存储的支持：pip install 'gongkai[s3]'") from None
    patience = Config(
        connect_timeout=5, read_timeout=60, retries={"max_attempts": 3, "mode": "standard"}, max_pool_connections=32,
        request_checksum_calculation="when_required",  # many that speak S3 do not know the newer trailing checksums
    )  # fmt: skip
    return S3Storage(bucket_name=target.bucket, location=target.prefix, default_acl=None, client_config=patience)


def _with_headers(storage: Any) -> Any:
    """A twin of an S3 storage that sends each object as it is, with the headers of our own servers."""
    twin, set_up = copy.copy(storage), storage.get_object_parameters
    before = len(storage.location.strip("/"))

    def parameters(key: str) -> dict[str, Any]:
        told = headers_of(key[before:].lstrip("/"))
        return {**set_up(key), **{SENT[name]: value for name, value in told.items()}}

    twin.get_object_parameters = parameters
    twin.gzip, twin.file_overwrite = False, True
    return twin
