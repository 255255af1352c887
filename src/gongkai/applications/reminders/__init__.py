"""期限提醒: clocks that act. Warnings before and on the last day, escalation after it, word of a day that has moved.

Candidates are found by a cached date and asked again from their events. A warning is a row, made once for each stage of
each last day, so a tick may be missed or run twice; mail goes out after the rows are kept, and is tried again.
"""

from gongkai.applications.rebuilding import rebuild_all
from gongkai.applications.reminders.due import current, stages, warn, windows
from gongkai.applications.reminders.mail import recipients, send_mail
from gongkai.applications.reminders.moved import follow_calendar, tell_moved

__all__ = [
    "current", "follow_calendar", "rebuild_all", "recipients", "send_mail", "stages", "tell_moved", "warn", "windows",
]  # fmt: skip
