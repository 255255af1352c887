"""What pages announces, in the past tense. Arguments: `stored` (StoredFile), `by` (account)."""

from django.dispatch import Signal

original_read = Signal()  # somebody opened what was uploaded, of which a cleaned or redacted copy exists
turned = Signal()  # a reading copy was made of a file, or found to be impossible (it is empty then); `by` is left out
