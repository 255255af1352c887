"""How a mirror is named in settings and on the command line. Plain Python: the settings are read before Django is.

s3://bucket/prefix    a bucket of S3 or of what speaks like it; address and keys as boto3 finds them (AWS_ENDPOINT_URL …)
storage:alias         a storage of Django's STORAGES
"""

import re
from dataclasses import dataclass
from zlib import crc32

BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
ALIAS = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}")
OURS = frozenset({"default", "private", "staticfiles"})  # what lies there is not the public's, or not the site's


@dataclass(frozen=True)
class Target:
    """`alias` is empty for a bucket, `bucket` for a storage; `prefix` has no slash at its ends."""

    text: str
    alias: str = ""
    bucket: str = ""
    prefix: str = ""

    @property
    def folder(self) -> str:
        """The name of the folder in which is kept how far this mirror stands."""
        if self.alias:
            return self.alias
        readable = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{self.bucket}-{self.prefix}").strip("-")[:80]
        return f"s3-{readable}-{crc32(self.text.encode()):08x}"


def is_target(text: str) -> bool:
    """Whether this is meant to name a mirror, and not a directory."""
    return text.startswith(("s3:", "storage:"))


def target(text: str) -> Target:
    """Raises ValueError for what names no mirror, and for the storages of the platform itself."""
    if text.startswith("storage:"):
        alias = text.removeprefix("storage:")
        if not ALIAS.fullmatch(alias) or alias in OURS:
            raise ValueError(text)
        return Target(text, alias=alias)
    bucket, _slash, prefix = text.removeprefix("s3://").partition("/")
    prefix = prefix.rstrip("/")
    if not text.startswith("s3://") or not BUCKET.fullmatch(bucket):
        raise ValueError(text)
    if prefix and any(part in {"", ".", ".."} for part in prefix.split("/")):
        raise ValueError(text)
    return Target(f"s3://{bucket}/{prefix}".rstrip("/"), bucket=bucket, prefix=prefix)


def targets(text: str) -> tuple[Target, ...]:
    """Of a list with commas, each once. Raises ValueError."""
    return tuple(dict.fromkeys(target(word.strip()) for word in text.split(",") if word.strip()))
