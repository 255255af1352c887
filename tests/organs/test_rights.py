"""The table of rights: in one's own organ, while the post lasts, and nowhere else."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gongkai.organs import actions, queries, rules
from gongkai.organs.models import Post, Role
from tests.cast import employ


def test_the_table_knows_every_role_and_every_role_of_the_table_exists():
    assert set(rules.RIGHTS) == set(Role.values)


def test_every_right_of_the_module_is_held_by_somebody_and_none_is_misspelt():
    named = {value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str)}
    assert named == set(rules.ALL_RIGHTS)
    assert all(rules.roles_with(right) for right in named)


def test_an_unknown_role_gives_no_right():
    assert rules.rights_of(["emperor"]) == frozenset()
    assert rules.rights_of(["emperor", "clerk"]) == rules.RIGHTS["clerk"]


def test_who_writes_alone_never_clears_alone():
    assert rules.CLEAR not in rules.RIGHTS["clerk"]
    assert (
        rules.WRITE not in rules.RIGHTS["secrecy_reviewer"] | rules.RIGHTS["leader"] | rules.RIGHTS["deputy_in_charge"]
    )


def test_the_supervising_office_may_look_and_not_touch():
    assert rules.RIGHTS["supervising_office"] == {rules.OVERSEE}


@pytest.mark.parametrize("role", Role.values)
def test_a_role_gives_its_rights_in_its_own_organ_and_none_in_another(role, organ, neighbour, county, superuser):
    user = employ("mouren", "某人", organ, role, by=superuser)
    held = {right for right in rules.ALL_RIGHTS - {rules.OVERSEE} if queries.may(user, right, organ)}
    assert held == set(rules.RIGHTS[role]) - {rules.OVERSEE}
    for other in (neighbour, county):
        assert not any(queries.may(user, right, other) for right in rules.ALL_RIGHTS)


def test_two_roles_add_up(organ, superuser):
    user = employ("shuanggang", "双岗", organ, "clerk", "administrator", by=superuser)
    held = {right for right in rules.ALL_RIGHTS if queries.may(user, right, organ)}
    assert held == rules.RIGHTS["clerk"] | rules.RIGHTS["administrator"]


def test_a_superuser_without_a_post_has_no_right_anywhere(superuser, organ, county):
    assert not any(queries.may(superuser, right, of) for right in rules.ALL_RIGHTS for of in (organ, county))


def test_nobody_signed_out_has_a_right(organ):
    assert not any(queries.may(AnonymousUser(), right, organ) for right in rules.ALL_RIGHTS)


def test_a_post_counts_from_its_first_day_through_its_last(clerk, organ):
    today = timezone.localdate()
    post = Post.objects.filter(staff__user=clerk)
    post.update(until=today)
    assert queries.may(clerk, rules.WRITE, organ)
    post.update(until=today - timedelta(days=1))
    assert not queries.may(clerk, rules.WRITE, organ)
    post.update(since=today + timedelta(days=1), until=None)
    assert not queries.may(clerk, rules.WRITE, organ)
    assert queries.roles_of(clerk, organ, on=today + timedelta(days=1)) == {"clerk"}


def test_overseeing_reaches_the_organs_below_and_not_the_own_or_a_higher_one(
    supervisor, organ, neighbour, county, superuser
):
    below = employ("xiaji", "夏季", organ, "supervising_office", by=superuser)
    assert queries.may(supervisor, rules.OVERSEE, organ) and queries.may(supervisor, rules.OVERSEE, neighbour)
    assert not queries.may(supervisor, rules.OVERSEE, county)
    assert not any(queries.may(below, rules.OVERSEE, of) for of in (organ, neighbour, county))
    assert set(queries.organs_where(supervisor, rules.OVERSEE)) == {organ, neighbour}


def test_a_leader_above_oversees_nothing_without_that_role(county, organ, superuser):
    mayor = employ("xianzhang", "县长", county, "leader", by=superuser)
    assert not queries.may(mayor, rules.OVERSEE, organ)
    assert queries.organs_where(mayor, rules.OVERSEE) == []


def test_an_organ_is_not_below_one_whose_slug_merely_begins_its_own(county, superuser):
    twin = actions.found(
        by=superuser, slug="rongjiang-gov2", name="另一县人民政府", parent=None, short_name="另一县", level="county",
        kind="government", region_code="522633",
    )  # fmt: skip
    assert not county.is_above(twin) and not twin.is_above(county)
    assert twin not in queries.below(county)


def test_a_refusal_names_the_organ_and_the_roles_that_could(clerk, organ):
    with pytest.raises(PermissionDenied) as refused:
        queries.require(clerk, rules.SIGN_REPORT, organ)
    assert str(refused.value) == "您在榕江县民政局没有这项权限。可以办理的岗位：主要负责人。"


def test_the_organs_where_a_person_may_act(clerk, organ, superuser):
    assert queries.organs_where(clerk, rules.WRITE) == [organ]
    assert queries.organs_where(clerk, rules.CLEAR) == []
    assert queries.organs_where(superuser, rules.WRITE) == []


def test_the_holders_of_a_right_are_named_once_and_only_while_they_serve(organ, leader, deputy, superuser, clerk):
    both = employ("jianzhi", "简直", organ, "leader", "section_chief", by=superuser)
    Post.objects.filter(staff__user=deputy).update(until=date(2019, 1, 1))
    assert sorted(user.username for user in queries.holders(organ, rules.CLEAR)) == ["jianzhi", "yangjuchang"]
    both.is_active = False
    both.save()
    assert queries.holders(organ, rules.CLEAR) == [leader]


def test_open_organs_are_those_with_a_disclosure_office_that_are_not_switched_off(organ, county, neighbour, superuser):
    assert set(queries.open_organs()) == {organ, county, neighbour}
    neighbour.is_open = False
    neighbour.save()
    county.disclosure_office.delete()
    assert list(queries.open_organs()) == [organ]
