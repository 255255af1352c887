"""What the annual reports announce. `published`: report, by."""

from django.dispatch import Signal

published = Signal()
