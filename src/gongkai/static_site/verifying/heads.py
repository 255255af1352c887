"""The head of the chain as the audit trail keeps it: who rewrites files and manifest alike does not reach that."""

from typing import Any

from django.db import DatabaseError

from gongkai.audit.models import AuditEntry
from gongkai.static_site.chain import Head

VERB = "site.manifest_head"


def as_facts(head: Head, release: str) -> dict[str, Any]:
    """What the row of the trail holds."""
    return {"release": release, "n": head.n, "chain": head.chain}


def kept_head(release: str) -> Head | None:
    """The newest head the trail has of this release; None when it has none or the database cannot be asked."""
    try:
        for facts in AuditEntry.objects.filter(verb=VERB).order_by("-number").values_list("facts", flat=True)[:20]:
            if facts.get("release") == release:
                return Head(facts["n"], facts["chain"])
    except DatabaseError:
        return None
    return None
