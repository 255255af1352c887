"""The HTML a published text may hold: structure, tables, pictures of ours; no script, no inline style, nothing from elsewhere."""

import re
import uuid
from html import escape, unescape

import nh3

TAGS = set(
    "p h2 h3 h4 ul ol li blockquote hr br a b strong i em u s sub sup table caption colgroup col thead tbody tfoot tr th td "
    "img figure figcaption div span".split()
)
ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "col": {"span"}, "ol": {"start"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
}  # fmt: skip
ALIGNMENTS = ("left", "center", "right", "justify")
CLASSES = {f"align-{word}" for word in ALIGNMENTS} | {"indent", "signature"}
FILE_LINK = re.compile(r"/files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/")
STYLE = re.compile(r'(<[a-z][^<>]*?)\s+style="([^"]*)"')
EXTERNAL_IMAGE = re.compile(r'<img\b(?![^>]*\bsrc="/files/)[^>]*>')
TAG = re.compile(r"<[^>]+>")
BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|div|table|caption|figcaption|blockquote)>|<br\s*/?>|<hr\s*/?>")
CELL_END = re.compile(r"</t[dh]>")
EMPTY_PARAGRAPHS = re.compile(r"(?:<p>(?:\s|&nbsp;|<br>)*</p>\s*)+")


MOST_PASSES = 6


def clean(html: str) -> str:
    """Safe HTML for publishing. Cleaning what is clean changes nothing: a clearance is bound to these very letters.

    Broken markup may need several passes to come to rest; one that never does is kept as plain text.
    """
    for _turn in range(MOST_PASSES):
        cleaner = _pass(html)
        if cleaner == html:
            return html
        html = cleaner
    return _pass(f"<p>{escape(to_text(html), quote=False)}</p>")


def _pass(html: str) -> str:
    """Alignment given as inline style becomes a class, since our pages forbid inline style."""
    html = re.sub(r"<(/?)h1\b", r"<\1h2", html)  # the title is the page's only first-level heading
    if "style=" in html:
        html = STYLE.sub(_alignment_class, _sanitise(html, {"*": {"style"}}, dict.fromkeys(TAGS, CLASSES)))
    cleaned = EXTERNAL_IMAGE.sub("", _sanitise(html, {}, dict.fromkeys(TAGS, CLASSES)))
    return EMPTY_PARAGRAPHS.sub("", cleaned).strip()


def _sanitise(html: str, more_attributes: dict[str, set[str]], classes: dict[str, set[str]]) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES | more_attributes,
        allowed_classes=classes,
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        strip_comments=True,
    )


def _alignment_class(match: re.Match[str]) -> str:
    word = match.group(2).partition(":")[2].strip(" ;")
    return match.group(1) + (f' class="align-{word}"' if word in ALIGNMENTS and word != "left" else "")


def file_keys(html: str) -> list[uuid.UUID]:
    """The stored files this text shows or links, in order, each once."""
    return list(dict.fromkeys(uuid.UUID(key) for key in FILE_LINK.findall(html)))


def to_text(html: str) -> str:
    """Plain text: a line a block, cells parted by tabs. What a scanner or a search reads."""
    text = CELL_END.sub("\t", html)
    text = BLOCK_END.sub("\n", text)
    lines = (re.sub(r"[ \u00a0]+", " ", line).strip() for line in unescape(TAG.sub("", text)).splitlines())
    return "\n".join(line for line in lines if line)


def from_light_marks(text: str) -> str:
    """HTML from the light marks used in data files: blank-line paragraphs, `## `, `| a | b |` rows, `- ` and `1. ` lists."""
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", text.strip()))
    return "\n".join(_block(block.splitlines()) for block in blocks if block.strip())


def _block(lines: list[str]) -> str:
    parts: list[str] = []
    kind, run = "", []

    def flush() -> None:
        if not run:
            return
        if kind == "table":
            head, *rows = [[escape(cell.strip()) for cell in row.strip().strip("|").split("|")] for row in run]
            parts.append(
                "<table><thead><tr>"
                + "".join(f'<th scope="col">{cell}</th>' for cell in head)
                + "</tr></thead><tbody>"
                + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
                + "</tbody></table>"
            )
        elif kind in {"ul", "ol"}:
            items = (re.sub(r"^\s*(?:-|\d+[.．])\s*", "", row) for row in run)
            parts.append(f"<{kind}>" + "".join(f"<li>{escape(item)}</li>" for item in items) + f"</{kind}>")
        else:
            parts.extend(f"<p>{escape(row.strip())}</p>" for row in run)
        run.clear()

    for line in lines:
        if line.startswith("## "):
            flush()
            parts.append(f"<h2>{escape(line[3:].strip())}</h2>")
            continue
        now = (
            "table"
            if line.lstrip().startswith("|")
            else "ul"
            if re.match(r"\s*- ", line)
            else "ol"
            if re.match(r"\s*\d+[.．] ?\S", line) and not re.match(r"\s*\d+[.．]\d", line)
            else "p"
        )
        if now != kind:
            flush()
            kind = now
        run.append(line)
    flush()
    return "".join(parts)
