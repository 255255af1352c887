"""Across an air gap: the office takes over what was received outside, and outside forgets what has arrived.

How and why: docs/decisions/0027-across-an-air-gap.md.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications.actions.closing import withdraw
from gongkai.applications.actions.register import Files, _create, _first
from gongkai.applications.book import BOOK
from gongkai.applications.models import Applicant, Application, ApplicationEvent, ApplicationFile, Letter
from gongkai.applications.queries.outside import arrived, known, require_outer
from gongkai.audit import actions as audit
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile
from gongkai.statute.receipt import Channel


@transaction.atomic
def receive_from_outside(
    *, submission: str, organ: Organ, number: str, query_code: str, submitted_at: datetime, applicant: Mapping[str, str],
    title: str, content: str, wanted_form: str, delivery_way: str, needs_help: str = "", files: Files = (),
    suggests_publication: bool = False, withdrawn: Mapping[str, Any] | None = None, at: datetime | None = None,
) -> Application:  # fmt: skip
    """An application submitted outside the gap: received on the day it was submitted there (Art. 31), under the number
    and code of the receipt that was shown. The same `submission` again answers the case made the first time.

    Raises ValidationError for what Art. 29 asks and is missing, and for a number another application has.
    """
    at = at or timezone.now()
    application = known(submission)
    if application is None:
        if Application.objects.filter(number=number).exists():
            raise ValidationError(_("编号 %s 已有另一件申请：外网的数据可能恢复过旧备份，请人工核对。") % number)
        application = _create(
            organ=organ, by=None, channel=Channel.ONLINE, applicant=applicant, title=title, content=content,
            wanted_form=wanted_form, delivery_way=delivery_way, needs_help=needs_help, files=list(files),
            at=submitted_at, intake_token=submission, number=number, query_code=query_code,
        )  # fmt: skip
        day = timezone.localdate(submitted_at)
        facts = {"channel": Channel.ONLINE.value, "submitted_on": day}
        application = _first(application, "submit_online", by=None, on=day, at=at, facts=facts)
        if suggests_publication:
            BOOK.record(application, "suggest_publication", by=None, on=day, recorded_at=at)
            application.refresh_from_db()
    if withdrawn and application.is_open:
        application = withdraw(
            application=application, by=None, how=withdrawn["how"], statement=withdrawn.get("statement", ""),
            on=date.fromisoformat(withdrawn["on"]), at=at, from_applicant=True,
        )  # fmt: skip
    return application


def forget_arrived(*, acknowledged: Mapping[str, str], at: datetime | None = None) -> tuple[list[str], list[str]]:
    """Outside: delete each application the office has acknowledged, with everything of it. Safe to run again.

    `acknowledged`: submission to the digest that arrived. What its applicant has changed since stays, to be handed over
    again. Answers the numbers forgotten and those that stay. Only the number goes into the trail.
    """
    require_outer()
    forgotten, kept = [], []
    for found in list(arrived()):
        if found.id in acknowledged:
            same = acknowledged[found.id] == found.digest
            if same:
                _forget(found.application, found.files, at=at)
            (forgotten if same else kept).append(found.application.number)
    return forgotten, kept


@transaction.atomic
def _forget(application: Application, files: Iterable[StoredFile], *, at: datetime | None) -> None:
    """The rows are append-only where they are the record. Here they are a copy of it, and the law says to delete it."""
    audit.record(
        verb="application.handed_over", by=None, organ=application.organ.slug, subject=application.number, at=at
    )
    for model, field in (
        (ApplicationFile, "application"), (Letter, "application"), (Applicant, "application"), (ApplicationEvent, "case"),
        (Application, "pk"),
    ):  # fmt: skip
        models.QuerySet(model).filter(**{field: application.pk}).delete()
    for stored in files:
        # The bytes go once the rows are gone for good: a file cannot be rolled back.
        transaction.on_commit(partial(stored.content.storage.delete, stored.content.name))
        stored.delete()
