"""Older and rarer formats are turned into today's by LibreOffice when the machine has it; their traces survive that."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.places import Place

TARGETS = {
    "doc": "docx",
    "works": "docx",
    "odt": "docx",
    "rtf": "docx",
    "xml": "docx",
    "ods": "xlsx",
    "xls": "xlsx",
    "ppt": "pptx",
    "odp": "pptx",
}
EXTENSIONS = {"works": "wps"}
SECONDS = 60
# no macros, nothing fetched from elsewhere, whatever the document asks for
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


def has_office() -> bool:
    return _office() is not None


def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, kind: str) -> bytes | None:
    """The file in the newer format, or None when there is no LibreOffice or it could not do it in its time."""
    office = _office()
    if office is None:
        return None
    target = TARGETS[kind]
    with tempfile.TemporaryDirectory(prefix="convert-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        source = room / f"source.{EXTENSIONS.get(kind, kind)}"
        source.write_bytes(data)
        profile = room / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        command = [
            office, f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--convert-to", target, "--outdir", str(room / "out"), str(source),
        ]  # fmt: skip
        nowhere = "http://127.0.0.1:9"
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": folder,
            "LANG": "C.UTF-8",
            "http_proxy": nowhere,
            "https_proxy": nowhere,
        }
        if not _run(command, environment, folder):
            return None
        made = room / "out" / f"source.{target}"
        return made.read_bytes() if made.exists() else None


def _run(command: list[str], environment: dict[str, str], folder: str) -> bool:
    """Runs it to its end or to the end of its time, with all the processes it starts."""
    process = subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def read(data: bytes, name: str, depth: int) -> Document:
    """Kinds that have no reader of their own here."""
    from gongkai.clearance.documents.kinds import kind_of

    kind = kind_of(data, name)
    document = Document(name, kind)
    made = convert(data, kind)
    if made is None:
        missing = "服务器没有安装 LibreOffice" if not has_office() else "文件无法转换，可能损坏或者加密"
        document.unread.append(Unread(Place(), f"{missing}，请另存为 {TARGETS[kind]} 后重新上传"))
    else:
        add_converted(document, made, depth)
    return document


def add_converted(document: Document, made: bytes, depth: int) -> None:
    """What the converted copy holds, without what the conversion itself wrote into it."""
    from gongkai.clearance.documents import read as read_any

    inner = read_any(made, "", depth=min(depth, 2))
    document.blocks += inner.blocks
    document.unread += inner.unread
