"""Word documents. Every part is read: what the page shows and what it does not, each with its place."""

from gongkai.clearance.documents import careful
from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.office.colours import from_hex, theme_of
from gongkai.clearance.documents.office.package import Package, opened
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.sweep import read_the_rest
from gongkai.clearance.documents.office.trees import Node, child, children, is_on, local, value
from gongkai.clearance.documents.office.word_setting import Setting
from gongkai.clearance.documents.office.word_styles import Styles
from gongkai.clearance.documents.office.word_text import Story
from gongkai.clearance.documents.places import Place

MARGINS = ("header", "footer")
NOTES = {"footnotes": ("footnote", "footnote"), "endnotes": ("endnote", "endnote")}


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "docx")
    package = opened(data, document)
    if package is None:
        return document
    main = _main_part(package)
    styles = _styles(package, main)
    counts: dict[str, int] = {}
    root = package.xml(main)
    if root is None:
        document.unread.append(Unread(Place(), "找不到或者读不出正文，请用办公软件打开另存后重新上传"))
    settings = package.xml("word/settings.xml")
    with careful.step(document):
        if root is not None:
            _read_body(package, main, root, styles, settings, counts)
    with careful.step(document):
        _read_margins(package, main, root, settings, styles, counts)
    for part, (kind, step) in NOTES.items():
        with careful.step(document, Place.of(("part", part))):
            _read_notes(package, f"word/{part}.xml", kind, step, styles, counts)
    with careful.step(document, Place.of(("part", "comments"))):
        _read_comments(package, styles, counts)
    with careful.step(document, Place.of(("part", "glossary"))):
        _read_glossary(package, styles, counts)
    _read_settings(document, settings)
    read_the_rest(package, styles.theme, depth)
    return document


def _main_part(package: Package) -> str:
    named = [
        one.target
        for one in package.references("").values()
        if one.kind == "officeDocument" and package.has(one.target)
    ]
    return named[0] if named else "word/document.xml"


def _styles(package: Package, main: str) -> Styles:
    themes = package.referred(main, "theme") or ["word/theme/theme1.xml"]
    theme = theme_of(package.xml(themes[0]))
    found = package.referred(main, "styles") or ["word/styles.xml"]
    return Styles(theme, package.xml(found[0]))


def _read_body(
    package: Package, main: str, root: Node, styles: Styles, settings: Node | None, counts: dict[str, int]
) -> None:
    page = child(root, "background")
    shown = is_on(child(settings, "displayBackgroundShape"))
    ground = from_hex(value(page, "color")) if page is not None and shown else None
    body = child(root, "body")
    story = Story(package, main, styles, counts)
    story.read(body if body is not None else root, Setting(Place(), ground=ground))
    for node in body.iter() if body is not None else ():
        if local(node) == "altChunk":
            # its file is read with the other parts; that the page shows it is noted here
            reference = story.references.get(next(iter(node.attrib.values()), ""))
            if reference and not package.has(reference.target):
                package.unread(reference.target, "文档里引用的片段不在文件里")


def _read_margins(
    package: Package, main: str, root: Node | None, settings: Node | None, styles: Styles, counts: dict[str, int]
) -> None:
    """Headers and footers; those that no page shows are kept apart."""
    shown = _shown_margins(package, main, root, settings)
    for kind in MARGINS:
        for part in [one for one in package.names if one.startswith(f"word/{kind}") and one.endswith(".xml")]:
            tree = package.xml(part)
            if tree is None:
                continue
            digits = "".join(letter for letter in part if letter.isdigit())
            trace = "" if part in shown or root is None else "template"
            setting = Setting(Place.of((kind, digits or 1)), trace=trace, numbered=False)
            Story(package, part, styles, counts).read(tree, setting)


def _shown_margins(package: Package, main: str, root: Node | None, settings: Node | None) -> set[str]:
    references = package.references(main)
    two_sided = is_on(child(settings, "evenAndOddHeaders"))
    shown: set[str] = set()
    for section in root.iter() if root is not None else ():
        if local(section) != "sectPr":
            continue
        first = is_on(child(section, "titlePg"))
        for entry in section:
            if local(entry) in {"headerReference", "footerReference"}:
                reference = references.get(value(entry, "id"))
                kind = value(entry, "type", "default")
                if reference and (kind == "default" or (kind == "first" and first) or (kind == "even" and two_sided)):
                    shown.add(reference.target)
    return shown


def _read_notes(package: Package, part: str, kind: str, step: str, styles: Styles, counts: dict[str, int]) -> None:
    number = 0
    for node in children(package.xml(part), kind):
        if value(node, "type") not in {"separator", "continuationSeparator", "continuationNotice"}:
            number += 1
            Story(package, part, styles, counts).read(node, Setting(Place.of((step, number)), numbered=False))


def _read_comments(package: Package, styles: Styles, counts: dict[str, int]) -> None:
    """Comments with who wrote them, each person once. A comment is hidden whatever it looks like."""
    people: dict[str, None] = {}
    for part in [one for one in package.names if one.startswith("word/comments") and one.endswith(".xml")]:
        if part.startswith(("word/commentsextended", "word/commentsids", "word/commentsextensible")):
            package.taken.add(part)
            continue
        for number, node in enumerate(children(package.xml(part), "comment"), 1):
            place = Place.of(("comment", number))
            Story(package, part, styles, counts).read(node, Setting(place, trace="comment", numbered=False))
            people[value(node, "author")] = None
    for part in [one for one in package.names if one.startswith("word/people")]:
        for person in children(package.xml(part), "person"):
            people[value(person, "author")] = None
            people[value(child(person, "presenceInfo"), "userId")] = None
    for name in people:
        note(package.document, "comment author", name)


def _read_glossary(package: Package, styles: Styles, counts: dict[str, int]) -> None:
    part = "word/glossary/document.xml"
    root = package.xml(part)
    for node in root.iter() if root is not None else ():
        if local(node) == "docPartBody":
            setting = Setting(Place.of(("part", "glossary")), trace="template", numbered=False)
            Story(package, part, styles, counts).read(node, setting)


def _read_settings(document: Document, settings: Node | None) -> None:
    """Variables of the document and the source of a mail merge: lists of people are merged in this way."""
    for node in settings.iter() if settings is not None else ():
        match local(node):
            case "docVar":
                name = value(node, "name")
                if name.startswith(("KSO_", "commondata")):  # what WPS writes of itself and of the machine
                    note(document, name, value(node))
                else:
                    document.add(f"{name}={value(node)}", Place.of(("part", "settings")), trace="field")
            case "connectString" | "query" | "udl" | "addressFieldName" | "mailSubject":
                document.add(value(node), Place.of(("part", "settings")), trace="field")
