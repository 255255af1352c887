"""What must be there before an item may be submitted or published. Problems are sentences, all of them at once."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.vocabulary import Openness
from gongkai.pages import html
from gongkai.pages.models import StoredFile

IMAGE = re.compile(r"<img\b[^>]*>")
LINK = re.compile(r'<a\b[^>]*\bhref="(?P<address>/[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
ITEM = re.compile(r"^/o/[\w-]+/i/(\d{1,18})/")


def problems(item) -> list[str]:
    found = []
    if not item.title.strip():
        found.append(_("没有标题。"))
    if not html.to_text(item.body) and not item.attachments.all() and not html.file_keys(item.body):
        found.append(_("正文是空的，也没有附件：公众打开后什么也看不到。"))
    if not item.summary.strip():
        found.append(_("没有内容概述：它是公开目录的必备项目（条例第十二条）。"))
    if item.formed_on > timezone.localdate():
        found.append(_("成文日期 %(day)s 在今天之后，请核对。") % {"day": item.formed_on})
    if item.openness == Openness.WITHHELD and not item.openness_ground.strip():
        found.append(_("公开属性为“不予公开”时要写明依据和理由（条例第十三条：以公开为原则）。"))
    if item.openness != Openness.PROACTIVE:
        found.append(_("公开属性不是“主动公开”，不能在网站发布；请改为主动公开，或只作登记。"))
    found += [
        _("附件“%s”不是本机关上传的文件，不能随这条信息公开；请重新上传。") % attachment.title
        for attachment in item.attachments.all()
        if attachment.file.owner != f"organ:{item.organ.slug}"
    ]
    found += [
        _("第 %d 张图片还没有图片说明：看不见图片的人无从知道内容。") % number
        for number, tag in enumerate(IMAGE.findall(item.body), start=1)
        if not re.search(r'\balt="[^"]+"', tag)
    ]
    return found + [_("正文里的链接已经失效：%s。请改正，或者去掉链接。") % text for text in dead_links(item.body)]


def dead_links(body: str) -> list[str]:
    """The words of links to files and items of this site that are not there, or not public; other sites are not asked."""
    links = [(match["address"], html.to_text(match["text"]) or match["address"]) for match in LINK.finditer(body)]
    keys = {address: key for address, _text in links for key in html.file_keys(address)}
    items = {address: int(match[1]) for address, _text in links if (match := ITEM.search(address))}
    there = set(StoredFile.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    public = set(DisclosureItem.objects.filter(pk__in=items.values(), live=True).values_list("pk", flat=True))
    return [
        text
        for address, text in links
        if (address in keys and keys[address] not in there) or (address in items and items[address] not in public)
    ]
