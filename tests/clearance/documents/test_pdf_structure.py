"""PDF beside its pages: properties of all versions, annotations, forms, files inside, scripts, earlier versions, lost pages."""

import io

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream

from gongkai.clearance.documents import budget, read
from gongkai.clearance.documents.document import METADATA, TRACE, Document
from tests.clearance.documents.pdfs import appended, pdf, words

NUMBER = "522601199001011230"
PLAIN = words("正文")


def said(document: Document) -> set[tuple[str, str, str]]:
    return {(piece.place.code(), piece.text, piece.trace) for block in document.blocks for piece in block.pieces}


def metadata(document: Document) -> set[tuple[str, str]]:
    return {(block.name, block.text) for block in document.blocks if block.kind == METADATA}


def test_properties_are_read_from_docinfo_and_xmp():
    def change(file: Pdf) -> None:
        with file.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:creator"] = ["王某某"]
        file.docinfo["/Author"] = "李某某"
        file.docinfo["/Company"] = "秀水县民政局"

    found = metadata(read(pdf(PLAIN, change=change), "a.pdf"))
    assert {("Author", "李某某"), ("Company", "秀水县民政局"), ("dc:creator", "王某某")} <= found


def test_properties_are_read_though_the_last_trailer_does_not_name_them():
    data = pdf(PLAIN, change=lambda file: file.docinfo.__setitem__("/Author", "李某某"))
    later = appended(data, lambda file: file.Root.__setattr__("Lang", "zh"))
    assert not pikepdf.open(io.BytesIO(later)).docinfo.get("/Author")
    assert ("Author", "李某某") in metadata(read(later, "a.pdf"))


def test_a_property_in_bare_gbk_is_read():
    def change(file: Pdf) -> None:
        file.docinfo["/Author"] = pikepdf.String("李某某".encode("gbk"))

    assert ("Author", "李某某") in metadata(read(pdf(PLAIN, change=change), "a.pdf"))


def test_annotations_links_forms_labels_bookmarks_and_private_data_are_read():
    def change(file: Pdf) -> None:
        page = file.pages[0].obj
        page.Annots = Array([
            file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents="先压一压", T="王某某")),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI="http://a.example/x")),
            file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Ink, Rect=[0, 0, 9, 9])),
        ])  # fmt: skip
        field = file.make_indirect(Dictionary(FT=Name.Tx, T="姓名", V="张某某"))
        file.Root.AcroForm = Dictionary(Fields=Array([file.make_indirect(Dictionary(T="表", Kids=Array([field])))]))
        file.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P="密")]))
        file.Root.StructTreeRoot = Dictionary(K=file.make_indirect(Dictionary(S=Name.Figure, Alt="张某某的照片")))
        page.PieceInfo = Dictionary(App=Dictionary(Private="私下记的话"))
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("附：原始名单", 0))

    document = read(pdf(PLAIN, change=change), "a.pdf")
    assert {
        ("page 1 annotation 1", "先压一压", "annotation"), ("page 1 annotation 1 metadata T", "王某某", ""),
        ("page 1 link 1", "http://a.example/x", ""), ("page 1 annotation 3", "", "annotation"),
        ("form field 表.姓名", "张某某", "field"), ("part 页码标签", "密", ""), ("part 书签1", "附：原始名单", ""),
        ("", "张某某的照片", "alt_text"), ("part PieceInfo", "私下记的话", "template"),
    } <= said(document)  # fmt: skip
    assert sum(text == "http://a.example/x" for _, text, _ in said(document)) == 1


@pytest.mark.parametrize(
    ("change", "runs"),
    [
        (lambda file: file.Root.__setattr__("OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")), True),
        (lambda file: file.Root.__setattr__("OpenAction", Array([file.pages[0].obj, Name.Fit])), False),
        (lambda file: file.Root.__setattr__("OpenAction", Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))), False),
        (lambda file: file.pages[0].obj.__setattr__("AA", Dictionary(O=Dictionary(S=Name.Launch, F="a.exe"))), True),
        (lambda file: file.Root.__setattr__("Names", Dictionary(JavaScript=Dictionary(Names=Array(["a", Dictionary(S=Name.JavaScript, JS=Stream(file, b"x()"))])))), True),
    ],
)  # fmt: skip
def test_what_would_run_is_told_from_what_only_jumps(change, runs):
    blocks = read(pdf(PLAIN, change=change), "a.pdf").blocks
    assert any(block.kind == TRACE and block.pieces[0].trace == "script" for block in blocks) == runs


def test_a_file_inside_is_read_wherever_it_hangs():
    def change(file: Pdf) -> None:
        file.attachments["原始名单.txt"] = AttachedFileSpec(file, f"名单\n{NUMBER}".encode(), filename="原始名单.txt")
        stream = Stream(file, f"另一份{NUMBER}".encode(), Type=Name.EmbeddedFile)
        hung = Dictionary(Type=Name.Filespec, F="note.txt", EF=Dictionary(F=file.make_indirect(stream)))
        file.pages[0].obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=hung)]
        )

    found = [(place, trace) for place, text, trace in said(read(pdf(PLAIN, change=change), "a.pdf")) if NUMBER in text]
    assert {place.split(":")[0] for place, _ in found} == {"attachment 原始名单.txt", "page 1 attachment note.txt"}
    assert {trace for _, trace in found} == {"attachment"}


def contents(text: bytes):
    return lambda file: file.pages[0].obj.__setattr__("Contents", Stream(file, text))


def test_an_earlier_version_tells_what_the_last_one_does_not_hold():
    data = appended(appended(pdf(words("号码" + NUMBER)), contents(words("号码已遮"))), contents(words("删去一句")))
    found = said(read(data, "a.pdf"))
    assert ("revision 1 page 1 line 1", "号码" + NUMBER, "revision") in found
    assert ("revision 2 page 1 line 1", "号码已遮", "revision") in found
    assert ("page 1 line 1", "删去一句", "") in found


def test_a_deleted_page_is_an_earlier_version_and_an_unused_page_is_found_without_one():
    def shorter(file: Pdf) -> None:
        del file.pages[1]

    def hidden(file: Pdf) -> None:
        lost = file.pages[1].obj
        del file.pages[1]
        file.Root.Keep = lost  # nobody's page, still in the file

    pair = (words("第一页"), words("第二页" + NUMBER))
    assert any(
        trace == "revision" and NUMBER in text for _, text, trace in said(read(appended(pdf(*pair), shorter), "a.pdf"))
    )
    assert any(
        trace == "revision" and NUMBER in text for _, text, trace in said(read(pdf(*pair, change=hidden), "a.pdf"))
    )


def test_a_linearised_file_has_one_version():
    assert not [
        1 for place, _, _ in said(read(pdf(words("正文"), linearize=True), "a.pdf")) if place.startswith("revision")
    ]


def test_a_file_with_a_password_is_unread_and_one_with_an_owners_password_is_read():
    locked = pdf(PLAIN, encryption=pikepdf.Encryption(user="a", owner="b"))
    assert [part.why for part in read(locked, "a.pdf").unread] == ["PDF 有打开密码，请解除密码后重新上传"]
    owned = read(pdf(words(NUMBER), encryption=pikepdf.Encryption(user="", owner="b")), "a.pdf")
    assert not owned.unread
    assert any(NUMBER in block.text for block in owned.blocks)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_file_is_never_read_as_whole(part):
    data = pdf(words("正文" + NUMBER), linearize=False)
    assert read(data[: int(len(data) * part)], "a.pdf").unread


def test_flipped_bits_never_break_the_reader():
    data = bytearray(pdf(words("正文" + NUMBER), change=lambda file: file.docinfo.__setitem__("/Author", "李某某")))
    for place in range(0, len(data), 149):
        data[place] ^= 0x15
        read(bytes(data), "a.pdf")
        data[place] ^= 0x15


def test_what_there_was_no_time_for_is_unread():
    data = pdf(*[words(f"第{n}页") for n in range(300)])
    with budget.within(0.02):
        document = read(data, "a.pdf")
    assert any("没有检查" in part.why for part in document.unread)
