"""Locking a row for one action, and what each action leaves in the audit trail."""

from gongkai.audit import actions as audit


def locked(row):
    """The stored row with its organ, held until the transaction ends: two people pressing a button stand in a queue."""
    return type(row).objects.select_for_update(of=("self",)).select_related("organ").get(pk=row.pk)


def record(verb: str, row, by, **facts) -> None:
    audit.record(verb=verb, by=by, organ=row.organ.slug, subject=row.reference, **facts)
