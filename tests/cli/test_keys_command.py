"""`gongkai keys new`: a keyring nobody else can read; the old keys stay when a new one comes."""

import pytest

from gongkai.cli.main import main
from gongkai.sealing import keys


def test_a_new_keyring_is_usable_and_readable_by_its_owner_alone(tmp_path, capsys):
    ring = tmp_path / "seal-keys"
    assert main(["keys", "new", "--output", str(ring), "--id", "k1"]) == 0
    assert ring.stat().st_mode & 0o777 == 0o600
    assert keys.parse(ring.read_text()).current.id == "k1"
    told = capsys.readouterr().out
    assert f"GONGKAI_SEAL_KEYS_FILE={ring}" in told and ring.read_text().split(":")[1][:10] not in told


def test_a_further_key_goes_in_front_and_the_old_ones_stay(tmp_path, capsys):
    ring = tmp_path / "seal-keys"
    main(["keys", "new", "--output", str(ring)])
    first = keys.parse(ring.read_text())
    main(["keys", "new", "--output", str(ring)])
    second = keys.parse(ring.read_text())
    assert second.current.id == f"{first.current.id}-2"
    assert second.keys[first.current.id] == first.current and second.blind == first.blind
    assert "gongkai keys rotate" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["seal-keys"] and ring.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_keyring_is_left_as_it_is(tmp_path, capsys):
    other = tmp_path / "notes"
    other.write_text("记事", encoding="utf-8")
    assert main(["keys", "new", "--output", str(other)]) == 2
    assert other.read_text(encoding="utf-8") == "记事" and "没有改动" in capsys.readouterr().err


def test_printed_it_can_go_into_a_key_store(capsys):
    assert main(["keys", "new", "--print"]) == 0
    assert keys.parse(capsys.readouterr().out).current.id.startswith("k20")


@pytest.mark.parametrize("words", [["new"], ["new", "--print", "--id", "blind"], ["new", "--print", "--id", "大"], []])
def test_what_it_cannot_understand_is_one_line(words, capsys):
    assert main(["keys", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_keys_are_not_in_the_list_of_settings(monkeypatch, capsys):
    monkeypatch.setenv("GONGKAI_SEAL_KEYS", keys.new_keyring("k1"))
    assert main(["settings"]) == 0
    told = capsys.readouterr().out
    assert "GONGKAI_SEAL_KEYS" in told and "k1:" not in told and "blind:" not in told.replace("以 blind: 开头", "")
