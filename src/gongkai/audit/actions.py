"""Appending to the trail. Called by other actions inside their own transaction: no trace, no act."""

import json
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from gongkai.audit.chain import GENESIS, row_hash
from gongkai.audit.models import AuditEntry, TrailSeal


def record(
    *, verb: str, by, organ: str = "", subject: str = "", at: datetime | None = None, **facts: Any
) -> AuditEntry:
    """Append one row and move the seal, in one transaction.

    `by` is the account, or None for the system itself. `facts` must be JSON values; give digests, not texts.
    """
    with transaction.atomic():
        seal, _created = TrailSeal.objects.select_for_update().get_or_create(pk=1, defaults={"head": GENESIS})
        entry = AuditEntry(
            number=seal.count + 1,
            recorded_at=(at or timezone.now()).astimezone(UTC),
            actor=by.get_username() if by is not None else "system",
            organ=organ,
            verb=verb,
            subject=subject[:200],
            facts=json.loads(json.dumps(facts, cls=DjangoJSONEncoder)),
            previous_hash=seal.head,
        )
        entry.hash = row_hash(seal.head, entry.as_row())
        entry.save()
        seal.count, seal.head = entry.number, entry.hash
        seal.save(update_fields=["count", "head"])
    return entry
