"""Keys of bundles: one secret, one public line, and nobody else's signature."""

import base64

import pytest

from gongkai.static_site import signing
from gongkai.static_site.signing import NotTrusted

OURS = signing.secrets_in(signing.new_secret("office"))["office"]
OTHERS = signing.secrets_in(signing.new_secret("office"))["office"]


def test_a_signature_holds_for_its_maker_and_its_text_alone():
    signature = OURS.sign(b"text")
    OURS.peer.check(signature, b"text")
    for peer, data in ((OURS.peer, b"tex"), (OTHERS.peer, b"text")):
        with pytest.raises(NotTrusted):
            peer.check(signature, data)


def test_the_public_line_is_read_back_and_holds_no_secret():
    peers = signing.peers_in(f"# over there\n\n{OURS.peer.line}\n")
    assert peers == {"office": OURS.peer}
    assert base64.b64encode(OURS.secret).decode() not in OURS.peer.line and "secret" not in repr(OURS)


def test_two_machines_come_to_the_same_secret():
    assert OURS.shared_with(OTHERS.peer.x25519) == OTHERS.shared_with(OURS.peer.x25519)


UNUSABLE = {
    "no colon": "office",
    "short": "office:AAAA",
    "capitals": "OFFICE:" + "A" * 44,
    "twice": signing.new_secret("a") * 2,
}


@pytest.mark.parametrize("text", UNUSABLE.values(), ids=UNUSABLE)
def test_a_line_that_is_none_is_named_by_number_and_never_repeated(text):
    with pytest.raises(ValueError, match=r"第 \d 行") as problem:
        signing.secrets_in(text)
    assert "AAAA" not in str(problem.value)


def test_nobody_unknown_is_trusted():
    with pytest.raises(NotTrusted, match="不认识签名的密钥 other"):
        signing.known({"office": OURS.peer}, "other")
