"""Verification of a site that is being served: what readers get is what was baked, plain and compressed."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest

from gongkai.static_site.verifying import live
from gongkai.static_site.verifying.live import SiteDown, address_of, ask
from gongkai.static_site.verifying.places import locate
from tests.static_site.sites import CONTENTS, LONG_NAME


class Server(BaseHTTPRequestHandler):
    """A web server as the contract asks for; `altered` answers otherwise: address to (status, headers, body)."""

    protocol_version = "HTTP/1.1"
    www = None
    altered: dict = {}
    asked: list = []

    def do_GET(self):
        address = unquote(urlsplit(self.path).path)
        wants_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        self.asked.append((address, wants_gzip))
        status, headers, body = self.answer(address, wants_gzip)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, address, wants_gzip):
        for key in ((address, wants_gzip), address):
            if key in self.altered:
                return self.altered[key]
        path = address.lstrip("/")
        if address.endswith("/"):
            if (self.www / path / "gone.html").exists():
                return 410, {}, (self.www / path / "gone.html").read_bytes()
            if (self.www / path / "moved.html").exists():
                return 301, {"Location": "/o/qingshui/i/1/"}, b""
            path += "index.html"
        file = self.www / path
        if not file.is_file():
            return 404, {}, (self.www / "404.html").read_bytes()
        if wants_gzip and (self.www / f"{path}.gz").exists():
            return 200, {"Content-Encoding": "gzip"}, (self.www / f"{path}.gz").read_bytes()
        return 200, {}, file.read_bytes()

    def log_message(self, *args):
        pass


@pytest.fixture
def server(www):
    handler = type("Handler", (Server,), {"www": www, "altered": {}, "asked": []})
    serving = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    handler.url = f"http://127.0.0.1:{serving.server_port}"
    yield handler
    serving.shutdown()
    serving.server_close()


@pytest.fixture
def verify(site, server):
    def asking(**options):
        release = locate(site)
        return ask(server.url, release.manifest, **({"www": release.www, "rate": 2000} | options))

    return asking


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("index.html", "/", 200),
        ("o/a/index.html", "/o/a/", 200),
        ("o/a/gone.html", "/o/a/", 410),
        ("o/a/moved.html", "/o/a/", 301),
        ("files/1/附件 一.pdf", "/files/1/%E9%99%84%E4%BB%B6%20%E4%B8%80.pdf", 200),
        ("a/x?y#z.html", "/a/x%3Fy%23z.html", 200),
    ],
)
def test_each_file_has_one_address_and_one_status(path, address, status):
    assert address_of(path) == (address, status)


def test_a_whole_site_is_whole_asked_plain_and_with_gzip(verify, server):
    report = verify()
    assert report.is_whole and report.checked == len(CONTENTS) - 1  # the page of errors has no address
    assert {("/", False), ("/", True), ("/o/qingshui/i/2/", False), (f"/{LONG_NAME}", False)} <= set(server.asked)
    assert (f"/{LONG_NAME}", True) not in server.asked


def test_changed_missing_and_wrongly_answered_addresses_are_named(verify, server):
    server.altered |= {
        "/": (200, {}, b"forged"),
        "/feed.xml": (404, {}, b""),
        "/o/qingshui/i/2/": (200, {}, CONTENTS["o/qingshui/i/2/gone.html"]),
        "/o/qingshui/i/3/": (301, {"Location": "https://evil.example/"}, b""),
    }
    faults = {fault.path: (fault.kind, fault.reason) for fault in verify().faults if not fault.path.endswith(".gz")}
    assert faults["index.html"][0] == "changed" and faults["feed.xml"][0] == "missing"
    assert faults["o/qingshui/i/2/gone.html"] == ("changed", "地址 /o/qingshui/i/2/ 应答复 410，实际答复 200")
    assert faults["o/qingshui/i/3/moved.html"][1].startswith("地址 /o/qingshui/i/3/ 转向 https://evil.example/")
    assert len(faults) == 4


def test_a_forged_answer_for_those_who_accept_gzip_only_is_found(verify, server):
    server.altered[("/", True)] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"forged"))
    server.altered[("/feed.xml", True)] = (200, {}, b"forged")
    assert {fault.path for fault in verify().faults} == {"index.html.gz", "feed.xml.gz"}


def test_a_moved_page_may_be_sent_as_the_small_page(verify, server):
    server.altered["/o/qingshui/i/3/"] = (200, {}, CONTENTS["o/qingshui/i/3/moved.html"])
    assert verify().is_whole


def test_an_address_in_trouble_cannot_be_told_and_is_no_tampering(verify, server, monkeypatch):
    server.altered["/feed.xml"] = (502, {}, b"")
    report = verify()
    assert not report.faults and ("feed.xml", "读不出来（答复 502）") in report.unknown


def test_a_site_that_stops_answering_ends_the_verification(verify, server, monkeypatch):
    monkeypatch.setattr(live, "GIVE_UP", 2)
    for path in CONTENTS:
        server.altered[unquote(address_of(path)[0])] = (503, {}, b"")
    server.altered.pop("/")
    with pytest.raises(SiteDown, match="没有正常应答"):
        verify()


def test_nobody_at_the_door(site):
    release = locate(site)
    with pytest.raises(SiteDown, match="没有应答"):
        ask("http://127.0.0.1:9", release.manifest, www=release.www)
    with pytest.raises(SiteDown, match="不是网址"):
        ask("ftp://example.org", release.manifest, www=release.www)


def test_a_site_that_moved_to_https_says_which_address_to_verify(verify, server):
    server.altered["/"] = (301, {"Location": "https://www.example.gov.cn/"}, b"")
    with pytest.raises(SiteDown, match=r"请直接核验那个网址"):
        verify()
