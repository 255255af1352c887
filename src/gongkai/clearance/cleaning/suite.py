"""LibreOffice, when it is installed: old formats made into new ones. It is given no network and one folder of its own."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from gongkai.clearance.cleaning.cleaned import CannotClean

SECONDS = 90


def installed() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, ending: str, to: str) -> bytes:
    """The file in another format ("docx", "xlsx"). Raises `CannotClean` without LibreOffice or when it fails.

    Tracked changes survive the way to docx, so they are accepted afterwards: on the way to PDF they would be printed.
    """
    program = installed()
    if program is None:
        raise CannotClean("这种旧格式要装有 LibreOffice 才能清理，请另存为新格式再上传")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source.{ending}"
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--convert-to", to, "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=folder)  # noqa: S603  # a fixed command
        except (subprocess.TimeoutExpired, OSError) as fault:
            raise CannotClean("旧格式转换没有成功，请另存为新格式再上传") from fault
        result = Path(folder) / "out" / f"source.{to}"
        if not result.exists():
            raise CannotClean("旧格式转换没有成功，请另存为新格式再上传")
        return result.read_bytes()
