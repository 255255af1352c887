"""What must be there before an item may be submitted or published. Problems are sentences, all of them at once."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.catalogue.vocabulary import Openness
from gongkai.pages import html

IMAGE = re.compile(r"<img\b[^>]*>")


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
    return found
