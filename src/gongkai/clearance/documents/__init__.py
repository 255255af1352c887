"""Reading files for review: plain Python, no Django, so that it runs in a small process of its own (see `apart`).

`read` is the only door. It goes by what a file holds, never by what its name says, and it does not raise: what cannot be
read is said in `Document.unread`, with what to do, and what was read before the fault stays in the blocks.
"""

from importlib import import_module

from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.kinds import kind_of
from gongkai.clearance.documents.places import Place

DEEPEST = 2  # files within files within the file; what lies deeper is not opened
HERE = "gongkai.clearance.documents"

# kind by content: the module with `read(data: bytes, name: str, depth: int) -> Document`
READERS = {
    "pdf": f"{HERE}.pdf",
    "ofd": f"{HERE}.ofd",
    **dict.fromkeys(("jpg", "png", "gif", "bmp", "tif", "webp"), f"{HERE}.images"),
    **dict.fromkeys(("zip", "rar", "7z", "tar", "gz", "bz2", "xz"), f"{HERE}.archive"),
    "docx": f"{HERE}.docx",
    "xlsx": f"{HERE}.xlsx",
    "pptx": f"{HERE}.pptx",
    "xls": f"{HERE}.xls",
    "doc": f"{HERE}.ole_word",
    "ole": f"{HERE}.ole_package",
    **dict.fromkeys(("ppt", "odt", "ods", "odp", "works"), f"{HERE}.converted"),
    "rtf": f"{HERE}.rtf",
    "html": f"{HERE}.html",
    "svg": f"{HERE}.html",
    "mht": f"{HERE}.mail",
    "xml": f"{HERE}.xml",
    "metafile": f"{HERE}.metafile",
    "csv": f"{HERE}.csv",
    "txt": f"{HERE}.plain",
}

# what is known for what it is, yet is not read: why, and what to do
NOT_READ = {
    "": "空文件，请核对后重新上传",
    "locked": "文件有打开密码，请解除密码后重新上传",
    "binary": "不认识的文件格式，请转换为 PDF、Word、Excel 或者纯文本后重新上传",
    "program": "这是程序，不是文档，请不要上传",
    "media": "音频、视频无法检查，请提交文字稿另行审查",
    "xlsb": "二进制工作簿（xlsb）无法检查，请另存为 xlsx 后重新上传",
    "database": "数据库文件无法检查，请导出为 xlsx 或者 csv 后重新上传",
    "message": "Outlook 邮件无法检查，请把正文和附件另存后分别上传",
    "heic": "HEIC 图片无法检查，请转换为 JPG 后重新上传",
}


def read(data: bytes, name: str = "", *, depth: int = 0) -> Document:
    """Everything that can be got out of a file, with its places. `depth`: how many files lie around this one."""
    kind = kind_of(data, name)
    if why := NOT_READ.get(kind):
        document = Document(kind=kind, unread=[Unread(Place(), why)])
    elif depth > DEEPEST:
        document = Document(kind=kind, unread=[Unread(Place(), "文件层层嵌套太深，没有打开，请取出后单独提交")])
    else:
        document = _by_its_reader(data, name, kind, depth)
    document.name, document.kind = name, document.kind or kind
    if name.strip():
        named = Document()
        named.add(name.replace("\\", "/").rpartition("/")[2], Place.of(("filename", "")))
        document.blocks[:0] = named.blocks
    return document


def _by_its_reader(data: bytes, name: str, kind: str, depth: int) -> Document:
    try:
        reader = import_module(READERS[kind])
    except ModuleNotFoundError as missing:
        return Document(kind=kind, unread=[Unread(Place(), f"没有安装能读这种文件的部件（{missing.name}）")])
    try:
        document: Document = reader.read(data, name, depth)
    except (MemoryError, RecursionError):
        return Document(kind=kind, unread=[Unread(Place(), "文件过大或者结构过深，没有读完，请拆分后重新上传")])
    except Exception as fault:  # readers meet every kind of broken file; none of them may stop a review
        why = f"文件损坏，无法读取（{type(fault).__name__}），请用办公软件打开另存后重新上传"
        return Document(kind=kind, unread=[Unread(Place(), why)])
    return document
