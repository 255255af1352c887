"""
PDF by Typst, the same on every machine: our own two fonts first, a font of the machine only for a sign they lack.

Texts travel as JSON beside the template and are never part of it, so nothing in them is a command. Every file is a tagged,
titled, Chinese document for reading aloud and for the archive (PDF/UA-1, PDF/A-2a).
"""

import json
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from gongkai.writers.glyphs import FONTS, spelled_out
from gongkai.writers.zipped import UNDATED

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS: list[Any] = ["a-2a", "ua-1"]


def compiled(template: str, data: Mapping[str, Any], day: date | None = None) -> bytes:
    """
    `template`.typ with `data` as its input of the same name. A sign for which no font has a picture would be an empty box:
    it is spelled out instead, as 〔U+1F92F〕.
    """
    given = json.dumps(data, ensure_ascii=False)
    try:
        return _compiled(template, given, day)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _compiled(template, json.dumps(_spelled_out(data), ensure_ascii=False), day)


def _compiled(template: str, given: str, day: date | None) -> bytes:
    compiler = typst.Compiler(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=fonts(), sys_inputs={template: given}
    )
    moment = datetime.combine(day or UNDATED, time(), UTC)
    written, found = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    for warning in found:  # of a template of ours, such as a font that is not there: for us, not for the office
        warnings.warn(warning, stacklevel=2)
    assert isinstance(written, bytes)  # a list is given for images only
    return written


@cache
def fonts() -> typst.Fonts:
    """Ours, and the machine's behind them. Read once a process; looking through the machine takes a tenth of a second."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[FONTS])


def _spelled_out(value: Any) -> Any:
    if isinstance(value, str):
        return spelled_out(value)
    if isinstance(value, Mapping):
        return {key: _spelled_out(part) for key, part in value.items()}
    return [_spelled_out(part) for part in value] if isinstance(value, list | tuple) else value
