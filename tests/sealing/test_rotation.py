"""Rotation: afterwards the old key is not needed; interrupted, it goes on; what people write meanwhile stays."""

import pytest

from gongkai.cli.main import main
from gongkai.sealing import rotation
from gongkai.sealing.blind import blind_index
from tests.sealing.conftest import ONE, TWO, Letter, Person, line, overwrite, raw

ONLY_TWO = f"{line('k2', '2')}\n{line('blind', 'b')}\n"


@pytest.fixture
def filled(people, settings):
    """450 people and a letter under the first key; the ring now begins with the second."""
    people.objects.bulk_create([Person(name=f"石文{n}", number=str(n), contact={"n": n}) for n in range(450)])
    Letter.objects.create(name="来信人")
    settings.SEAL_KEYS = TWO
    return people


def test_after_rotation_everything_opens_without_the_old_key(filled, settings):
    seen = []
    done = rotation.rotate(lambda what, done, total: seen.append((done, total)))
    assert (done.resealed, done.passed_over, done.broken) == (450 * 3 + 1, 0, [])
    assert seen == [(200, 450), (400, 450), (450, 450), (1, 1)]
    settings.SEAL_KEYS = ONLY_TWO
    assert sorted(filled.objects.values_list("name", flat=True))[0] == "石文0"
    assert [person.contact["n"] for person in filled.objects.order_by("pk")] == list(range(450))
    assert rotation.census().by_key == {"s1:k2": 1351}


def test_rotating_again_writes_nothing(filled):
    rotation.rotate()
    before = raw(Person, "name", filled.objects.first().pk)
    assert rotation.rotate().resealed == 0
    assert raw(Person, "name", filled.objects.first().pk) == before


def test_a_run_that_was_stopped_is_taken_up_where_it_ended(filled):
    class Stopped(Exception):
        pass

    def stop(_what, done, _total):
        if done >= 400:
            raise Stopped

    with pytest.raises(Stopped):
        rotation.rotate(stop)
    half = rotation.census().by_key
    assert half["s1:k2"] >= 600 and half["s1:k1"] > 0
    assert rotation.rotate().resealed == 1351 - half["s1:k2"]
    assert set(rotation.census().by_key) == {"s1:k2"}


def test_what_somebody_writes_between_reading_and_writing_is_kept(filled, monkeypatch):
    busy = filled.objects.first()
    real, seal = rotation._write, []

    def write(model, fields, rows, prefix, done):
        if not seal:
            seal.append(filled.objects.filter(pk=busy.pk).update(name="改过的名字", number="9"))
        real(model, fields, rows, prefix, done)

    monkeypatch.setattr(rotation, "_write", write)
    done = rotation.rotate()
    assert filled.objects.get(pk=busy.pk).name == "改过的名字"
    assert done.passed_over == 3
    monkeypatch.undo()
    monkeypatch.setattr(rotation.apps, "get_models", lambda: [Person, Letter])
    assert rotation.rotate().resealed == 1, "the one value of that row nobody had changed"


def test_going_over_to_the_national_cipher_is_a_rotation_too(filled, settings):
    rotation.rotate()
    settings.SEAL_CIPHER = "sm4"
    assert rotation.rotate().resealed == 1351
    assert rotation.census().by_key == {"s2:k2": 1351}
    assert Letter.objects.get().name == "来信人"


def test_what_does_not_open_is_named_left_alone_and_does_not_stop_the_rest(filled, settings):
    first = filled.objects.first().pk
    lost = raw(Person, "name", first)[:-3] + "AA="
    overwrite(Person, "name", first, lost)
    done = rotation.rotate()
    assert done.resealed == 1350
    assert len(done.broken) == 1 and f"sealing.Person #{first}：sealing.person.name" in done.broken[0]
    assert raw(Person, "name", first) == lost
    assert len(rotation.census().broken) == 1


def test_indexes_are_made_anew_where_they_are_not_what_the_values_give(filled):
    row = filled.objects.create(name="韦巨", number="777")
    filled.objects.filter(pk=row.pk).update(number="778")
    assert rotation.census().stale_indexes == 1, "update() alone does not keep the index"
    assert rotation.rotate().reindexed == 1
    assert rotation.census().stale_indexes == 0
    assert filled.objects.get(number_index=blind_index("778", "identity_number")).pk == row.pk


def test_check_says_how_many_values_are_under_which_key(filled, capsys):
    assert main(["keys", "check"]) == 0
    told = capsys.readouterr().out
    assert "封存的值 1351 个" in told and "k1 AES-256-GCM：1351 个（应运行 gongkai keys rotate）" in told
    assert main(["keys", "rotate"]) == 0
    assert "重新封存 1351 个值" in capsys.readouterr().out
    assert main(["keys", "check"]) == 0
    told = capsys.readouterr().out
    assert "k2 AES-256-GCM：1351 个（现用）" in told and "全部能打开" in told


def test_check_fails_when_a_key_is_missing(filled, settings, capsys):
    settings.SEAL_KEYS = ONLY_TWO
    assert main(["keys", "check"]) == 1
    told = capsys.readouterr().out
    assert "1351 个打不开" in told and "请把这把密钥补入" in told and "石文" not in told


def test_a_rotation_leaves_a_row_in_the_trail_and_no_key_in_it(filled):
    from gongkai.audit.models import AuditEntry

    main(["keys", "rotate"])
    entry = AuditEntry.objects.get(verb="keys.rotated")
    assert (entry.subject, entry.facts["resealed"]) == ("key:k2", 1351)
    assert ONE.split(":")[1][:8] not in str(entry.facts)


def test_the_files_of_the_house_are_among_what_is_rotated(db):
    from django.apps import apps

    from gongkai.pages.models import StoredFile

    assert StoredFile in apps.get_models()
    assert [f.name for model, fields in rotation.sealed_models() if model is StoredFile for f in fields] == [
        "sealed_name", "file_key",
    ]  # fmt: skip
