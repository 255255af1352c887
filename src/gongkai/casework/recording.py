"""Writing an event, and reading a case back from its events. The cached columns are written nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.casework import facts as facts_of
from gongkai.casework import signals
from gongkai.casework.lifecycle import ANNUL, Happened, Lifecycle, Refusal
from gongkai.organs import queries as organs


class Refused(ValidationError):
    """A Refusal as something a form can show."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal), code="refused")
        self.article = refusal.article


class MovedOn(ValidationError):
    """Somebody else has acted since the caller looked. Nothing was written; `since` are the rows in between."""

    def __init__(self, since: list, label: Callable[[str], str]) -> None:
        who = "、".join(dict.fromkeys(row.by.get_full_name() if row.by else str(_("申请人或系统")) for row in since))
        what = "、".join(dict.fromkeys(label(row.event) for row in since))
        super().__init__(
            _("您打开页面之后，%(who)s已经办理了“%(what)s”，您的这一步没有记录，填写的内容仍在。请看过最新情况再决定。")
            % {"who": who, "what": what},
            code="moved_on",
        )
        self.since = since


@dataclass(frozen=True)
class Casebook:
    """Binds a lifecycle to its tables. `columns(case, standing, context)` are the cached columns of a case."""

    lifecycle: Lifecycle
    case_model: type[models.Model]
    event_model: type[models.Model]
    context: Callable[[], Any]  # what guards and clocks need besides the case: the office's calendar
    columns: Callable[[Any, Any, Any], dict[str, Any]]

    def happened(self, row) -> Happened:
        shape = self.lifecycle.facts.get(row.event)
        return Happened(
            row.event, row.happened_on, facts_of.from_json(shape, row.facts) if shape else row.facts, row.recorded_at,
            row.seq, row.supersedes or 0,
        )  # fmt: skip

    def events_of(self, case) -> list:
        return list(self.event_model.objects.filter(case=case).select_related("by").order_by("seq"))

    def replay(self, case, rows: list | None = None) -> Any:
        """What the case is, from its events alone."""
        return self.lifecycle.replay(self.happened(row) for row in (self.events_of(case) if rows is None else rows))

    @transaction.atomic
    def record(
        self, case, event: str, *, by, on: date, recorded_at: datetime | None = None, seen: int | None = None,
        right: str | None = None, **facts,
    ):  # fmt: skip
        """Append one event and refresh the cache, in one transaction; answers the row.

        `seen` is the last row the caller had before the eyes. Raises Refused, MovedOn, PermissionDenied; WrongFacts for
        a mistake in the calling code. `right` overrides the row's (an action that has asked another right already).
        """
        recorded_at = recorded_at or timezone.now()
        case, rows = self._locked(case, seen)
        standing = self.replay(case, rows)
        shape = self.lifecycle.facts.get(event)
        said = facts_of.make(shape, facts) if shape else {}
        happened = Happened(event, on, said, recorded_at, case.last_seq + 1)
        context = self.context()
        try:
            wanted = self.lifecycle.row(standing, event).right if right is None else right
            if wanted:
                organs.require(by, wanted, case.organ)
            after = self.lifecycle.step(standing, happened, context)
        except Refusal as refusal:
            raise Refused(refusal) from refusal
        row = self._append(case, happened, by, facts_of.to_json(said) if shape else {})
        self._keep(case, after, context)
        signals.recorded.send(self.case_model, case=case, event=row, standing=after, by=by)
        return row

    @transaction.atomic
    def supersede(
        self, case, seq: int, *, by, right: str, reason: str, on: date | None = None, recorded_at: datetime | None = None,
        annul: bool = False, **facts,
    ):  # fmt: skip
        """Correct the record: a later row stands in for row `seq` (or annuls it); the earlier one stays readable.

        Refused when the corrected record would not be lawful from there on, or when no reason is given.
        """
        organs.require(by, right, case.organ)
        if not reason.strip():
            raise ValidationError(_("请写明更正理由：原记录仍然保留，查阅的人要知道为什么改。"))
        case, rows = self._locked(case, None)
        wrong = next((row for row in rows if row.seq == seq and not row.supersedes), None)
        if wrong is None:
            raise ValidationError(_("没有第 %d 条记录，或者它本身就是一条更正。") % seq)
        shape = self.lifecycle.facts.get(wrong.event)
        # A second correction builds on the first: what it does not mention stays as it was put right then.
        latest = next((row for row in reversed(rows) if row.supersedes == seq and row.event != ANNUL), wrong)
        said = facts_of.make(shape, {**_given(self.happened(latest).facts), **facts}) if shape else {}
        event = ANNUL if annul else wrong.event
        happened = Happened(
            event, on or latest.happened_on, said, recorded_at or timezone.now(), case.last_seq + 1, seq
        )
        context = self.context()
        try:
            after = self.lifecycle.check([*map(self.happened, rows), happened], context, changed=seq)
        except Refusal as refusal:
            raise Refused(refusal) from refusal
        row = self._append(
            case, happened, by, facts_of.to_json(said) if shape and not annul else {}, reason.strip()[:200]
        )
        self._keep(case, after, context)
        signals.recorded.send(self.case_model, case=case, event=row, standing=after, by=by)
        return row

    @transaction.atomic
    def rebuild(self, case, *, because: str) -> bool:
        """Refresh the cache of one case from its events; answers whether anything was different."""
        case, rows = self._locked(case, None)
        before = case.due_on
        changed = self.differences(case, rows)
        if changed:
            self.case_model.objects.filter(pk=case.pk).update(**{name: new for name, (_old, new) in changed.items()})
            audit.record(
                verb=f"{self.lifecycle.name}.rebuilt", by=None, organ=case.organ.slug, subject=case.reference,
                because=because, changed={name: [str(old), str(new)] for name, (old, new) in changed.items()},
            )  # fmt: skip
            case.refresh_from_db()
            if case.due_on != before:
                signals.moved.send(self.case_model, case=case, before=before, after=case.due_on, because=because)
        return bool(changed)

    def differences(self, case, rows: list | None = None, context: Any = None) -> dict[str, tuple[Any, Any]]:
        """Cached columns that are not what replay gives: name to (cached, replayed). Empty when the cache is right.

        `rows` are the case's events in order and `context` the calendar, where the caller has them already.
        """
        rows = self.events_of(case) if rows is None else rows
        wanted = {"last_seq": rows[-1].seq if rows else 0}
        wanted |= self._columns(case, self.replay(case, rows), self.context() if context is None else context)
        return {name: (getattr(case, name), new) for name, new in wanted.items() if getattr(case, name) != new}

    @transaction.atomic
    def recheck(self, case) -> dict[str, tuple[Any, Any]]:
        """`differences` of the case as it is now, with nobody writing to it meanwhile."""
        return self.differences(*self._locked(case, None))

    def _locked(self, case, seen: int | None):
        case = self.case_model.objects.select_for_update(of=("self",)).select_related("organ").get(pk=case.pk)
        rows = self.events_of(case)
        if seen is not None and seen < case.last_seq:
            raise MovedOn([row for row in rows if row.seq > seen], self.lifecycle.label)
        return case, rows

    def _append(self, case, happened: Happened, by, facts: dict, reason: str = ""):
        row = self.event_model.objects.create(
            case=case, seq=happened.seq, event=happened.event, happened_on=happened.on, recorded_at=happened.recorded_at,
            by=by, facts=facts, supersedes=happened.supersedes or None, reason=reason,
        )  # fmt: skip
        audit.record(
            verb=f"{self.lifecycle.name}.{happened.event}", by=by, organ=case.organ.slug, subject=case.reference,
            seq=happened.seq, on=happened.on, **({"supersedes": happened.supersedes} if happened.supersedes else {}),
        )  # fmt: skip
        case.last_seq = happened.seq
        return row

    def _columns(self, case, standing, context) -> dict[str, Any]:
        return {"state": standing.state, **self.columns(case, standing, context)}

    def _keep(self, case, standing, context) -> None:
        for name, value in self._columns(case, standing, context).items():
            setattr(case, name, value)
        case.save()


def _given(facts: Any) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}
