"""What pages announces, in the past tense. Arguments: `stored` (StoredFile), `by` (account); `files` (StoredFile, several)."""

from django.dispatch import Signal

original_read = Signal()  # somebody opened what was uploaded, of which a cleaned or redacted copy exists
opened = Signal()  # files: a public thing has begun to use these; anybody may read them
closed = Signal()  # files: something public uses them no longer; they are closed unless another does
copied = Signal()  # stored: it has got its reading copy
