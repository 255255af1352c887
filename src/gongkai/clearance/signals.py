"""What clearance announces, in the past tense. Arguments: `record` (ClearanceRecord), `by` (account).

`advanced`: one step of several has cleared. `revoked`: the after-review of an urgent publication refused; what has gone
out by this record has to come back at once.
"""

from django.dispatch import Signal

submitted = Signal()
advanced = Signal()
cleared = Signal()
sent_back = Signal()
revoked = Signal()
