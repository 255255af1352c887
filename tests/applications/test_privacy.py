"""个人信息: sealed in the database, masked for whoever is not at the case, each look in the trail, erased when due."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from gongkai.applications import actions, identity, reading
from gongkai.applications.models import Applicant
from gongkai.audit.models import AuditEntry
from gongkai.clearance.models import ClearanceRecord
from tests.applications.conftest import PERSON
from tests.cast import employ

pytestmark = pytest.mark.django_db
SECRETS = (PERSON["name"], PERSON["id_number"], PERSON["phone"], PERSON["address"])


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(repr(cursor.fetchall()))
    return "".join(found)


def test_no_table_holds_name_number_telephone_or_address_in_plain_words(answered):
    answered()
    stored = everything_in_the_database()
    assert not [secret for secret in SECRETS if secret in stored]


def test_the_handler_reads_the_identity_and_the_trail_says_so(applied, clerk):
    case = applied()
    assert identity.read(case, by=clerk, why="办理").id_number == PERSON["id_number"]
    entry = AuditEntry.objects.filter(verb="applicant.read").get()
    assert (entry.actor, entry.subject, entry.facts["why"]) == ("shiwen", case.reference, "办理")


def test_a_colleague_not_at_the_case_a_reviewer_and_a_superuser_do_not(
    applied, organ, chief, secrecy_reviewer, superuser
):
    case = applied()
    for user in (chief, secrecy_reviewer, superuser):
        with pytest.raises(PermissionDenied):
            identity.read(case, by=user, why="好奇")
    assert not AuditEntry.objects.filter(verb="applicant.read").exists()


def test_until_it_is_assigned_any_handler_may_look(applied_online, chief, clerk):
    case = applied_online()
    assert identity.may_read(chief, case)
    case = actions.assign(application=case, by=clerk, handler=clerk)
    assert not identity.may_read(chief, case) and identity.may_read(clerk, case)


def test_a_reviewer_reads_the_letter_without_learning_who_applied(answered, secrecy_reviewer, leader):
    letter = answered().letters.exclude(decision="").get()
    seen = str(reading.letter_for(letter, by=secrecy_reviewer, why="审查").as_data())
    assert PERSON["name"] not in seen and "罗**" in seen
    assert PERSON["name"] in str(reading.letter_for(letter, by=leader, why="签发").as_data())


def test_titles_of_clearance_and_rows_of_the_trail_name_nobody(answered):
    answered()
    written = repr(list(ClearanceRecord.objects.values())) + repr(list(AuditEntry.objects.values()))
    assert not [secret for secret in SECRETS if secret in written]


def test_equal_applicants_are_known_by_digest_whatever_the_spelling(applied):
    one, other = applied(), applied(applicant=PERSON | {"id_number": " 999999 19900101 0018 "})
    third = applied(applicant=PERSON | {"id_number": "999999199001010026"})
    assert one.applicant.identity_digest == other.applicant.identity_digest != third.applicant.identity_digest


def test_when_its_years_are_over_the_identity_goes_and_the_case_stays(answered, clerk):
    case = answered()
    actions.archive(application=case, by=clerk)
    assert actions.erase_identities(today=date(2034, 9, 1)) == 0
    assert actions.erase_identities(today=date(2034, 10, 1)) == 1
    gone = Applicant.objects.get(application=case)
    assert (gone.name, gone.id_number, gone.identity_digest, gone.kind) == ("", "", "", "natural_person")
    case.refresh_from_db()
    assert case.decision == "granted" and case.events.exists() and gone.masked_name == "（已按期限删除）"
    assert all(letter.value == {} for letter in case.letters.all())
    assert actions.erase_identities(today=date(2034, 10, 1)) == 0


def test_files_of_a_case_are_for_those_at_it(applied, clerk, chief, uploaded, signed_in):
    case = applied()
    proof = uploaded("身份证.txt", "正面".encode())
    actions.attach(case, proof, "identity")
    assert signed_in(clerk).get(proof.get_absolute_url()).status_code == 200
    assert signed_in(chief).get(proof.get_absolute_url()).status_code == 404


def test_an_ended_post_opens_nothing(applied, organ, superuser, clerk):
    from gongkai.organs import actions as organs

    case = applied()
    newcomer = employ("xinren", "辛仁", organ, "clerk", by=superuser)
    case = actions.assign(application=case, by=clerk, handler=newcomer)
    organs.dismiss(by=superuser, staff=newcomer.staff, role="clerk", until=date(2019, 1, 1))
    assert not identity.may_read(newcomer, case)
