"""Old formats (.doc, .wps, .rtf, .odt) through LibreOffice where it is installed: own profile, time limit, nothing fetched."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.pages.importing.blocks import Unreadable

SECONDS = 60
ADVICE = "请用 Word 或者 WPS 打开，另存为 .docx 再导入，或者作为附件上传"


def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_docx(data: bytes, extension: str) -> bytes:
    """The same text as .docx. Unreadable without LibreOffice, after the time limit, and for what it cannot open."""
    office = program()
    if office is None:
        raise Unreadable(f"这台服务器没有安装能打开 .{extension} 旧格式的软件；{ADVICE}")
    with tempfile.TemporaryDirectory(prefix="gongkai-import-") as folder:
        given = Path(folder) / f"given.{extension}"
        given.write_bytes(data)
        command = [
            office, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(given),
        ]  # fmt: skip
        _run(command, folder)
        made = Path(folder) / "given.docx"
        if not made.exists() or not made.stat().st_size:
            raise Unreadable(f"旧格式的文件没有转换成功，可能损坏或者加了密；{ADVICE}")
        return made.read_bytes()


def _run(command: list[str], folder: str) -> None:
    """In a group of its own: the starter script leaves children that would outlive it."""
    surroundings = {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "LANG": "C.UTF-8"}
    running = subprocess.Popen(  # noqa: S603 the program of this machine, a file of ours
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings,
        start_new_session=True,
    )  # fmt: skip
    try:
        running.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as late:
        raise Unreadable(f"转换旧格式用了 {SECONDS} 秒还没有完成；{ADVICE}") from late
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
