"""LINK: where the links of a text lead: to other people's sites, into the office's own network, or into a private cloud disk.

国办发〔2017〕47号 (Guidelines for Government Websites): links to other sites are reviewed, and nothing on a page leads astray. Whether
a link is dead needs the network and is asked elsewhere, over what `links` gives.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from gongkai.clearance.documents.document import METADATA, TRACE, Block, Document
from gongkai.clearance.scanners.finding import INFO, WARN, Hit, Known
from gongkai.clearance.scanners.flow import is_again
from gongkai.clearance.scanners.sight import sight_of

RULE = "LINK"
LABEL = "链接"
WHY = "链接要能打开、不指向内网和私人网盘，外部网站的链接要经过核对（政府信息公开条例第六条，国办发〔2017〕47号）。"

_URL = re.compile(
    r"(?:(?:https?|ftp|file|javascript|vbscript)(?::|：)(?://|(?<=script:))|data:(?:text|application)/|www\.)[^\s\u3000-\u303f\u4e00-\u9fff，。；：、（）《》【】“”‘’<>\"'|]+|\\\\[\w.-]{2,40}\\[^\s，。；]+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_.@/-])(?:(?:10|127)(?:\.\d{1,3}){3}|(?:192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2})(?::\d{2,5})?(?![\d.])(?:/[\w./?=&%-]*)?"
)
_HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*:)?//(?:(?P<user>[^/@\s]*)@)?(?P<host>\[[0-9a-f:.]+\]|[^/:?#\s]+)", re.IGNORECASE
)
_HARMLESS = re.compile(
    r"^javascript:\s*(?:void\s*\(?\s*0?\s*\)?|window\.(?:print|close)\(\)|history\.(?:back|go)\(.*\)|print\(\)|close\(\))?;?\s*$",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"[?&;](?:access_?token|token|session(?:id)?|jsessionid|phpsessid|password|passwd|pwd|sign(?:ature)?)=[^&\s]{4,}|;jsessionid=",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:^|\.)(?:localhost|local|localdomain|lan|intranet|intra|internal|corp|home|oa)$", re.IGNORECASE
)
SHORT = frozenset(
    "t.cn dwz.cn url.cn bit.ly tinyurl.com suo.im is.gd goo.gl t.co 0x3.me dwz.win suo.nz mrw.so rrd.me u.nu ow.ly urlc.cn w.url.cn tb.cn 3.cn sourl.cn surl.amap.com dwz.mk 985.so".split()
)
DISKS = tuple(
    "pan.baidu.com yun.baidu.com aliyundrive.com alipan.com pan.quark.cn weiyun.com lanzou.com lanzoui.com lanzoux.com lanzouw.com lanzous.com 123pan.com 115.com cloud.189.cn caiyun.139.com yun.139.com pan.xunlei.com "
    "kdocs.cn docs.qq.com shimo.im yuque.com ctfile.com pan.wo.cn drive.google.com dropbox.com onedrive.live.com 1drv.ms jianguoyun.com drive.uc.cn fast.uc.cn feishu.cn alidocs.dingtalk.com".split()
)


def find(document: Document, known: Known) -> Iterator[Hit]:
    for _url, hit in _judged(document, known):
        if hit.severity:
            yield hit


def links(document: Document, known: Known | None = None) -> list[tuple[str, Hit]]:
    """Every link to another page, with its finding or, where there is nothing to say, a hit without severity.

    For whoever asks the network which of them are dead.
    """
    return [
        (url, hit) for url, hit in _judged(document, known or Known()) if url.lower().startswith(("http", "ftp", "//"))
    ]


def _judged(document: Document, known: Known) -> Iterator[tuple[str, Hit]]:
    for block in document.blocks:
        if block.kind in {METADATA, TRACE} or is_again(block):
            continue
        for start, end, url in _urls(block):
            severity, note = judge(url, known)
            yield url, Hit(block, start, end, severity, note)


def _urls(block: Block) -> Iterator[tuple[int, int, str]]:
    linked: list[tuple[int, int]] = []
    for number, piece in enumerate(block.pieces):
        if (
            any(step.kind == "link" for step in piece.place.steps)
            and piece.text.strip()
            and _is_target(piece.text.strip())
        ):
            start = block.start_of(number)
            linked.append((start, start + len(piece.text)))
            yield start, start + len(piece.text), piece.text.strip()
    view = sight_of(block).plain
    lower = view.text.lower()
    if not any(
        sign in lower for sign in ("://", "www.", "script:", "data:", "\\\\", "10.", "127.", "192.168", "172.", "：//")
    ):
        return
    found = [(match.start(), match.end()) for match in _URL.finditer(view.text)]
    found += [
        match.span()
        for match in _ADDRESS.finditer(view.text)
        if all(match.end() <= one or match.start() >= other for one, other in found)
    ]
    for first, last in sorted(found):
        url = _trimmed(view.text[first:last])
        start, end = view.span(first, first + len(url))
        if url and all(end <= one or start >= other for one, other in linked):
            yield start, end, url.replace("：", ":", 1)


def _is_target(text: str) -> bool:
    return bool(re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\", text, re.IGNORECASE))


def _trimmed(url: str) -> str:
    """Without what belongs to the sentence: a full stop, a bracket that was opened before."""
    while url and (
        url[-1] in ".,;:!?'\"”）"
        or (url[-1] in ")]}" and url.count(url[-1]) > url.count({")": "(", "]": "[", "}": "{"}[url[-1]]))
    ):
        url = url[:-1]
    return url


def judge(url: str, known: Known) -> tuple[str, str]:
    """(severity, note); ("", "") for a link to the organ's own site or within a page."""
    url = url.strip()
    lower = re.sub(r"[\s\x00-\x1f]", "", url.lower())
    if lower.startswith(("javascript:", "vbscript:")):
        return ("", "") if _HARMLESS.match(url) else (WARN, "链接里有脚本，打开就会运行")
    if lower.startswith("data:"):
        return ("", "") if lower.startswith("data:image/") else (WARN, "链接里直接嵌了内容")
    if lower.startswith(("file:", "\\\\")) or re.match(r"[a-z]:[\\/]", lower):
        return WARN, "链接指向某台电脑或者内网里的文件，别人打不开，还会暴露路径"
    if lower.startswith(("mailto:", "tel:", "sms:", "#")):
        return "", ""
    match = _HOST.match(url if "//" in url[:12] else f"//{url}")
    if match is None:
        return "", ""
    host = match["host"].lower().strip(".")
    if is_inside(host):
        return WARN, "内网地址，外面打不开，还会暴露内部网络"
    if match["user"] and ":" in match["user"]:
        return WARN, "网址里带有用户名和密码"
    if _SECRET.search(url) and not _within(host, DISKS):
        return WARN, "网址里带有登录凭据"
    if host in SHORT:
        return WARN, "短网址看不出指向哪里，请换成原网址"
    if _within(host, DISKS):
        return WARN, "指向网盘或者在线文档，内容随时会变，请改为上传附件"
    if _within(host, tuple(known.domains)):
        return "", ""
    return INFO, "指向外部网站，请核对"


def is_inside(host: str) -> bool:
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return ("." not in host and not host.isdigit()) or bool(_INSIDE.search(host))
    return address.is_private or address.is_loopback or address.is_link_local


def _within(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
