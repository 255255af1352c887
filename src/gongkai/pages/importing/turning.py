"""The door of importing: a file, by what it holds and not by its name, as what is proposed for a draft."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from gongkai.pages import html as pages_html
from gongkai.pages.importing import shape as shaping
from gongkai.pages.importing import words
from gongkai.pages.importing.blocks import LONGEST, Block, Imported, Paragraph, Source, Table, Unreadable
from gongkai.pages.importing.dates import day_in
from gongkai.pages.importing.shape import shape
from gongkai.pages.importing.signature import Shaped, sign
from gongkai.pages.importing.writing import write

LARGEST = 50 * 1024 * 1024
LONGEST_SUMMARY = 200
LEAST_SUMMARY = 12
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "请用原来的软件打开，另存为 .docx 再导入，或者作为附件上传"
VERSION_WORDS = re.compile(
    r"(?:[（(【\[]\s*\d{1,2}\s*[）)】\]]|[（(【\[_\-\s]*(?:定稿|终稿|最终版?|最新版?|修改[稿版]?|修订稿|清稿|印发稿|发布稿|网站版|公开版|上网版|副本|v\d[\d.]*)[）)】\]]*)$",
    re.I,
)


def turn(data: bytes, name: str) -> Imported:
    """Everything the file offers. Unreadable, with reason and advice, when it offers nothing a page could hold."""
    if not data.strip():
        raise Unreadable("文件是空的，没有可以导入的内容")
    if len(data) > LARGEST:
        raise Unreadable(f"文件超过 {LARGEST // 1024 // 1024} MB，太大了；请作为附件上传")
    source = _read(data, name)
    return proposed(source, name)


def proposed(source: Source, name: str) -> Imported:
    if sum(len(block.text) for block in source.blocks) > LONGEST:
        raise Unreadable("文字太多，不适合放在一个网页里；请作为附件上传")
    if all(block.is_empty for block in source.blocks):
        raise Unreadable(f"文件里没有找到文字，可能是扫描件或者只有图形；{SAVE_AS}")
    made = shape(source)
    _describe_pictures(made.body)
    html = pages_html.clean(write(made.body, made.signed))
    title = made.title or source.title
    notes = _notes(source, made, bool(title))
    pictures = [picture for picture in source.pictures() if str(picture.key) in html]
    silent = sum(1 for picture in pictures if not picture.alt)
    if silent:
        notes.append(f"{silent} 张图片没有文字说明，送审前请在“图片说明”里补上")
    return Imported(
        html=html, pictures=pictures, title=title or title_from(name), document_number=made.document_number,
        formed_on=made.formed_on, effective_on=_effective_on(made), issuing_organ=made.organ, keywords=made.keywords,
        summary=_summary(made.body, made.signed), notes=notes,
    )  # fmt: skip


def fragment(source: Source) -> str:
    """Clean HTML of a piece that is pasted into a text: headings, tables, lists, alignment, and nothing taken off as a head."""
    made = Shaped(body=[block for block in source.blocks if not block.is_empty])
    sign(made)
    return pages_html.clean(write(made.body, made.signed))


def _read(data: bytes, name: str) -> Source:
    try:
        return _reader(data, name)(data)
    except Unreadable:
        raise
    except RecursionError as fault:
        raise Unreadable(f"文件结构层层嵌套，读不出来；{SAVE_AS}") from fault
    except Exception as fault:
        raise Unreadable(f"文件打不开，可能损坏、加密或者没有传完整；{SAVE_AS}") from fault


def _reader(data: bytes, name: str) -> Callable[[bytes], Source]:
    """Each reader is loaded when it is needed: most files need one, and its libraries are large."""
    extension = name.rpartition(".")[2].lower()
    if data.startswith(ZIP):
        return _reader_of_package(data)
    if data.startswith(OLE):
        return _reader_of_compound(data, extension)
    if b"%PDF-" in data[:1024]:
        from gongkai.pages.importing.pdf import read as read_pdf

        return read_pdf
    if data.startswith(b"{\\rtf"):
        return _through_office(extension)
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        raise Unreadable("这是图片；请在正文里用“插入图片”，扫描的文件请作为附件上传")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"不认识的文件类型；可以导入 Word、WPS、PDF、Excel、网页和文本文件。{SAVE_AS}")
    from gongkai.pages.importing import plain

    if extension == "csv":
        from gongkai.pages.importing.workbook import read_csv

        return read_csv
    if re.search(rb"<(?:!doctype|html|body|table|p|div)\b", data[:4096], re.I):
        from gongkai.pages.importing.web import read as read_page

        return read_page
    return plain.read


def _reader_of_package(data: bytes) -> Callable[[bytes], Source]:
    from gongkai.pages.importing.word.package import Package

    names = Package(data).names()
    if any(name.endswith("document.xml") and name.startswith("word/") for name in names):
        from gongkai.pages.importing.word.reading import read

        return read
    if any(name.startswith("xl/workbook") for name in names):
        from gongkai.pages.importing.workbook import read as read_workbook

        return read_workbook
    if "ofd.xml" in names:
        raise Unreadable("OFD 版式文件不能变成正文；请作为附件上传，或者找原来的 Word 文件")
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("演示文稿不能变成正文；请作为附件上传")
    if "content.xml" in names:
        return _through_office("odt")
    raise Unreadable("这是压缩包；请解开后选择里面的 Word、PDF 或者 Excel 文件")


def _reader_of_compound(data: bytes, extension: str) -> Callable[[bytes], Source]:
    import io

    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        streams = {"/".join(path).lower() for path in file.listdir()}
    if "encryptedpackage" in streams:
        raise Unreadable("文件加了密；请先去掉打开密码再导入")
    if streams & {"workbook", "book"}:
        from gongkai.pages.importing.old_workbook import read

        return read
    return _through_office(extension if extension in {"doc", "wps"} else "doc")


def _through_office(extension: str) -> Callable[[bytes], Source]:
    from gongkai.pages.importing import office
    from gongkai.pages.importing.word.reading import read

    return lambda data: read(office.as_docx(data, extension))


def title_from(name: str) -> str:
    """A title out of the file's name: 附件2-关于…的通知（定稿）.docx gives 关于…的通知."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem)
    bare = re.sub(r"^(?:附\s*件\s*\d*|\d{1,2})\s*[-—_.、：:\s]+", "", stem)
    before = ""
    while bare != before:
        before, bare = bare, VERSION_WORDS.sub("", bare).strip()
    return " ".join(re.sub(r"[_]+", " ", bare or stem).split())[:200]


def _describe_pictures(body: list[Block]) -> None:
    """A picture without a description takes the line below it that says what it shows."""
    for block, below in pairwise(body):
        if not isinstance(block, Paragraph) or not isinstance(below, Paragraph) or below.pictures:
            continue
        text = below.text.strip()
        if len(block.pictures) == 1 and not block.pictures[0].alt and text.startswith("图") and len(text) <= 80 and below.align == "center":  # fmt: skip
            block.pictures[0].alt = text


def _notes(source: Source, made: Shaped, has_title: bool) -> list[str]:
    notes = []
    left = [f"{count} 处{what}" for what, count in source.left_out.items() if count > 0]
    if left:
        notes.append(f"没有带入：{'、'.join(left)}")
    if made.head:
        notes.append(f"正文里去掉了公文格式的{'、'.join(dict.fromkeys(made.head))}，内容已填进对应的项目或者不需要公开")
    notes += source.remarks + shaping.notices(made)
    if not has_title:
        notes.append("没有认出标题，先用了文件名，请改成正式的标题")
    return notes


def _effective_on(made: Shaped) -> date | None:
    """自2024年6月1日起施行. 自发布之日起 gives none. What the paper says of itself goes before what it says of others."""
    found = []
    for block in made.body:
        if not isinstance(block, Paragraph):
            continue
        for match in words.IN_FORCE.finditer(block.text):
            day = day_in(match["day"])
            if day and "废止" not in match["what"] and "《" not in match["what"]:
                found.append(
                    (not words.close(match["what"]).startswith(("本", "第")) and "本" not in match["what"], day)
                )
    return min(found, key=lambda one: one[0])[1] if found else None


def _summary(body: list[Block], signed: set[int]) -> str:
    """The first paragraph of substance, whole sentences up to the limit."""
    for place, block in enumerate(body):
        if isinstance(block, Table) or place in signed or block.align in {"center", "right"}:
            continue
        text = " ".join(block.text.split())
        if len(text) < LEAST_SUMMARY or words.ADDRESSEE.fullmatch(text) or words.ENCLOSURES.match(text):
            continue
        if text[-1] not in words.SENTENCE_END and len(text) < 40:
            continue
        made = ""
        for sentence in re.findall(r"[^。！？；]+[。！？；]?", text):
            if made and len(made) + len(sentence) > LONGEST_SUMMARY:
                break
            made += sentence
        return made[:LONGEST_SUMMARY]
    return ""
