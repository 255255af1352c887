"""Presentations: slides, also hidden ones, what a speaker noted, comments, and masters."""

from gongkai.clearance.documents import careful
from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.office.colours import Colour, ground_of, theme_of
from gongkai.clearance.documents.office.drawings import described, shape_text, table
from gongkai.clearance.documents.office.package import Package, opened
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.sweep import read_the_rest
from gongkai.clearance.documents.office.trees import Node, R, child, children, local, value
from gongkai.clearance.documents.places import Place, Step

# a presenter sees these, the public does not
BEHIND = {
    "notesslides": "notes",
    "slidemasters": "template",
    "slidelayouts": "template",
    "notesmasters": "template",
    "handoutmasters": "template",
}
PROMPTS = (
    "单击此处",
    "单击以",
    "点击此处",
    "Click to",
    "‹#›",
    "<#>",
    "第二级",
    "第三级",
    "第四级",
    "第五级",
    "Second level",
    "Third level",
    "Fourth level",
    "Fifth level",
    "二级",
    "三级",
    "四级",
    "五级",
)


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "pptx")
    package = opened(data, document)
    if package is None:
        return document
    theme = theme_of(package.xml("ppt/theme/theme1.xml"))
    if not package.has("ppt/presentation.xml"):
        document.unread.append(Unread(Place(), "找不到演示文稿的正文，请用办公软件打开另存后重新上传"))
    tables = 0
    for part in package.names:
        folder, _, base = part.rpartition("/")
        kind = folder.rpartition("/")[2]
        if not base.endswith(".xml") or not folder.startswith("ppt/"):
            continue
        number = "".join(letter for letter in base if letter.isdigit())
        with careful.step(document, Place.of(("part", base))):
            if kind == "slides" or kind in BEHIND:
                tables = _slide(package, part, number, theme, tables, BEHIND.get(kind, ""))
            elif kind == "comments" or base.startswith("comment"):
                _comments(package, part)
    for author in (package.xml("ppt/commentauthors.xml"), package.xml("ppt/authors.xml")):
        for one in author if author is not None else ():
            note(document, "comment author", value(one, "name"))
    read_the_rest(package, theme, depth)
    return document


def _slide(package: Package, part: str, number: str, theme: dict[str, Colour], tables: int, trace: str) -> int:
    root, document = package.xml(part), package.document
    if root is None:
        return tables
    references = package.references(part)
    hidden = value(root, "show") in {"0", "false"}
    place = (
        Place((Step("page", number, hidden),))
        if not trace or trace == "notes"
        else Place.of(("part", part.rpartition("/")[2]))
    )
    page = ground_of(child(root, "cSld", "bg", "bgPr"), None, theme)
    page = "?" if page is None else page  # the master may colour it
    boxes = 0
    for node in root.iter():
        name = local(node)
        if name == "sp":
            if trace and _is_prompt(node):
                continue
            boxes += 1
            shape_text(document, node, place.then("textbox", boxes), theme, trace=trace, page=page)
        elif name in {"pic", "graphicFrame"}:
            described(document, node, place)
        elif name == "tbl":
            tables += 1
            table(document, node, place.then("table", tables), theme, tables)
        elif name == "hlinkClick":
            reference = references.get(node.get(f"{R}id", ""))
            if reference and reference.outside:
                package.taken.add(f"{part}!{node.get(f'{R}id')}")
                document.add(reference.target, place.then("link", ""))
    return tables


def _is_prompt(shape: Node) -> bool:
    """The words that invite to write somewhere, in every master."""
    text = "".join(one.text or "" for one in shape.iter() if local(one) == "t").strip()
    return not text or text.startswith(PROMPTS) or all(letter.isdigit() or letter in "/-. 年月日" for letter in text)


def _comments(package: Package, part: str) -> None:
    root = package.xml(part)
    for number, one in enumerate([node for node in root.iter() if local(node) == "cm"] if root is not None else [], 1):
        text = "".join(node.text or "" for node in one.iter() if local(node) in {"text", "t"})
        package.document.add(text, Place.of(("comment", number)), trace="comment")
    if root is not None and local(root) == "cm":
        for node in children(root, "text"):
            package.document.add(node.text or "", Place.of(("comment", 1)), trace="comment")
