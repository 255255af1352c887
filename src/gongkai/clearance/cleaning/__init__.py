"""A copy of a file that may be published: what is seen stays, what a file tells besides is gone, or it is refused.

Plain Python, no Django: bytes in, bytes and plain data out. The original is never changed. The same file gives the
same bytes every time, and cleaning a cleaned copy changes nothing, so that a clearance can be bound to its hash.
"""

from collections.abc import Collection

from gongkai.clearance.cleaning.archives import clean_archive
from gongkai.clearance.cleaning.cleaned import CannotClean, Cleaned, Notes, Refusal, Removed
from gongkai.clearance.cleaning.kinds import SHEET_OLD, WORD_OLD, ending, kind_of
from gongkai.clearance.cleaning.ofd import clean_ofd
from gongkai.clearance.cleaning.old_sheets import clean_old_sheets
from gongkai.clearance.cleaning.pictures import clean_picture
from gongkai.clearance.cleaning.plain import clean_text
from gongkai.clearance.cleaning.portable import clean_pdf
from gongkai.clearance.cleaning.sheets import clean_sheets
from gongkai.clearance.cleaning.suite import converted
from gongkai.clearance.cleaning.word import clean_word
from gongkai.clearance.documents.places import Place

__all__ = ["CannotClean", "Cleaned", "Refusal", "Removed", "clean"]

TURNED = {"doc": "docx", "odt": "docx", "rtf": "docx", "ods": "xlsx", "xlsb": "xlsx"}
PICTURES = {"jpg", "png", "gif", "webp", "tif", "bmp"}
SAME = {"jpg": {"jpg", "jpeg", "jpe"}, "tif": {"tif", "tiff"}, "txt": {"txt", "text", "md"}}
NOT_CLEANED = {
    "rar": "RAR 压缩包不能清理，请改用 ZIP", "7z": "7z 压缩包不能清理，请改用 ZIP", "gz": "GZ 压缩包不能清理，请改用 ZIP",
    "heic": "HEIC 图片请另存为 JPEG", "html": "网页文件请作为正文录入", "pptx": "演示文稿请导出为 PDF 再上传",
    "ppt": "演示文稿请导出为 PDF 再上传", "odp": "演示文稿请导出为 PDF 再上传", "encrypted": "文件设有打开密码",
}  # fmt: skip


def clean(data: bytes, name: str, *, drop: Collection[str] = (), keep: Collection[str] = ()) -> Cleaned:
    """The copy to publish of a file. Never raises for a bad file: then `data` is empty and `refused` says why.

    `drop` and `keep` are keys of TRACES a person has looked at ("white", "tiny"): such text is taken out, or allowed.
    """
    try:
        bare, new_name, notes = _clean_one(data, name, 0, drop, keep)
    except CannotClean as fault:
        return Cleaned(b"", name, [], [Refusal(Place(), str(fault))])
    except RecursionError:
        return Cleaned(b"", name, [], [Refusal(Place(), "文件内部嵌套过深")])
    return Cleaned(bare, new_name, notes.all_removed(), notes.refused)


def _clean_one(
    data: bytes, name: str, depth: int, drop: Collection[str], keep: Collection[str]
) -> tuple[bytes, str, Notes]:
    notes = Notes(drop, keep)
    kind = kind_of(data, name)
    if kind in NOT_CLEANED:
        raise CannotClean(NOT_CLEANED[kind])
    if kind in TURNED:
        data = converted(data, ending(name) if ending(name) in WORD_OLD | SHEET_OLD else kind, TURNED[kind])
        notes.removed("metadata")
        kind = TURNED[kind]
    if kind == "docx":
        bare = clean_word(data, notes)
    elif kind == "xlsx":
        bare = clean_sheets(data, notes)
    elif kind == "xls":
        bare, kind = clean_old_sheets(data, notes), "xlsx"
    elif kind == "pdf":
        bare = clean_pdf(data, notes)
    elif kind in PICTURES:
        bare = clean_picture(data, kind, notes)
    elif kind in {"txt", "csv", "tsv", "text", "md"}:
        bare = clean_text(data, notes, is_list=kind in {"csv", "tsv"})
    elif kind == "ofd":
        bare = clean_ofd(data, notes)
    elif kind == "zip":
        bare = clean_archive(
            data, notes, lambda member, inner, level: _clean_one(member, inner, level, drop, keep), depth
        )
    else:
        raise CannotClean("不认识的文件类型")
    return bare, _named(name, kind), notes


def _named(name: str, kind: str) -> str:
    """The name with the ending of what the copy is."""
    if ending(name) in SAME.get(kind, {kind}):
        return name
    stem = name.rpartition(".")[0] if "." in name.rpartition("/")[2] else name
    return f"{stem or name}.{kind}"
