"""No address leads out of the site's root, whatever is written into it."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.static_site.front.addresses import address
from gongkai.static_site.front.files import open_under
from tests.static_site.front_site import ask, built, front


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return built(tmp_path_factory.mktemp("paths") / "site")


REFUSED = (
    "/../outside.txt", "/../manifest/secret", "/o/../../manifest/secret", "/%2e%2e/manifest/secret", "/..%2fmanifest/secret",
    "/o/%2e%2e/%2e%2e/manifest/secret", "//etc/passwd", "/o//rongjiang-mzj/", "/./", "/o/./rongjiang-mzj/", "/.git/config",
    "/o/.hidden/", "/..\\manifest\\secret", "/%5c..%5cmanifest", "/robots.txt%00", "/robots.txt%00.html", "/%ff%fe/", "/robots.txt/",
    "/index.html", "/index.html.gz", "/o/rongjiang-mzj/index.html.br", "/o/rongjiang-mzj/i/8/gone.html", "/robots.txt.gz", "/a%0ab",
    "/" + "a" * 5000, "/" + "a/" * 2000, "/" + "公" * 255 + "/", "", "robots.txt", "*",
)  # fmt: skip


@pytest.mark.parametrize("path", REFUSED)
def test_what_could_lead_elsewhere_is_no_baked_address(site, path):
    assert ask(front(site), path).text == "django"


def test_a_file_name_of_255_han_characters_is_refused_without_a_fault_and_a_long_one_is_served(site):
    name = "公" * 83 + ".pdf"  # 253 bytes: as much as the disk takes
    site.put(f"files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab/{name}", b"%PDF")
    folder = "/files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab"
    assert ask(front(site), f"{folder}/{name}").body == b"%PDF"
    assert ask(front(site), f"{folder}/{'公' * 255}.pdf").text == "django"


def test_a_link_within_the_root_is_followed_and_one_out_of_it_is_not(site):
    www = site.root / "releases" / "1" / "www"
    for name, target in {
        "inside.txt": "robots.txt", "out.txt": "/etc/hostname", "up.txt": "../../../outside.txt", "chain.txt": "../manifest/secret",
        "self.txt": "self.txt", "elsewhere": "../manifest",
    }.items():  # fmt: skip
        (www / name).symlink_to(target)
    assert ask(front(site), "/inside.txt").text == "User-agent: *\n"
    for path in ("/out.txt", "/up.txt", "/chain.txt", "/self.txt", "/elsewhere/secret"):
        assert ask(front(site), path).text == "django", path


def test_a_kept_page_that_is_replaced_by_a_link_outwards_is_not_followed(site):
    application = front(site)
    put = site.put("o/swapped.txt", "ours")
    assert ask(application, "/o/swapped.txt").text == "ours"
    put.unlink()
    put.symlink_to(site.root / "outside.txt")
    assert ask(application, "/o/swapped.txt").text == "django"


def test_what_is_no_regular_file_is_not_waited_for(site):
    os.mkfifo(site.root / "releases" / "1" / "www" / "pipe.txt")
    assert ask(front(site), "/pipe.txt").text == "django"


@given(st.one_of(st.text(max_size=40), st.text(alphabet="./\\%o\0公a", max_size=20)))
def test_a_decoded_address_never_climbs(text):
    found = address("/" + text.encode("utf-8", "surrogatepass").decode("latin-1"))
    if found is not None:
        assert os.path.normpath("/root" + found).startswith("/root")
        assert not {"", ".", ".."} & set(found.strip("/").split("/")) or found == "/"
        assert "\0" not in found and "\\" not in found


@given(
    parts=st.lists(
        st.sampled_from(
            ["..", ".", "", "o", "rongjiang-mzj", "robots.txt", "manifest", "secret", "公示", "index.html"]
        ),
        max_size=8,
    )
)
def test_what_is_opened_lies_under_the_root(site, parts):
    root = os.path.realpath(site.root / "current" / "www")
    opened = open_under(root, "/" + "/".join(parts))
    if opened is not None:
        where = str(Path(f"/proc/self/fd/{opened.descriptor}").readlink())
        opened.close()
        assert where.startswith(root + "/")
