"""What clearance answers when a lower context asks; connected in apps.py and nowhere else."""

from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages import gates


def connect() -> None:
    gates.register(colleague_may_read)


def colleague_may_read(user, stored) -> bool:
    """A scan or an answer of a review is for those who may read drafts in the organ whose review it is."""
    kind, _colon, slug = stored.owner.partition(":")
    organ = Organ.objects.filter(slug=slug).first() if kind == "review" else None
    return organ is not None and organs.may(user, rules.READ_DRAFTS, organ)
