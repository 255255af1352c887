"""What cleaning takes out of a text, told to its writer: nothing disappears without a word."""

from collections import Counter
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from gongkai.pages import html

HARMLESS = {
    "html",
    "head",
    "body",
    "meta",
    "title",
    "link",
    "font",
    "center",
    "o:p",
    "section",
    "article",
    "main",
    "h1",
    "h5",
    "h6",
}
NAMES = {
    "script": "脚本", "iframe": "嵌入的网页", "style": "样式表", "form": "表单", "input": "输入框", "button": "按钮",
    "video": "视频", "audio": "音频", "object": "嵌入对象", "embed": "嵌入对象", "svg": "矢量图",
}  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag, attrs) -> None:
        values = dict(attrs)
        if tag not in html.TAGS and tag not in HARMLESS and ":" not in tag:
            self.found[f"{NAMES.get(tag, '标记')}（{tag}）"] += 1
        if tag == "img" and not (values.get("src") or "").startswith("/files/"):
            self.found[_("不在本站的图片（请把图片文件拖进正文）")] += 1
        for name, value in attrs:
            if name.startswith("on"):
                self.found[_("脚本属性 %s") % name] += 1
            elif name in {"href", "src"} and (value or "").strip().lower().startswith(("javascript:", "vbscript:")):
                self.found[_("脚本链接")] += 1


def removed(raw: str) -> list[str]:
    """Phrases such as `脚本（script）2 处`; empty when cleaning takes nothing a reader would miss."""
    reader = _Reader()
    reader.feed(raw)
    return [_("%(what)s %(count)d 处") % {"what": what, "count": count} for what, count in reader.found.items()]
