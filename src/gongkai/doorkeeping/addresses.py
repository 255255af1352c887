"""Whose request this is, as far as a network address can tell."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """The address as the outermost of our own proxies saw it; "unknown" when there is none (a local socket).

    Each proxy appends who spoke to it, so with n trusted ones the n-th entry from the right is the client; everything
    further left was written by the client and is not believed.
    """
    own = _clean(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.ENV["GONGKAI_TRUSTED_PROXIES"]
    if not proxies:
        return own or UNKNOWN
    passed = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if not passed:
        return own or UNKNOWN
    return _clean(passed[-min(proxies, len(passed))]) or own or UNKNOWN


def client_key(request: HttpRequest) -> str:
    """What to count by: the address, or for IPv6 its /64, of which one household has 2⁶⁴ addresses."""
    address = client_address(request)
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def _clean(text: str) -> str:
    """One address in its shortest form, without port or brackets; an IPv4 address in IPv6 clothes as IPv4; "" for others."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
