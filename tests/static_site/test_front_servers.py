"""The front in granian and nginx beside it, over one directory: they give the same answers, and nginx gives them alone too."""

import datetime
import http.client
import ssl
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.static_site.front_site import ATTACHMENT, built, page
from tests.static_site.servers import NGINX, free_port, front_server, nginx_file, nginx_server, running

needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: nginx-light)")
STANDING_IN = "tests.static_site.standing_in:application"
PDF = f"/{ATTACHMENT}/%E4%BD%8E%E4%BF%9D%E5%90%8D%E5%8D%95.pdf"

BAKED = (
    "/", "/o/rongjiang-mzj/", "/o/rongjiang-mzj/h/%E5%85%AC%E7%A4%BA/", "/o/rongjiang-mzj/i/7/", "/catalogue/", "/robots.txt",
    "/o/rongjiang-mzj/feed.atom", "/o/rongjiang-mzj/i/7/data.json", "/o/rongjiang-mzj/reports/2019.docx",
    "/static/portal/css/base.0123456789ab.css", PDF, f"/{ATTACHMENT}/big.zip", "/o/rongjiang-mzj/?from=wechat",
    "/o/rongjiang-mzj", "/o/rongjiang-mzj?a=b", "/o/rongjiang-mzj/h/%E5%85%AC%E7%A4%BA", "/o/rongjiang-mzj/i/8", "/o/rongjiang-mzj/i/8/",
    "/art/1.html",
)  # fmt: skip
COMPARED = (
    "Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition", "Content-Range", "Content-Security-Policy",
    "Cache-Control", "Vary", "Last-Modified", "Location", "Retry-After", "X-Content-Type-Options", "X-Frame-Options",
    "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Strict-Transport-Security",
)  # fmt: skip


def ask(address: str, path: str, method: str = "GET", **more: str):
    """Status, headers (a repeated one joined by two bars) and body of one request over the wire."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in more.items()})
        answer = connection.getresponse()
        told: dict[str, str] = {}
        for name, value in answer.getheaders():
            told[name.title()] = f"{told[name.title()]} || {value}" if name.title() in told else value
        return answer.status, told, answer.read()
    finally:
        connection.close()


def compared(answer) -> tuple:
    status, told, body = answer
    if status == 301:  # nginx writes a page of its own for a redirect
        return (
            status,
            {name: told.get(name.title()) for name in COMPARED if name not in ("Content-Type", "Content-Length")},
            b"",
        )
    return status, {name: told.get(name.title()) for name in COMPARED}, body


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return built(tmp_path_factory.mktemp("served") / "site")


@pytest.fixture(scope="module")
def front(site, tmp_path_factory):
    with front_server(site.root, tmp_path_factory.mktemp("front"), target=STANDING_IN) as (address, _server):
        yield address


@pytest.fixture(scope="module")
def nginx(site, front, tmp_path_factory):
    with nginx_server(site.root, tmp_path_factory.mktemp("nginx"), office=urlsplit(front).netloc) as (address, _server):
        yield address


@pytest.fixture(scope="module")
def alone(site, tmp_path_factory):
    """nginx whose office is off: nobody listens there."""
    with nginx_server(site.root, tmp_path_factory.mktemp("alone")) as (address, _server):
        yield address


def test_a_page_comes_through_granian_whole_and_head_tells_its_length(front):
    status, told, body = ask(front, "/", Accept_Encoding="br")
    assert (status, told["Content-Encoding"], len(body)) == (200, "br", int(told["Content-Length"]))
    status, head, body = ask(front, "/", "HEAD", Accept_Encoding="br")
    assert (status, body) == (200, b"") and head["Content-Length"] == told["Content-Length"]


def test_a_large_file_comes_through_granian_in_full_and_in_part(site, front):
    content = (site.root / "current" / "www" / ATTACHMENT / "big.zip").read_bytes()
    assert ask(front, f"/{ATTACHMENT}/big.zip")[2] == content
    status, told, body = ask(front, f"/{ATTACHMENT}/big.zip", Range="bytes=500000-")
    assert (status, body, told["Content-Length"]) == (206, content[500000:], str(len(content) - 500000))


def test_a_connection_is_used_again_after_an_answer_without_body(front):
    connection = http.client.HTTPConnection(urlsplit(front).netloc, timeout=20)
    tag = ""
    for method, more in (("GET", {}), ("HEAD", {}), ("GET", {"If-None-Match": "*"}), ("GET", {})):
        connection.request(method, "/", headers=more)
        answer = connection.getresponse()
        answer.read()
        tag = tag or answer.headers["ETag"]
        assert answer.status == (304 if more else 200) and answer.headers["ETag"] == tag


@needs_nginx
@pytest.mark.parametrize("coding", ["", "gzip", "gzip, br", "gzip;q=0"])
@pytest.mark.parametrize("path", BAKED)
def test_nginx_and_the_front_give_the_same_answer(front, nginx, path, coding):
    if path == "/o/rongjiang-mzj/i/8/" or "br" not in coding or has_brotli(nginx):
        for method in ("GET", "HEAD"):
            assert compared(ask(nginx, path, method, Accept_Encoding=coding)) == compared(
                ask(front, path, method, Accept_Encoding=coding)
            )


def has_brotli(nginx: str) -> bool:
    return ask(nginx, "/", Accept_Encoding="br")[1].get("Content-Encoding") == "br"


@needs_nginx
@pytest.mark.parametrize(
    "asked", ["bytes=0-9", "bytes=1000-", "bytes=-24", "bytes=0-1,5-6", "bytes=1000-5000", "bytes=5000-"]
)
def test_nginx_and_the_front_cut_the_same_ranges(front, nginx, asked):
    ours, theirs = ask(front, PDF, Range=asked), ask(nginx, PDF, Range=asked)
    assert ours[0] == theirs[0] and ours[1].get("Content-Range") == theirs[1].get("Content-Range")
    assert ours[0] == 416 or ours[2] == theirs[2]
    assert ask(nginx, "/", Range="bytes=0-9")[0] == ask(front, "/", Range="bytes=0-9")[0] == 200


@needs_nginx
def test_nginx_and_the_front_recognise_what_the_reader_has(front, nginx):
    for address in (front, nginx):
        _status, told, _body = ask(address, "/", Accept_Encoding="gzip")
        for condition in (
            {"If_None_Match": told["Etag"]},
            {"If_Modified_Since": told["Last-Modified"]},
            {"If_Modified_Since": "Fri, 31 Dec 2100 23:59:59 GMT"},
        ):
            status, again, body = ask(address, "/", Accept_Encoding="gzip", **condition)
            assert (status, body, again["Vary"]) == (304, b"", told["Vary"]), (address, condition)


@needs_nginx
@pytest.mark.parametrize(
    "path", ["/search/?q=x", "/zwgk/index.html", "/art/2.html", "/art/1.html/", "/o/rongjiang-mzj/apply/online/", "/catalogue/?organ=x", "/catalogue.json", "/o/nowhere/", "/api/v1/x", "/o/rongjiang-mzj/i/9/", "/none.txt"]
)  # fmt: skip
def test_nginx_hands_on_what_is_not_baked_and_adds_nothing(front, nginx, path):
    assert compared(ask(nginx, path)) == compared(ask(front, path))
    if "i/9" not in path and "1.html" not in path:
        assert compared(ask(nginx, path, "POST")) == compared(ask(front, path, "POST"))


@needs_nginx
def test_nginx_hands_on_forms_sent_to_pages_and_readers_who_chose_large_type(nginx):
    assert (
        ask(nginx, "/o/rongjiang-mzj/", "POST")[2] == ask(nginx, "/", Cookie="a=b; gongkai_type=large")[2] == b"django"
    )
    assert ask(nginx, "/", Cookie="sessionid=x")[2] != b"django"


@needs_nginx
@pytest.mark.parametrize(
    "path", ["/index.html", "/o/rongjiang-mzj/i/8/gone.html", "/index.html.gz", "/robots.txt.br", "/offline.html", "/404.html", "/.hidden", "/%2e%2e/manifest/secret", "/..%2f..%2foutside.txt"]
)  # fmt: skip
def test_how_pages_lie_on_the_disk_is_nobodys_address(alone, nginx, path):
    for address in (alone, nginx):
        status, _told, body = ask(address, path)
        assert status in (400, 404) or body == b"django", path
        assert b"outside" not in body and b"chain" not in body


@needs_nginx
@pytest.mark.parametrize("path", BAKED)
def test_with_the_office_off_nginx_answers_every_baked_address_as_before(nginx, alone, path):
    assert compared(ask(alone, path)) == compared(ask(nginx, path))
    if path.endswith("/"):
        assert compared(ask(alone, path, Cookie="gongkai_type=large")) == compared(ask(alone, path))


@needs_nginx
def test_with_the_office_off_what_moved_leads_on_by_its_link(alone):
    status, _told, body = ask(alone, "/o/rongjiang-mzj/i/9/")
    assert status == 200 and "已经移走" in body.decode()


@needs_nginx
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "path",
    ["/search/", "/o/rongjiang-mzj/apply/online/", "/catalogue/?organ=x", "/o/rongjiang-mzj/i/7/feedback/", "/office/"],
)
def test_with_the_office_off_nginx_gives_the_helpful_page_for_forms(alone, path, method):
    status, told, body = ask(alone, path, method)
    assert (status, told["Retry-After"], told["Cache-Control"]) == (503, "120", "no-cache")
    assert "暂时不能使用" in body.decode() and told["Content-Security-Policy"].startswith("default-src 'none'")


@needs_nginx
def test_with_the_office_off_nginx_answers_programs_with_json_and_the_rest_with_404(alone):
    status, told, body = ask(alone, "/api/v1/receipt-status", "POST")
    assert (status, told["Content-Type"], told["Retry-After"]) == (
        503,
        "application/problem+json",
        "120",
    ) and body.startswith(b"{")
    for path in ("/o/nowhere/", "/none.txt", f"/{ATTACHMENT}/none.pdf"):
        status, told, body = ask(alone, path)
        assert (status, told["Cache-Control"]) == (404, "no-cache") and "没有找到" in body.decode(), path


@needs_nginx
def test_pages_go_on_when_the_office_ends_and_no_release_is_seen_by_half(tmp_path):
    """A reader polls while releases are switched and the office is killed: each answer is a whole page of one release."""
    site = built(tmp_path / "site")
    for release in (1, 2):
        site.put("index.html", page(f"第{release}版"), release=release, with_sidecars=True)
        site.put("offline.html", page("暂时不能使用"), release=release)
    with (
        front_server(site.root, tmp_path, target=STANDING_IN) as (front, server),
        nginx_server(site.root, tmp_path, office=urlsplit(front).netloc) as (nginx, _nginx),
    ):
        whole = {f"第{release}版": page(f"第{release}版").encode() for release in (1, 2)}
        for turn in range(200):
            site.switch(1 + turn % 2)
            for address in (front, nginx):
                status, _told, body = ask(address, "/")
                assert status == 200 and body == whole[f"第{1 + turn % 2}版"]
        assert ask(nginx, "/search/")[0] == 200
        server.terminate()
        server.wait(20)
        assert ask(nginx, "/search/", "POST")[0] == 503 and ask(nginx, "/")[0] == 200


@needs_nginx
def test_over_https_nginx_is_remembered_and_plain_requests_are_led_there(site, tmp_path):
    context = self_signed(tmp_path)
    port, plain = free_port(), free_port()
    conf = nginx_file(site.root, tmp_path, port=port, is_https=True, plain_port=plain)
    with running([NGINX, "-c", str(conf)], port, log=tmp_path / "log"):
        connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=20)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.status == 200 and "首页" in answer.read().decode()
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        connection.close()
        status, told, _body = ask(f"http://127.0.0.1:{plain}", "/o/rongjiang-mzj/?a=b")
        assert (status, told["Location"]) == (301, "https://127.0.0.1/o/rongjiang-mzj/?a=b")


def self_signed(folder):
    """A certificate for localhost with its key, where the configuration looks for them, and a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain))
    chain = folder / "fullchain.pem"
    chain.write_bytes(made.public_bytes(encoding))
    return ssl.create_default_context(cafile=str(chain))
