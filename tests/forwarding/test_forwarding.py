"""旧网址: who may have an old address lead on, where to, and in which form it is found again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from gongkai.audit.models import AuditEntry
from gongkai.forwarding import actions, addresses, queries
from gongkai.forwarding.actions import Row
from gongkai.forwarding.models import LONGEST, OldAddress
from gongkai.forwarding.reading import rows_of

pytestmark = pytest.mark.django_db
HOME = "/o/rongjiang-mzj/"


@pytest.fixture
def lead(organ, office_head):
    """lead(("/old", "/new"), …): what became of them."""
    return lambda *pairs, by=office_head, of=organ: actions.forward(
        organ=of, by=by, rows=[Row(line, *pair) for line, pair in enumerate(pairs, start=1)]
    )


def test_an_old_address_leads_to_its_page_and_who_registered_it_is_kept(lead, organ, office_head):
    done = lead(("http://mzj.example.gov.cn/art/2016/5/12/art_123_4567.html", f"{HOME}i/7/", "原网站文章"))
    assert (done.added, done.refused) == (1, [])
    row = OldAddress.objects.get()
    assert (row.path, row.target, row.note, row.by, row.organ) == ("/art/2016/5/12/art_123_4567.html", f"{HOME}i/7/", "原网站文章", office_head, organ)  # fmt: skip
    assert queries.target_of("/art/2016/5/12/art_123_4567.html", "from=wechat") == f"{HOME}i/7/"
    assert queries.target_of("/art/2016/5/12/art_123_4568.html") is None
    told = AuditEntry.objects.get(verb="old_address.forwarded")
    assert told.organ == organ.slug and told.subject == f"old_address:{row.pk}"


def test_only_who_keeps_the_catalogue_may(lead, clerk, stranger, administrator):
    for person in (clerk, stranger):
        with pytest.raises(PermissionDenied):
            lead(("/old", HOME), by=person)
    assert lead(("/old", HOME), by=administrator).added == 1
    with pytest.raises(PermissionDenied):
        actions.release(old=OldAddress.objects.get(), by=clerk)


def test_twice_is_the_same_and_another_target_replaces_the_first(lead):
    lead(("/old", HOME))
    again = lead(("/old/", HOME))
    assert (again.added, again.changed, again.same) == (0, 0, 1)
    changed = lead(("/old", f"{HOME}guide/"))
    assert (changed.added, changed.changed) == (0, 1)
    assert queries.target_of("/old") == f"{HOME}guide/" and OldAddress.objects.count() == 1


def test_taken_back_it_leads_nowhere_and_can_be_registered_again(lead, office_head, organ):
    lead(("/old", HOME))
    for _turn in range(2):
        actions.release(old=OldAddress.objects.get(), by=office_head)
    assert queries.target_of("/old") is None and not queries.of_organ(organ).exists()
    assert AuditEntry.objects.filter(verb="old_address.released").count() == 1
    assert lead(("/old", HOME)).changed == 1 and queries.target_of("/old") == HOME


def test_what_another_organ_has_registered_stays_its(lead, neighbour, superuser):
    from tests.cast import employ

    head = employ("jyj-head", "韦祝仁", neighbour, "disclosure_office_head", by=superuser)
    lead(("/old", HOME))
    done = lead(("/old", "/o/rongjiang-jyj/"), of=neighbour, by=head)
    assert "已由榕江县民政局登记" in done.refused[0][1] and queries.target_of("/old") == HOME


def test_a_chain_is_walked_to_its_end_so_that_a_reader_is_sent_on_once(lead):
    lead(("/second/page.html", f"{HOME}i/7/"))
    lead(("/first/page.htm", "/second/page.html"), ("/third", "/fourth"), ("/fourth", "/fifth/"), ("/fifth", HOME))
    assert queries.target_of("/first/page.htm") == f"{HOME}i/7/"
    assert queries.target_of("/third") == queries.target_of("/fourth") == HOME


def test_when_an_organ_closes_what_led_to_it_follows_to_who_took_over(lead, neighbour, superuser, office_head, organ):
    lead(("/old", "/o/rongjiang-jyj/guide/"))
    assert lead(("/o/rongjiang-jyj/guide/", f"{HOME}guide/")).refused, "while it is open its addresses are its own"
    neighbour.is_open = False
    neighbour.save()
    assert lead(("/o/rongjiang-jyj/guide/", f"{HOME}guide/")).added == 1
    assert queries.target_of("/old") == queries.target_of("/o/rongjiang-jyj/guide/") == f"{HOME}guide/"


def test_a_circle_is_refused(lead):
    done = lead(("/a", "/b"), ("/b", "/c"), ("/c", "/a"), ("/self", "/self"))
    assert (done.added, len(done.refused)) == (0, 4)
    assert all("互相指向" in sentence for _line, sentence in done.refused)


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/office/", "/nowhere/", "/o/nobody/", "/a/../office/", "\\\\evil", "", "/files/", "http://[", "/%ff/", "/static/x.css"],
)  # fmt: skip
def test_a_target_must_be_a_page_of_this_site(lead, target):
    done = lead(("/old", target))
    assert done.added == 0 and len(done.refused) == 1, target


@pytest.mark.parametrize(
    "old",
    ["", "old", "/", "/index.html", "https://mzj.example.gov.cn", "/../etc/passwd", "/a/%2e%2e/b", "/a/./b", "/.git/config", "/a//b", "/a\\b", "/a%00b", "/a%0ab", "/files/x/y.pdf", "/static/a.css", "/office/x", "/api/v1", "/o/rongjiang-mzj/", "/o/rongjiang-mzj/i/1/", "/catalogue/?year=2019", "/404.html", "/a/moved.html", "/a.css.gz", "/" + "长" * LONGEST],
)  # fmt: skip
def test_what_is_no_address_or_this_sites_own_is_refused_with_a_sentence(lead, old):
    done = lead((old, HOME))
    assert done.added == 0 and done.refused[0][1].endswith("。"), old


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("/公示/低保.html", "/%E5%85%AC%E7%A4%BA/%E4%BD%8E%E4%BF%9D.html"),
        ("/%E5%85%AC%E7%A4%BA/", "/公示"),
        ("/%b9%ab%ca%be.html", "/%B9%AB%CA%BE.html"),  # GBK, as sites of before 2010 wrote it
        ("/zwgk/index.html", "/zwgk/"),
        ("/zwgk/", "/zwgk/index.html"),
        ("http://MZJ.example.gov.cn/a.jsp", "/a.jsp"),
        ("/a%20b.html", "/a b.html"),
        ("/a'b(1);c.html", "/a'b(1);c.html"),
    ],
)
def test_however_an_address_is_written_it_is_the_same(lead, client, written, asked):
    assert lead((written, HOME)).added == 1
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, HOME)


def test_what_follows_the_question_mark_tells_pages_apart_where_it_was_registered(lead, client):
    lead(
        ("/info.aspx?id=123&cat=%b5%cd", f"{HOME}i/123/"), ("/info.aspx?id=124", f"{HOME}i/124/"), ("/list.aspx", HOME)
    )
    assert client.get("/info.aspx?cat=%B5%CD&id=123")["Location"] == f"{HOME}i/123/"
    assert client.get("/info.aspx?id=124")["Location"] == f"{HOME}i/124/"
    assert client.get("/info.aspx?id=125").status_code == client.get("/info.aspx").status_code == 404
    assert client.get("/list.aspx?page=3")["Location"] == HOME
    assert [row.reads_query for row in OldAddress.objects.order_by("pk")] == [True, True, False]
    assert queries.fixed_addresses() == ["/list.aspx/"]


def test_only_reading_is_led_on_and_a_redirect_is_kept_no_longer_than_a_page(lead, client):
    lead(("/old", HOME))
    answer = client.get("/old")
    assert answer.status_code == 301 and "max-age=60" in answer["Cache-Control"]
    assert client.head("/old").status_code == 301
    assert client.post("/old").status_code == 404


@given(path=st.text(max_size=60), query=st.text(max_size=60))
def test_whatever_is_asked_gets_an_answer(path, query):
    assert queries.target_of(path, query) is None


@given(text=st.text(max_size=80))
def test_a_key_is_its_own_key_and_climbs_nowhere(text):
    try:
        key = addresses.key_of("/" + text)
    except ValidationError:
        return
    path = key.partition("?")[0]
    assert "/../" not in f"{path}/" and "//" not in path and not path.endswith("/")


def test_a_table_from_excel_is_read_in_either_encoding_with_or_without_titles():
    table = "旧网址,现网址,说明\n/a.html,/o/x/i/1/,通知\n\nhttp://旧.cn/b,/o/x/i/2/\n"
    for data in (table.encode("utf-8-sig"), table.encode("gb18030"), table.replace(",", "\t").encode()):
        assert [(row.line, row.old, row.new, row.note) for row in rows_of(data)] == [
            (2, "/a.html", "/o/x/i/1/", "通知"), (4, "http://旧.cn/b", "/o/x/i/2/", ""),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04\x00\x00", "旧网址,现网址\n".encode(), b'"' + b"a" * 200_000, b"\xff\xff\xff"]
)
def test_what_is_no_such_table_is_refused_with_a_sentence(data):
    with pytest.raises(ValidationError) as refusal:
        rows_of(data)
    assert refusal.value.messages[0].endswith("。")
