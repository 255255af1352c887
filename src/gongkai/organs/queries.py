"""Who may do what where, and the organs one may see. Always asked of the database: a post that ended yesterday ends today."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accounts.models import User
from gongkai.organs import rules
from gongkai.organs.models import Organ, Post, Role, Staff


def roles_of(user, organ: Organ | None = None, on: date | None = None) -> set[str]:
    """The roles this account holds on a day, in its own organ (or none when asked of another)."""
    if not user.is_authenticated or not user.is_active:
        return set()
    day = on or timezone.localdate()
    posts = Post.objects.filter(staff__user=user, since__lte=day).exclude(until__lt=day)
    if organ is not None:
        posts = posts.filter(staff__organ=organ)
    return set(posts.values_list("role", flat=True))


def may(user, right: str, organ: Organ) -> bool:
    """Whether this account has this right in this organ today. A superuser has none without a post."""
    if right == rules.OVERSEE:
        own = organ_of(user)
        return own is not None and own.is_above(organ) and Role.SUPERVISING_OFFICE in roles_of(user, own)
    return right in rules.rights_of(roles_of(user, organ))


def require(user, right: str, organ: Organ) -> None:
    """Raises PermissionDenied with a sentence naming the roles that could."""
    if not may(user, right, organ):
        names = "、".join(str(Role(role).label) for role in rules.roles_with(right))
        raise PermissionDenied(
            _("您在%(organ)s没有这项权限。可以办理的岗位：%(roles)s。") % {"organ": organ.name, "roles": names}
        )


def require_installer(user, organ: Organ) -> None:
    """Setting up an organ is for its administrator, or for the superuser who installs the platform."""
    if not user.is_superuser:
        require(user, rules.MANAGE_ORGAN, organ)


def organ_of(user) -> Organ | None:
    if not user.is_authenticated:
        return None
    return Organ.objects.filter(staff__user=user).first()


def organs_where(user, right: str) -> list[Organ]:
    """The organs in which this account has this right: its own, or those below it for `oversee`."""
    own = organ_of(user)
    if own is None:
        return []
    if right == rules.OVERSEE:
        return list(below(own)) if Role.SUPERVISING_OFFICE in roles_of(user, own) else []
    return [own] if may(user, right, own) else []


def below(organ: Organ):
    return Organ.objects.filter(lineage__startswith=organ.lineage, is_open=True).exclude(pk=organ.pk)


def open_organs():
    return Organ.objects.filter(is_open=True, disclosure_office__isnull=False).select_related("site_facts")


def holders(organ: Organ, right: str):
    """The accounts which hold this right in this organ today: who may be asked to act."""
    day = timezone.localdate()
    posts = Post.objects.filter(staff__organ=organ, role__in=rules.roles_with(right), since__lte=day)
    staff = Staff.objects.filter(posts__in=posts.exclude(until__lt=day), user__is_active=True)
    return [person.user for person in staff.select_related("user").distinct()]


def accounts(keys):
    """These accounts as a queryset, in the order of the staff list: the choices of a form."""
    return User.objects.filter(pk__in=keys).order_by("staff__position", "staff__pk")


def people_by_role(organ: Organ, on: date | None = None) -> dict[str, list]:
    """Every role held in this organ on a day, with the accounts that hold it, in the order of the staff list. One query."""
    day = on or timezone.localdate()
    posts = Post.objects.filter(staff__organ=organ, since__lte=day, staff__user__is_active=True).exclude(until__lt=day)
    found: dict[str, list] = {}
    for post in posts.select_related("staff__user").order_by("staff__position", "staff_id"):
        people = found.setdefault(post.role, [])
        if post.staff.user not in people:
            people.append(post.staff.user)
    return found


def overseers_of(organ: Organ):
    """The accounts of the supervising office nearest above this organ (Arts 3, 47): whom an overdue reply is reported to."""
    day = timezone.localdate()
    above = organ.parent
    while above is not None:
        posts = Post.objects.filter(staff__organ=above, role=Role.SUPERVISING_OFFICE, since__lte=day).exclude(
            until__lt=day
        )
        people = Staff.objects.filter(posts__in=posts, user__is_active=True).select_related("user").distinct()
        if found := [person.user for person in people]:
            return found
        above = above.parent
    return []
