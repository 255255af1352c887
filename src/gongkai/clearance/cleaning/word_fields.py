"""Fields of a Word file: those that number and point stay, all others become the text they show."""

from typing import Any

from gongkai.clearance.cleaning.cleaned import Notes
from gongkai.clearance.cleaning.elements import attribute, child, drop, every, local, on, unwrap
from gongkai.clearance.documents.places import Place

STAY = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "NOTEREF", "SEQ", "STYLEREF", "EQ"}
BOXES = {True: "☑", False: "☐"}


def _stays(code: str) -> bool:
    words = code.split()
    kind = words[0].upper() if words else ""
    if kind == "HYPERLINK":
        aim = code.split('"')[1] if code.count('"') > 1 else ""
        return "\\l" in code or aim.lower().startswith(("http://", "https://", "mailto:"))
    return kind in STAY


class _Field:
    def __init__(self, begin: Any) -> None:
        self.marks = [begin]
        self.codes: list[Any] = []
        self.code = ""
        self.shown = False  # past the separator
        self.inner_in_code = False


def flatten(root: Any, notes: Notes, place: Place) -> None:
    """Raises nothing: a field without its end is a refusal, since nobody can say what of it is shown."""
    for simple in every(root, "fldSimple"):
        if _stays(attribute(simple, "instr")):
            for data in every(simple, "fldData"):
                drop(data)
            continue
        unwrap(simple)
        notes.removed("field", place)
    _flatten_complex(root, notes, place)
    for run in every(root, "r"):
        if all(local(inner) in {"rPr", "lastRenderedPageBreak"} for inner in run) and not _may_be_empty(run):
            drop(run)


def _may_be_empty(run: Any) -> bool:
    return local(run.getparent()) in {"ruby", "rt", "rubyBase"}


def _flatten_complex(root: Any, notes: Notes, place: Place) -> None:
    open_fields: list[_Field] = []
    done: list[_Field] = []
    for element in list(root.iter()):
        name = local(element)
        if name == "fldChar":
            step = attribute(element, "fldCharType")
            if step == "begin":
                open_fields.append(_Field(element))
            elif not open_fields:
                notes.refuse(place, "文件里的域不完整，分不清哪些文字会显示出来")
                return
            elif step == "separate":
                open_fields[-1].marks.append(element)
                open_fields[-1].shown = True
            elif step == "end":
                field = open_fields.pop()
                field.marks.append(element)
                done.append(field)
                for outer in open_fields:
                    if not outer.shown:
                        outer.codes += field.marks
        elif name in {"t", "tab", "br", "sym", "noBreakHyphen", "instrText", "delInstrText", "drawing", "pict"}:
            if name in {"instrText", "delInstrText"} and open_fields:
                open_fields[-1].code += element.text or ""
            elif name in {"instrText", "delInstrText"}:
                drop(element)
                notes.removed("field", place)
            for outer in open_fields:
                if not outer.shown:
                    outer.codes.append(element)
    if open_fields:
        notes.refuse(place, "文件里的域不完整，分不清哪些文字会显示出来")
        return
    for field in done:
        if _stays(field.code):
            for data in every(field.marks[0], "fldData", "ffData"):
                drop(data)
            continue
        _show_form_field(field)
        for element in [*field.marks, *field.codes]:
            drop(element)
        notes.removed("field", place)


def _show_form_field(field: _Field) -> None:
    """A box to tick and a list to choose from are drawn from the field's own data: written out as text here."""
    data = child(field.marks[0], "ffData")
    if data is None:
        return
    shown = ""
    box, choice = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        state = child(box, "checked")
        shown = BOXES[on(state if state is not None else child(box, "default"))]
    elif choice is not None:
        entries = [attribute(entry, "val") for entry in every(choice, "listEntry")]
        chosen = child(choice, "result")
        number = int(attribute(chosen, "val") or 0) if chosen is not None else 0
        shown = entries[number] if number < len(entries) else ""
    if shown:
        end = field.marks[-1]
        text = end.makeelement(end.tag.replace("fldChar", "t"))
        text.text = shown
        end.addnext(text)


def plain_controls(root: Any, notes: Notes, place: Place) -> None:
    """Content controls become what they show: their lists, bindings and hints are data nobody sees."""
    for control in every(root, "sdt"):
        properties, content = child(control, "sdtPr"), child(control, "sdtContent")
        held = {local(inner) for inner in properties} if properties is not None else set()
        if held & {"dataBinding", "dropDownList", "comboBox", "alias", "tag"}:
            notes.removed("field", place)
        if content is None:
            drop(control)
            continue
        for inner in list(control):
            if inner is not content:
                control.remove(inner)
        unwrap(content)
        unwrap(control)
    for wrapper in every(root, "smartTag", "customXml"):
        for inner in list(wrapper):
            if local(inner) in {"smartTagPr", "customXmlPr"}:
                wrapper.remove(inner)
        unwrap(wrapper)
        notes.removed("metadata", place)
