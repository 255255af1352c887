"""谁来审: the people of one organ who can decide a step today, with their substitutes and who stands in.

Read once for a whole list: three queries an organ, whatever the number of submissions.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.clearance.chains import ANYBODY, STAND_INS
from gongkai.clearance.models import ClearanceRecord, ReviewStep, Substitution
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ, Role


@dataclass(frozen=True)
class Seat:
    """Somebody who may decide a step: in his own role, in place of a colleague who is away, or for a role nobody fills."""

    user: object
    in_place_of: object | None = None
    stands_in: bool = False

    @property
    def name(self) -> str:
        name = self.user.get_full_name()
        if self.in_place_of is not None:
            return _("%(name)s（代%(whom)s）") % {"name": name, "whom": self.in_place_of.get_full_name()}
        return _("%s（代行）") % name if self.stands_in else name


class Bench:
    def __init__(self, organ: Organ, day: date | None = None) -> None:
        day = day or timezone.localdate()
        self.by_role = organs.people_by_role(organ, on=day)
        self.clearers = {user.pk: user for role in rules.roles_with(rules.CLEAR) for user in self.by_role.get(role, ())}
        self.substitutes: dict[int, list] = {}
        rows = Substitution.objects.filter(organ=organ, since__lte=day, until__gte=day)
        for row in rows.select_related("substitute").order_by("pk"):
            self.substitutes.setdefault(row.person_id, []).append(row.substitute)

    def seats(self, record: ClearanceRecord, step: ReviewStep | None) -> list[Seat]:
        """Who may decide this step: never an author, never somebody who has decided another step of the record."""
        if step is None:
            return []
        out = record.author_keys | {one.decided_by_id for one in record.steps.all() if one.decided_by_id}
        if step.role == ANYBODY:
            return [Seat(user) for user in self._anybody(record, step, out)]
        free = [user for user in self.by_role.get(step.role, ()) if user.pk not in out]
        seats = {user.pk: Seat(user) for user in free}
        for user in free:
            for other in self.substitutes.get(user.pk, ()):
                if other.pk not in out and other.pk in self.clearers:
                    seats.setdefault(other.pk, Seat(other, in_place_of=user))
        if not seats:
            for role in STAND_INS[step.role]:
                others = [user for user in self.by_role.get(role, ()) if user.pk not in out]
                if others:
                    return [Seat(user, stands_in=True) for user in others]
        return list(seats.values())

    def _anybody(self, record: ClearanceRecord, step: ReviewStep, out: set[int]) -> list:
        """Whoever may clear; somebody whose own step is still to come keeps himself for it while others are there."""
        free = [user for user in self.clearers.values() if user.pk not in out]
        later = {one.role for one in record.open_steps if one.position > step.position}
        kept = {user.pk for role in later for user in self.by_role.get(role, ())}
        return [user for user in free if user.pk not in kept] or free

    def seat_of(self, user, record: ClearanceRecord, step: ReviewStep | None) -> Seat | None:
        return next((seat for seat in self.seats(record, step) if seat.user.pk == user.pk), None)

    def names(self, record: ClearanceRecord, step: ReviewStep | None) -> str:
        return "、".join(seat.name for seat in self.seats(record, step))

    def why_nobody(self, record: ClearanceRecord, step: ReviewStep) -> str:
        """For a step nobody can decide: what is missing and who could be given the role; empty while somebody can."""
        if self.seats(record, step):
            return ""
        if step.role == ANYBODY:
            roles, lacking = rules.roles_with(rules.CLEAR), _("没有撰写人以外有审查权限的人")
        else:
            roles, lacking = [step.role, *STAND_INS[step.role]], _("没有能办这一步的%s") % step.role_label
        can = "、".join(str(Role(role).label) for role in roles)
        return _("本机关现在%(lacking)s。可以由下列岗位的人办理：%(can)s。请管理员任命，或缩短栏目的审查流程。") % {
            "lacking": lacking, "can": can,
        }  # fmt: skip

    def take(self, user, record: ClearanceRecord, step: ReviewStep) -> Seat:
        """The seat of this person at this step. Raises PermissionDenied for an author, ValidationError out of turn."""
        if user.pk in record.author_keys:
            raise PermissionDenied(
                _("您参与了这份内容的撰写，不能审查自己的内容（条例第十七条）。请交由本机关其他有审查权限的人办理。")
            )
        if seat := self.seat_of(user, record, step):
            return seat
        if any(one.decided_by_id == user.pk for one in record.steps.all()):
            raise ValidationError(
                _("这次送审的另一步是您审查的，同一个人不审两步。现在等：%s。") % self._awaited(record, step)
            )
        raise ValidationError(
            _("这一步由%(role)s审查，还没有轮到您，或者不由您办理。现在等：%(names)s。")
            % {"role": step.role_label, "names": self._awaited(record, step)}
        )

    def _awaited(self, record: ClearanceRecord, step: ReviewStep) -> str:
        return self.names(record, step) or self.why_nobody(record, step).rstrip("。")
