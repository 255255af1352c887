"""What forwarding announces, in the past tense. Arguments: `keys` (primary keys of OldAddress, several)."""

from django.dispatch import Signal

forwarded = Signal()  # these old addresses lead somewhere else than before
released = Signal()  # these lead nowhere any more
