"""办理设置: prefixes of numbers, who reviews and judges, how to pay. A change bears on letters signed from then on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications.models import ApplicationOffice
from gongkai.audit import actions as audit
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ

FIELDS = tuple(field.name for field in ApplicationOffice._meta.fields if field.name not in {"id", "organ"})


def may_keep_office(user, organ: Organ) -> bool:
    """The head of the disclosure office, or the administrator of the organ."""
    return organs.may(user, rules.MANAGE_CATALOGUE, organ) or organs.may(user, rules.MANAGE_ORGAN, organ)


@transaction.atomic
def keep_office(*, organ: Organ, by, **values: Any) -> ApplicationOffice:
    """Keep the settings of an organ. ValidationError by field; PermissionDenied for who may not."""
    if not may_keep_office(by, organ):
        raise PermissionDenied(_("依申请公开办理设置由公开工作机构负责人或者管理员维护。"))
    row = ApplicationOffice.objects.select_for_update().filter(organ=organ).first() or ApplicationOffice.defaults(organ)
    changed = [name for name in FIELDS if name in values and getattr(row, name) != values[name]]
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    row.full_clean(exclude=["organ"])
    if row.pk is None or changed:
        row.save()
        audit.record(
            verb="application.office_kept", by=by, organ=organ.slug, subject=f"organ:{organ.slug}", changed=changed
        )
    return row
