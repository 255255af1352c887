"""Applications inwards, the office's half: each becomes a case by the office's own action, and an acknowledgement goes back.

One by one, each in its own transaction: what cannot be taken in is named and stays outside, the others are received. The
same bundle again, an older one, or a part of one changes nothing that was done.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from gongkai.applications import actions
from gongkai.applications.queries.outside import known
from gongkai.audit import actions as audit
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile
from gongkai.sealing.files import open_sealed
from gongkai.sealing.seal import BrokenSeal
from gongkai.static_site.bundles.applications_out import SEALED
from gongkai.static_site.bundles.container import BadBundle, Reading, reading, writing
from gongkai.static_site.bundles.envelope import file_key_for
from gongkai.static_site.signing import NotTrusted, Peer, SigningKey

LONGEST_LINE = 1024 * 1024
LARGEST_FILE, MOST_FILES = 10 * 1024 * 1024, 20


@dataclass
class Received:
    """`new` and `known` are numbers; `refused` number and sentence; `rows` is what the acknowledgement says."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)


def receive(path: Path, *, keys: Mapping[str, SigningKey], peers: Mapping[str, Peer]) -> Received:
    """Take in a bundle. Raises NotTrusted, BadBundle before the first case is made, or for a damaged end of one."""
    done = Received()
    with reading(path, peers, "applications") as bundle, _opened(bundle, keys) as plain:
        for data, files in _submissions(plain):
            _take(data, files, done)
    if done.new:
        audit.record(verb="applications.received", by=None, subject=f"key:{bundle.key}", count=len(done.new))
    return done


def write_acknowledgement(out: Path, done: Received, *, key: SigningKey) -> None:
    """What has arrived, by names and digests alone: nothing in it tells who applied, or for what."""
    with writing(out) as bundle:
        said = {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "received": done.rows}
        bundle.sign("acknowledgement", said, key)


def _opened(bundle: Reading, keys: Mapping[str, SigningKey]) -> BinaryIO:
    try:
        said, to = bundle.index["sealed"], bundle.index["to"]
        if to not in keys:
            raise NotTrusted(f"数据包是给密钥 {to} 的，这里没有这把密钥（GONGKAI_SIGN_KEY）")
        for _piece in bundle.member(SEALED, said["sha256"], said["size"]):
            pass
        return open_sealed(bundle.stream(SEALED), file_key_for(keys[to], bundle.index["ephemeral"]))
    except (KeyError, TypeError, ValueError):
        raise BadBundle("数据包的索引不完整") from None
    except BrokenSeal as problem:
        raise BadBundle(f"数据包打不开：{problem}") from None


def _submissions(plain: BinaryIO) -> Iterator[tuple[dict[str, Any], list[bytes]]]:
    """Each application with the content of its files, as `applications_out` wrote them down."""
    try:
        while line := plain.readline(LONGEST_LINE):
            data: dict[str, Any] = json.loads(line)
            sizes = [int(row["size"]) for row in data["files"]]
            if len(sizes) > MOST_FILES or not all(0 <= size <= LARGEST_FILE for size in sizes):
                raise BadBundle("数据包里的申请附件太多或者太大")
            yield data, [plain.read(size) for size in sizes]
    except BrokenSeal as problem:
        raise BadBundle(f"数据包打不开：{problem}") from None
    except (ValueError, KeyError, TypeError):
        raise BadBundle("数据包里的申请读不出来") from None


def _take(data: dict[str, Any], files: list[bytes], done: Received) -> None:
    number = str(data["number"])
    was_known = known(data["id"]) is not None
    try:
        with ExitStack() as undo, transaction.atomic():
            organ = Organ.objects.filter(slug=data["organ"]).first()
            if organ is None:
                raise ValidationError(f"这里没有代号为 {data['organ']} 的机关")
            stored = [] if was_known else list(_stored(data, files, organ, undo))
            actions.receive_from_outside(organ=organ, files=stored, **_facts(data))
            undo.pop_all()
    except ValidationError as problem:
        done.refused.append((number, "；".join(problem.messages)))
        return
    (done.known if was_known else done.new).append(number)
    done.rows.append({"id": data["id"], "digest": data["digest"]})


def _stored(
    data: dict[str, Any], files: list[bytes], organ: Organ, undo: ExitStack
) -> Iterator[tuple[StoredFile, str]]:
    """Through the same gate as at the form. The bytes of one that was kept go again when its application is refused."""
    for said, content in zip(data["files"], files, strict=True):
        stored = actions.keep_unsent(SimpleUploadedFile(said["name"], content), organ=organ)
        undo.callback(stored.content.storage.delete, stored.content.name)
        yield stored, said["purpose"]


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    given = (
        "number", "query_code", "applicant", "title", "content", "wanted_form", "delivery_way", "needs_help",
        "suggests_publication", "withdrawn",
    )  # fmt: skip
    return {
        "submission": data["id"],
        "submitted_at": datetime.fromisoformat(data["submitted_at"]),
        **{name: data[name] for name in given},
    }
