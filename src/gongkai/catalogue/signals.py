"""What the catalogue announces, in the past tense, inside the transaction that did it.

disclosed:  item, event, by         an item became public (or public again after a correction)
withdrawn:  item, event, by         an item was taken down, a notice stands in its place
reclassified: item, event, by, before   validity or heading of an item that has been public changed, its text did not;
                                        `before` is the Heading it stood under (the same one when only validity changed)
"""

from django.dispatch import Signal

disclosed = Signal()
withdrawn = Signal()
reclassified = Signal()
