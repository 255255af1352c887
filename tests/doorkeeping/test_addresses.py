"""Whose request it is: what a client writes into X-Forwarded-For is not believed."""

import pytest
from django.test import RequestFactory

from gongkai.doorkeeping.addresses import client_address, client_key


def request(remote: str = "10.0.0.1", forwarded: str | None = None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "203.0.113.7", None, "203.0.113.7"),
        (0, "203.0.113.7", "198.51.100.9", "203.0.113.7"),
        (1, "10.0.0.1", "198.51.100.9", "198.51.100.9"),
        (1, "10.0.0.1", "1.1.1.1, 198.51.100.9", "198.51.100.9"),
        (2, "10.0.0.1", "1.1.1.1, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (2, "10.0.0.1", "198.51.100.9", "198.51.100.9"),
        (1, "10.0.0.1", None, "10.0.0.1"),
        (1, "10.0.0.1", "1.1.1.1, nonsense", "10.0.0.1"),
        (1, "10.0.0.1", "198.51.100.9:4711", "198.51.100.9"),
        (1, "10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        (1, "10.0.0.1", "2001:DB8:0:0::7", "2001:db8::7"),
        (0, "::ffff:203.0.113.7", None, "203.0.113.7"),
        (0, "fe80::1%eth0", None, "fe80::1"),
        (0, "", None, "unknown"),
    ],
)
def test_the_address_is_the_one_the_outermost_trusted_proxy_saw(settings, proxies, remote, forwarded, address):
    settings.ENV = settings.ENV | {"GONGKAI_TRUSTED_PROXIES": proxies}
    assert client_address(request(remote, forwarded)) == address


def test_one_household_is_counted_as_one_whichever_of_its_addresses_it_uses():
    assert client_key(request("2001:db8:1:2:aaaa::1")) == client_key(request("2001:db8:1:2:bbbb::2"))
    assert client_key(request("2001:db8:1:3::1")) != client_key(request("2001:db8:1:2::1"))
    assert client_key(request("203.0.113.7")) == "203.0.113.7"
