"""Applications inwards, the outer half: what has been submitted here, sealed for the office; and what has arrived, forgotten.

A bundle carries everything that is not known to have arrived. It may be lost, carried twice or overtaken by a later one.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from gongkai.applications import actions
from gongkai.applications.queries.outside import Submission, arrived
from gongkai.audit import actions as audit
from gongkai.static_site.bundles.container import CHUNK, BadBundle, reading, writing
from gongkai.static_site.bundles.envelope import sealed_for
from gongkai.static_site.signing import Peer, SigningKey

SEALED = "applications.sealed"


def pack(out: Path, *, key: SigningKey, to: Peer) -> int:
    """Write a bundle sealed for `to`; how many applications it carries. With none, no bundle is made."""
    count = 0

    def plain() -> Iterator[bytes]:
        nonlocal count
        for submission in arrived():
            count += 1
            yield from _as_bytes(submission)

    with writing(out) as bundle:
        ephemeral, chunks = sealed_for(to, plain())
        sha256, size = bundle.add(SEALED, chunks, is_packed=True)
        said = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "to": to.id, "ephemeral": ephemeral,
            "sealed": {"sha256": sha256, "size": size}, "count": count,
        }  # fmt: skip
        bundle.sign("applications", said, key)
    if not count:
        out.unlink()
        return 0
    audit.record(verb="applications.bundled", by=None, subject=f"key:{to.id}", count=count, sha256=sha256)
    return count


def _as_bytes(submission: Submission) -> Iterator[bytes]:
    """One line of JSON, then the bytes of its files in the order it names them."""
    line = submission.data | {"digest": submission.digest}
    yield json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    for stored in submission.files:
        with stored.open() as file:
            while piece := file.read(CHUNK):
                yield piece


def acknowledge(path: Path, *, peers: Mapping[str, Peer]) -> tuple[list[str], list[str]]:
    """Read the office's acknowledgement and forget what has arrived: numbers forgotten, numbers changed since and kept."""
    with reading(path, peers, "acknowledgement") as bundle:
        try:
            received = {str(row["id"]): str(row["digest"]) for row in bundle.index["received"]}
        except (KeyError, TypeError):
            raise BadBundle("接收回执不完整") from None
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # deleted rows are overwritten, not only unlinked
    return actions.forget_arrived(acknowledged=received)
