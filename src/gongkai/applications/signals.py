"""What applications announce, inside the transaction that did it.

registered: application, by          an application has come in (by: None for the applicant's own form)
answered:   application, letter, by  a reply has been served
"""

from django.dispatch import Signal

registered = Signal()
answered = Signal()
