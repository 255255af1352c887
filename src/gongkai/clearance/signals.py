"""What clearance announces, in the past tense. Arguments: `record` (ClearanceRecord), `by` (account)."""

from django.dispatch import Signal

submitted = Signal()
cleared = Signal()
sent_back = Signal()
