"""The edition of what all pages share: read along with other rows, renewed by whoever changes such a thing."""

import uuid

from django.conf import settings
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from gongkai.static_site.models import Edition

FIRST = 1  # there is one row


def renew() -> None:
    """Say, in the same transaction, that organs, headings or facts have changed."""
    Edition.objects.update_or_create(pk=FIRST, defaults={"word": uuid.uuid4().hex})


def ensure() -> None:
    """There is an edition, so that what it stands for may be kept: a full bake sees to that."""
    Edition.objects.get_or_create(pk=FIRST, defaults={"word": uuid.uuid4().hex})


def word() -> Coalesce:
    """The present word as a part of another query; empty as long as nothing has changed."""
    return Coalesce(Subquery(Edition.objects.filter(pk=FIRST).values("word")[:1]), Value(""))


def now() -> str:
    """The present word; empty as long as nothing has changed, or nothing is baked."""
    if settings.SITE_FOLDER is None:  # nobody would renew it
        return ""
    return Edition.objects.filter(pk=FIRST).values_list("word", flat=True).first() or ""
