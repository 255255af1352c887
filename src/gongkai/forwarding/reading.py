"""Lists of old and new addresses as offices have them: a table saved as CSV."""

import csv
import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.forwarding.actions import MOST_ROWS, Row

ENCODINGS = ("utf-8-sig", "gb18030")  # what is not UTF-8 comes from Excel on Chinese Windows
MOST_BYTES = 10 * 1024 * 1024


def rows_of(data: bytes) -> list[Row]:
    """Columns: old address, new address, note (may be missing). A first line of titles and empty lines are passed over.

    Raises ValidationError when the file cannot be read as such a table.
    """
    if len(data) > MOST_BYTES:
        raise ValidationError(_("文件超过 %d MB，请分几次导入。") % (MOST_BYTES // 1024 // 1024))
    text = _text(data)
    found: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), start=1):
            old, new, note = [*(cell.strip() for cell in cells[:3]), "", "", ""][:3]
            if not old and not new:
                continue
            if not found and number == 1 and not old.startswith(("/", "http:", "https:")):
                continue
            found.append(Row(number, old, new, note))
            if len(found) > MOST_ROWS:
                raise ValidationError(_("一次最多导入 %d 行，请把文件分开。") % MOST_ROWS)
    except csv.Error:
        raise ValidationError(_("这个文件不是 CSV 表格。请在表格软件中“另存为 CSV”后再导入。"))
    if not found:
        raise ValidationError(_("文件里没有网址。第一列应为旧网址，第二列应为现网址。"))
    return found


def _text(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ValidationError(_("这个文件不是 CSV 表格。请在表格软件中“另存为 CSV”后再导入。"))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return "\t" if "\t" in first and "," not in first else ","
