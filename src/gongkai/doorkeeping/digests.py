"""Keyed digests, so that a table tells neither addresses nor tokens to somebody who has only the database."""

from django.utils.crypto import salted_hmac


def digest(kind: str, *parts: str) -> str:
    """64 hexadecimal digits under this installation's secret key; `kind` keeps different uses apart."""
    return salted_hmac(f"gongkai.doorkeeping.{kind}", "\x1f".join(parts), algorithm="sha256").hexdigest()
