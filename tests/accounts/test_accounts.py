"""The account: one name, one box; a post in an organ is what lets anybody into the office."""

from django.contrib.auth.models import AnonymousUser

from gongkai.accounts.models import STAFF_GROUP, User
from gongkai.organs import queries


def test_a_person_is_called_by_the_one_name_field(db):
    user = User(username="shiwen", name="石文")
    assert str(user) == user.get_full_name() == user.get_short_name() == "石文"


def test_an_account_without_a_name_is_called_by_its_user_name(db):
    assert str(User(username="shiwen")) == "shiwen"


def test_appointing_lets_a_person_into_the_office_and_an_account_alone_does_not(clerk):
    assert clerk.groups.filter(name=STAFF_GROUP).exists()
    assert clerk.has_perm("wagtailadmin.access_admin")
    newcomer = User.objects.create_user("xinren", password="mima-mima-2019")
    assert not newcomer.has_perm("wagtailadmin.access_admin")


def test_the_group_gives_entry_and_nothing_else(clerk):
    assert clerk.get_all_permissions() == {"wagtailadmin.access_admin"}


def test_nobody_and_a_closed_account_have_no_role(clerk, organ):
    assert queries.roles_of(AnonymousUser()) == set()
    clerk.is_active = False
    assert queries.roles_of(clerk, organ) == set()
