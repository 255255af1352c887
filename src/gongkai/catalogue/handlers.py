"""What the catalogue does when a lower context asks or announces; connected in apps.py and nowhere else."""

from gongkai.catalogue.actions.withdrawing import withdraw
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.vocabulary import WithdrawalReason
from gongkai.clearance import signals as clearance
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages import gates


def connect() -> None:
    gates.register(colleague_may_read)
    clearance.revoked.connect(withdraw_revoked)


def colleague_may_read(user, stored) -> bool:
    """A file that is not public yet is for those who may read drafts in the organ that uploaded it."""
    kind, _colon, slug = stored.owner.partition(":")
    organ = Organ.objects.filter(slug=slug).first() if kind == "organ" else None
    if organ is None or not organs.may(user, rules.READ_DRAFTS, organ):
        return False
    # What was covered or taken out still stands in an original: for those who write and those who review, no others.
    is_original = stored.copies.exists()
    return not is_original or organs.may(user, rules.WRITE, organ) or organs.may(user, rules.CLEAR, organ)


def withdraw_revoked(sender, record, by, **_kwargs) -> None:
    """An after-review said no (Art. 17): what went out by that clearance comes down in the same moment."""
    kind, _colon, pk = record.subject.partition(":")
    item = DisclosureItem.objects.filter(pk=pk, live=True).first() if kind == "item" and pk.isdigit() else None
    if item is not None and item.content_hash() == record.content_hash:
        withdraw(item=item, by=by, reason=WithdrawalReason.SECRECY)
