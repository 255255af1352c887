"""What the catalogue announces, in the past tense, inside the transaction that did it.

disclosed:  item, event, by         an item became public (or public again after a correction)
withdrawn:  item, event, by         an item was taken down, a notice stands in its place
"""

from django.dispatch import Signal

disclosed = Signal()
withdrawn = Signal()
