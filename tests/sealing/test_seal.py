"""What is sealed opens under its key, in its column, unaltered; in no other case."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.sealing import keys
from gongkai.sealing.seal import BrokenSeal, looks_sealed, seal, unseal
from tests.sealing.conftest import ONE, TWO, line

COLUMN = "applications.applicant.name"


@pytest.fixture(autouse=True)
def ring(settings):
    settings.SEAL_KEYS = ONE


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_and_does_not_show(text):
    sealed = seal(text, column=COLUMN)
    assert unseal(sealed, column=COLUMN) == text
    assert looks_sealed(sealed) and (len(text) < 4 or text not in sealed)


def test_sealing_twice_gives_two_texts_so_that_equal_values_do_not_show():
    assert seal("石文", column=COLUMN) != seal("石文", column=COLUMN)


@pytest.mark.parametrize(("cipher", "mark"), [("aes", "s1:k1:"), ("sm4", "s2:k1:")])
def test_the_value_says_which_cipher_and_key_it_was_sealed_with_and_opens_under_either_setting(settings, cipher, mark):
    settings.SEAL_CIPHER = cipher
    sealed = seal("石文", column=COLUMN)
    assert sealed.startswith(mark)
    for other in ("aes", "sm4"):
        settings.SEAL_CIPHER = other
        assert unseal(sealed, column=COLUMN) == "石文"


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_one_altered_bit_anywhere_breaks_the_seal(settings, cipher):
    settings.SEAL_CIPHER = cipher
    sealed = seal("522632199001012345", column=COLUMN)
    head, body = sealed[:6], bytearray(base64.urlsafe_b64decode(sealed[6:]))
    for place in range(len(body)):
        touched = bytes(byte ^ (1 if at == place else 0) for at, byte in enumerate(body))
        with pytest.raises(BrokenSeal, match="打不开"):
            unseal(head + base64.urlsafe_b64encode(touched).decode(), column=COLUMN)


def test_a_value_moved_to_another_column_does_not_open():
    with pytest.raises(BrokenSeal, match=r"applications\.applicant\.phone 的一个值打不开：.*从别处移来"):
        unseal(seal("石文", column=COLUMN), column="applications.applicant.phone")


def test_a_value_does_not_open_under_another_keys_name_or_ciphers_mark(settings):
    sealed = seal("石文", column=COLUMN)
    settings.SEAL_KEYS = TWO
    for renamed in (sealed.replace(":k1:", ":k2:"), sealed.replace("s1:", "s2:")):
        with pytest.raises(BrokenSeal):
            unseal(renamed, column=COLUMN)


@pytest.mark.parametrize("value", ["石文", "s1:k1:", "s1:k1:短", "s1:k1:AAAA", "s2:k1:AAAA", "s3:k1:AAAA", "s1:k1:A"])
def test_what_was_never_sealed_is_no_value(value):
    with pytest.raises(BrokenSeal):
        unseal(value, column=COLUMN)


def test_without_its_key_the_sentence_names_the_key_and_nothing_of_the_value(settings):
    settings.SEAL_KEYS = TWO
    sealed = seal("石文", column=COLUMN)
    settings.SEAL_KEYS = ONE
    with pytest.raises(BrokenSeal) as broken:
        unseal(sealed, column=COLUMN)
    assert "没有它" in str(broken.value) and "k2" in str(broken.value) and sealed[6:] not in str(broken.value)


def test_the_first_key_seals_and_the_others_only_open(settings):
    old = seal("石文", column=COLUMN)
    settings.SEAL_KEYS = TWO
    assert seal("石文", column=COLUMN).startswith("s1:k2:")
    assert unseal(old, column=COLUMN) == "石文"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (line("k1", "1"), "缺少以 blind: 开头的一行"),
        (line("blind", "b"), "没有一行封存密钥"),
        (f"{ONE}{line('k1', '3')}", "k1 出现了两次（第 3 行）"),
        (f"K1:{'A' * 43}=", "第 1 行不是“编号:base64”"),
        ("k1 AAAA", "第 1 行不是“编号:base64”"),
        ("k1:AAAA", "第 1 行不是 32 字节的 base64"),
        ("k1:密钥", "第 1 行不是 32 字节的 base64"),
    ],
)
def test_a_keyring_that_cannot_be_used_is_refused_by_line_and_without_its_content(text, told):
    with pytest.raises(ValueError) as refused:
        keys.parse(text)
    assert told in str(refused.value)
    assert "AAAA" not in str(refused.value)


def test_comments_and_empty_lines_are_left_out_and_a_key_does_not_show_itself():
    ring = keys.parse(f"# 2026 年\n\n{TWO}")
    assert (ring.current.id, list(ring.keys)) == ("k2", ["k2", "k1"])
    assert "2222" not in repr(ring) and str(ring.current.secret) not in repr(ring)


def test_without_a_keyring_the_sentence_says_what_to_set(settings):
    settings.SEAL_KEYS = " \n"
    with pytest.raises(keys.NoKeys, match="没有设置 GONGKAI_SEAL_KEYS"):
        seal("石文", column=COLUMN)


def test_a_fresh_keyring_is_one_and_a_new_key_goes_in_front():
    fresh = keys.new_keyring("k1")
    more = keys.with_new_key(fresh, "k2")
    assert keys.parse(fresh).current.id == "k1"
    assert (keys.parse(more).current.id, keys.parse(more).blind) == ("k2", keys.parse(fresh).blind)
    with pytest.raises(ValueError, match="k2 已经有了"):
        keys.with_new_key(more, "k2")
