"""What casework announces, inside the transaction that did it.

recorded:  case, event (the row), standing (after it), by
moved:     case, before, after (dates), because (sentence): a clock was rebuilt and its last day is another
"""

from django.dispatch import Signal

recorded = Signal()
moved = Signal()
