"""What today's rules find in a text that is public already: told until it is covered, justified or taken down."""

from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance.models import Alarm
from gongkai.organs.models import Organ


def tell(*, subject: str, organ: Organ, count: int) -> Alarm | None:
    """Raise, keep or lower the alarm of a subject: `count` open findings, 0 when there is nothing left."""
    if not count:
        gone, _rows = Alarm.objects.filter(subject=subject).delete()
        if gone:
            audit.record(verb="alarm.lowered", by=None, organ=organ.slug, subject=subject)
        return None
    alarm, is_new = Alarm.objects.update_or_create(subject=subject, defaults={"organ": organ, "count": count})
    if is_new:
        audit.record(verb="alarm.raised", by=None, organ=organ.slug, subject=subject, count=count)
    return alarm


def alarms_of(organ: Organ) -> list[Alarm]:
    return list(Alarm.objects.filter(organ=organ))


def sentence(alarm: Alarm) -> str:
    return _("按现在的规则，已公开的内容里有 %d 处不该公开的信息。请先撤下，遮盖后再重新公开。") % alarm.count
