"""What tests of the online application share: a complete form, what a page asks to be sent back, the right answer."""

import re
from html import unescape

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.doorkeeping import question

PERSON = {
    "kind": "natural_person", "name": "张秀英", "id_kind": "resident", "id_number": "11010519491231002X",
    "phone": "138 0013 8000", "title": "2019年农村低保资金分配表", "content": "古州镇各村的户数、人数和金额。",
    "wanted_form": "electronic", "delivery_way": "online",
}  # fmt: skip
ANSWERS = (*map(str, range(100)), *"春夏秋冬东南西北甲乙丙丁金木水火土赤橙黄绿青蓝紫")


def photo(name: str = "身份证.jpg", size: int = 2000) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\xff\xd8\xff\xe0" + b"0" * size, content_type="image/jpeg")


def hidden(text: str) -> dict[str, list[str]]:
    """The hidden fields of the form in the main part of a page, and the token of its question."""
    main = text.partition("<main")[2]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', main):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and name[1] != "csrfmiddlewaretoken":
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    return found


def answered(fields: dict) -> dict:
    """The same with the question of its page answered as a person would."""
    asked = signing.loads(fields["guard_question"][0], salt=question.SALT)
    right = next(a for a in ANSWERS if question._mark(asked["n"], question.normal_answer(a)) == asked["a"])
    return fields | {"guard_answer": [right]}


def filled_in(client, organ, **changes) -> dict:
    """The form as it is sent from its first page; files among the changes go along."""
    fresh = hidden(client.get(f"/o/{organ.slug}/apply/online/").text)
    return fresh | PERSON | {"step": "check"} | changes


def looked_over(client, organ, **changes):
    """The answer to the filled-in form: the page to look it over, or the form with its faults."""
    return client.post(f"/o/{organ.slug}/apply/online/", filled_in(client, organ, **changes))


def ready(client, organ, **changes) -> dict:
    """All that is sent when the button on the page to look over is pressed."""
    page = looked_over(client, organ, **changes)
    assert "请核对" in page.text, page.text.partition('class="summary"')[2][:800]
    return answered(hidden(page.text)) | {"step": ["send"]}


def applied(client, organ, **changes):
    """Sent: the answer that leads to the receipt."""
    return client.post(f"/o/{organ.slug}/apply/online/", ready(client, organ, **changes))


def opened(client, case):
    """The case page, opened by number and code."""
    address = f"/o/{case.organ.slug}/apply/status/"
    return client.post(address, {"number": case.number, "code": case.query_code}, follow=True)


def faults(response) -> str:
    """The list of faults above the form, as text."""
    return unescape(re.sub(r"<[^>]+>", "", response.text.partition('class="summary"')[2].partition("</div>")[0]))
