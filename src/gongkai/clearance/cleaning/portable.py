"""A PDF to publish: written anew in full with what its pages show; all else is gone or refused."""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.cleaning.pdf_sight import look
from gongkai.clearance.cleaning.pictures import jpeg_stripped
from gongkai.clearance.documents.places import Place

ROOT_KEPT = {
    "/Type",
    "/Pages",
    "/Outlines",
    "/Lang",
    "/PageLabels",
    "/PageMode",
    "/PageLayout",
    "/ViewerPreferences",
    "/MarkInfo",
    "/StructTreeRoot",
    "/Dests",
    "/Names",
    "/OCProperties",
    "/OutputIntents",
    "/Version",
}
ROOT_SAID = {
    "/AF": "",
    "/Metadata": "metadata",
    "/PieceInfo": "metadata",
    "/OpenAction": "script",
    "/AA": "script",
    "/Collection": "attachment",
}
PAGE_DROPPED = {
    "/AA": "script",
    "/PieceInfo": "metadata",
    "/Thumb": "metadata",
    "/Metadata": "metadata",
    "/LastModified": "metadata",
    "/AF": "attachment",
    "/B": "",
    "/SeparationInfo": "",
    "/PresSteps": "",
    "/ID": "",
    "/DPart": "",
}
EVERYWHERE = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/AF",
    "/OPI",
    "/GTS_Env",
    "/PTEX.FileName",
    "/PTEX.InfoDict",
    "/PTEX.PageNumber",
    "/Alternates",
)
WEB = ("http://", "https://", "mailto:")
DRAWN_ON = {"/Widget", "/Stamp"}  # fields and seals belong to what the page shows
LISTENING = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/GoToE",
    "/GoToR",
    "/RichMediaExecute",
    "/SetOCGState",
    "/Hide",
}


def clean_pdf(data: bytes, notes: Notes) -> bytes:
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        count = len(pdf.pages)
    except pikepdf.PasswordError as fault:
        raise CannotClean("PDF 设有打开密码") from fault
    except (pikepdf.PdfError, ValueError, RuntimeError) as fault:
        raise CannotClean("PDF 已损坏") from fault
    if not count:
        raise CannotClean("PDF 没有页面")
    if _revisions(data):
        notes.removed("revision")
    _layers(pdf, notes)
    _catalogue(pdf, notes)
    for number, page in enumerate(pdf.pages, 1):
        _page(pdf, page, notes, Place.of(("page", number)))
    _flatten(pdf, notes)
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm
    if len(pdf.docinfo):
        notes.removed("metadata", count=len(pdf.docinfo))
    if "/Info" in pdf.trailer:
        del pdf.trailer.Info
    _objects(pdf, notes)
    pdf.remove_unreferenced_resources()
    result = _written(pdf)
    with pikepdf.open(io.BytesIO(result)) as again:  # objects made on the way stand in another order the second time
        result = _written(again)
    look(result, notes)
    return result


def _written(pdf: pikepdf.Pdf) -> bytes:
    """Written anew in full; the same pages give the same bytes."""
    target = io.BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        encryption=False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()


def _revisions(data: bytes) -> bool:
    """Whether earlier states lie in the file. The two ends of a file made for the web are one state."""
    ends = data.count(b"%%EOF")
    return ends > (2 if b"/Linearized" in data[:2048] else 1)


def _layers(pdf: pikepdf.Pdf, notes: Notes) -> None:
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return
    standard = layers.get("/D", Dictionary())
    off = list(standard.get("/OFF", Array()))
    if off or standard.get("/BaseState", Name.ON) == Name.OFF or len(list(layers.get("/Configs", Array()))):
        notes.refuse(Place(), "PDF 里有不显示的图层，请在制作软件里合并图层后再上传", "")
    elif "/OCGs" in layers:
        for group in layers.OCGs:
            if "/CreatorInfo" in group.get("/Usage", Dictionary()):
                del group.Usage.CreatorInfo


def _catalogue(pdf: pikepdf.Pdf, notes: Notes) -> None:
    root = pdf.Root
    names = root.get("/Names")
    if names is not None:
        if "/EmbeddedFiles" in names:
            notes.removed("attachment", count=max(1, len(pdf.attachments)))
        if "/JavaScript" in names:
            notes.removed("script")
        for key in list(names.keys()):
            if key != "/Dests":
                del names[key]
        if not len(names.keys()):
            del root.Names
    form = root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        notes.refuse(Place(), "PDF 是动态表单（XFA），请打印成普通 PDF 后再上传")
    for key in list(root.keys()):
        if key not in ROOT_KEPT and key != "/AcroForm":
            what = ROOT_SAID.get(key, "script" if key == "/URI" else "metadata")
            if what:
                notes.removed(what)
            del root[key]
    for item in _outline(root.get("/Outlines"), 0):
        if not _harmless(item.get("/A")):
            del item.A
            notes.removed("script")


def _outline(item: Any, depth: int) -> list[Any]:
    found: list[Any] = []
    waiting = [item.get("/First")] if item is not None else []
    while waiting and len(found) < 20_000:
        item = waiting.pop()
        if item is None or any(item.objgen == other.objgen and item.objgen != (0, 0) for other in found[-1:]):
            continue
        found.append(item)
        waiting += [item.get("/Next"), item.get("/First")]
    return found


def _harmless(action: Any) -> bool:
    if action is None:
        return True
    kind = str(action.get("/S", ""))
    if "/Next" in action:
        del action.Next
    return kind == "/GoTo" or (kind == "/URI" and str(action.get("/URI", "")).lower().startswith(WEB))


def _page(pdf: pikepdf.Pdf, page: pikepdf.Page, notes: Notes, place: Place) -> None:
    for key, what in PAGE_DROPPED.items():
        if key in page.obj:
            del page.obj[key]
            if what:
                notes.removed(what, place)
    kept = []
    for annotation in page.obj.get("/Annots", Array()):
        if not isinstance(annotation, Dictionary):
            continue
        kind = str(annotation.get("/Subtype", ""))
        if "/AA" in annotation:
            del annotation.AA
            notes.removed("script", place)
        if kind == "/Link":
            if _harmless(annotation.get("/A")):
                for key in ("/Contents", "/NM", "/M", "/T", "/PA", "/RC"):
                    if key in annotation:
                        del annotation[key]
                kept.append(annotation)
            else:
                notes.removed("script", place)
        elif kind in DRAWN_ON:
            kept.append(annotation)
        else:
            notes.removed("attachment" if kind == "/FileAttachment" else "annotation", place)
    if kept:
        page.obj.Annots = Array(kept)
    elif "/Annots" in page.obj:
        del page.obj.Annots


def _flatten(pdf: pikepdf.Pdf, notes: Notes) -> None:
    """Fields and seals are drawn onto their pages; hidden ones are dropped."""
    found = 0
    for page in pdf.pages:
        kept = []
        for annotation in page.obj.get("/Annots", Array()):
            if str(annotation.get("/Subtype", "")) in DRAWN_ON:
                found += 1
                if int(annotation.get("/F", 0)) & 0b100010 or (
                    "/AP" not in annotation and str(annotation.get("/FT", "")) == "/Sig"
                ):
                    notes.removed("field")
                    continue
            kept.append(annotation)
        if "/Annots" in page.obj:
            page.obj.Annots = Array(kept)
    if not found:
        return
    if "/AcroForm" in pdf.Root and pdf.Root.AcroForm.get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
        pdf.Root.AcroForm.NeedAppearances = False
    pdf.flatten_annotations()
    notes.removed("field", count=found)
    for number, page in enumerate(pdf.pages, 1):
        left = [
            annotation
            for annotation in page.obj.get("/Annots", Array())
            if str(annotation.get("/Subtype", "")) == "/Link"
        ]
        if len(left) != len(list(page.obj.get("/Annots", Array()))):
            notes.refuse(Place.of(("page", number)), "表单域没有可显示的外观，请打印成普通 PDF 后再上传")
        if left:
            page.obj.Annots = Array(left)
        elif "/Annots" in page.obj:
            del page.obj.Annots


def _objects(pdf: pikepdf.Pdf, notes: Notes) -> None:
    """What an image, a font or a form tells of where it came from, and the tags of cameras inside photographs."""
    for found in pdf.objects:
        if not isinstance(found, (pikepdf.Stream, pikepdf.Dictionary)):
            continue
        for key in EVERYWHERE:
            if key in found:
                del found[key]
        if (
            isinstance(found, pikepdf.Stream)
            and found.get("/Subtype") == Name.Image
            and found.get("/Filter") in (Name.DCTDecode, [Name.DCTDecode])
        ):
            raw = found.read_raw_bytes()
            try:
                bare = jpeg_stripped(raw)
            except CannotClean:
                continue
            if bare != raw:
                notes.removed("metadata", Place(), int(b"Exif\0" in raw[:4096]))
                found.write(bare, filter=Name.DCTDecode, decode_parms=found.get("/DecodeParms"))  # type: ignore[arg-type]
