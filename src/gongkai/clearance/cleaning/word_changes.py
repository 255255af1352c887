"""Tracked changes accepted, comments and hidden text taken out of one part of a Word file."""

from typing import Any

from gongkai.clearance.cleaning.cleaned import Notes
from gongkai.clearance.cleaning.elements import attribute, child, drop, drop_all, every, local, on, unwrap
from gongkai.clearance.documents.places import Place

COMMENT_MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"}
RANGES = {
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart",
    "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
}  # fmt: skip
FORMERLY = {
    "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "sectPrChange",
    "tblGridChange", "numberingChange",
}  # fmt: skip
PROPERTIES = {"rPr", "pPr", "trPr", "tcPr", "numPr", "ctrlPr"}


def accept(root: Any, notes: Notes, place: Place) -> None:
    """All tracked changes as if a person had accepted them; the author's and the day's marks go with them."""
    if every(root, "cellDel", "cellMerge"):
        notes.refuse(place, "修订改动了表格的单元格结构，请在文字处理软件里接受全部修订后再上传")
    for row in every(root, "tr"):
        properties = child(row, "trPr")
        if properties is not None and child(properties, "del") is not None:
            drop(row)
            notes.removed("deleted", place)
    ended: list[Any] = []
    for paragraph in every(root, "p"):
        mark = child(paragraph, "pPr", "rPr")
        if mark is not None and any(local(inner) in {"del", "moveFrom"} for inner in mark):
            ended.append(paragraph)
    notes.removed("deleted", place, drop_all(root, {"del", "moveFrom"}, lambda element: not _is_mark(element)))
    for element in every(root, "ins", "moveTo"):
        if _is_mark(element):
            drop(element)
        else:
            unwrap(element)
            notes.removed("inserted", place)
    for paragraph in reversed(ended):
        _join_with_next(paragraph, notes, place)
    drop_all(root, {"del", "moveFrom", "cellIns", "cellDel", "cellMerge"} | RANGES)
    notes.removed("deleted", place, drop_all(root, FORMERLY))
    for table in every(root, "tbl"):
        if child(table, "tr") is None:
            drop(table)


def _is_mark(element: Any) -> bool:
    """Inside properties the same names only say that the mark of a paragraph or a row was inserted or deleted."""
    return local(element.getparent()) in PROPERTIES


def _join_with_next(paragraph: Any, notes: Notes, place: Place) -> None:
    """A paragraph whose mark was deleted flows into the next; an empty one just goes."""
    if paragraph.getparent() is None:
        return
    content = [inner for inner in paragraph if local(inner) != "pPr"]
    following = paragraph.getnext()
    if child(paragraph, "pPr", "sectPr") is not None:
        notes.refuse(place, "修订删除了分节符，请在文字处理软件里接受全部修订后再上传")
        return
    if not content:
        if following is not None or local(paragraph.getparent()) not in {"tc", "txbxContent", "hdr", "ftr"}:
            drop(paragraph)
        return
    if following is None or local(following) != "p":
        return  # nothing to flow into: Word keeps the mark then as well
    first = 1 if len(following) and local(following[0]) == "pPr" else 0
    for step, inner in enumerate(content):
        following.insert(first + step, inner)
    drop(paragraph)


def without_comments(root: Any, notes: Notes, place: Place) -> None:
    notes.removed("comment", place, sum(local(element) == "commentReference" for element in root.iter()))
    drop_all(root, COMMENT_MARKS)


class HiddenText:
    """Runs that are hidden by themselves or by their character or paragraph style."""

    def __init__(self, styles: Any | None) -> None:
        self.styles: dict[str, Any] = {}
        self.default: dict[str, str] = {}
        for style in every(styles, "style") if styles is not None else []:
            self.styles[attribute(style, "styleId")] = style
            if attribute(style, "default") in {"1", "true", "on"}:
                self.default[attribute(style, "type")] = attribute(style, "styleId")

    def style_property(self, name: str, wanted: str) -> Any | None:
        """A run property of a style or of the styles it is based on."""
        for _ in range(20):
            style = self.styles.get(name)
            if style is None:
                return None
            found = child(style, "rPr", wanted)
            if found is not None:
                return found
            based = child(style, "basedOn")
            name = attribute(based, "val") if based is not None else ""
        return None

    def property_of(self, run: Any, wanted: str) -> Any | None:
        """A run's property as Word works it out: its own, its character style's, its paragraph style's."""
        own = child(run, "rPr", wanted)
        if own is not None:
            return own
        style = child(run, "rPr", "rStyle")
        found = self.style_property(attribute(style, "val"), wanted) if style is not None else None
        if found is not None:
            return found
        paragraph = next((up for up in run.iterancestors() if local(up) == "p"), None)
        style = child(paragraph, "pPr", "pStyle") if paragraph is not None else None
        return self.style_property(
            attribute(style, "val") if style is not None else self.default.get("paragraph", ""), wanted
        )

    def out_of(self, root: Any, notes: Notes, place: Place) -> None:
        """Hidden text goes; the ends of fields in it stay, or the field around them would break."""
        for run in every(root, "r"):
            if not on(self.property_of(run, "vanish")) and not on(child(run, "rPr", "specVanish")):
                continue
            held = [inner for inner in run if local(inner) not in {"rPr", "fldChar"}]
            if any(
                (local(inner) in {"t", "instrText", "sym"} and (inner.text or attribute(inner, "char"))) or len(inner)
                for inner in held
            ):
                notes.removed("hidden_text", place)
            for inner in held:
                drop(inner)
            if child(run, "fldChar") is None:
                drop(run)
        for shape in every(root, "docPr"):
            if attribute(shape, "hidden") in {"1", "true"}:
                drawing = next(
                    (up for up in shape.iterancestors() if local(up) in {"drawing", "inline", "anchor"}), None
                )
                outer = next((up for up in shape.iterancestors() if local(up) == "drawing"), drawing)
                if outer is not None:
                    drop(outer)
                    notes.removed("hidden_text", place)
        for shape in every(root, "shape", "rect", "textbox", "oval", "roundrect"):
            if "visibility:hidden" in attribute(shape, "style").replace(" ", "").lower():
                drop(shape)
                notes.removed("hidden_text", place)
