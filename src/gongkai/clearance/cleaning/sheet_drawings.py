"""Pictures and charts of a sheet that go along to the new one."""

import io
from typing import Any

from openpyxl.drawing.image import Image as SheetImage  # type: ignore[import-untyped]

from gongkai.clearance.cleaning.cleaned import Notes
from gongkai.clearance.cleaning.elements import every
from gongkai.clearance.cleaning.kinds import kind_of
from gongkai.clearance.cleaning.pictures import clean_picture
from gongkai.clearance.cleaning.visible import VisibleSheet
from gongkai.clearance.documents.places import Place


def add_pictures(sheet: Any, view: VisibleSheet, notes: Notes, place: Place) -> None:
    for number, picture in enumerate(sheet._images, 1):
        where = place.then("image", number)
        data = picture._data()
        kind = kind_of(data, "")
        if kind not in {"png", "jpg", "gif", "bmp"}:
            notes.refuse(where, "表格里有一种不能清理的图片，请换成 PNG 或者 JPEG")
            continue
        new = SheetImage(io.BytesIO(clean_picture(data, kind, notes, where)))
        new.width, new.height, new.anchor = picture.width, picture.height, picture.anchor
        for corner in (getattr(new.anchor, "_from", None), getattr(new.anchor, "to", None)):
            if corner is not None:
                corner.row, corner.col = view.place_of_row(corner.row + 1) - 1, view.place_of_column(corner.col + 1) - 1
        view.pictures.append(new)


def add_charts(sheets: list[VisibleSheet], book: Any, notes: Notes) -> None:
    """A chart is kept when all it draws from is published at the same addresses; its stored copy of the data is not."""
    kept = {sheet.title: sheet.whole for sheet in sheets}
    for view in sheets:
        for number, chart in enumerate(book[view.title]._charts, 1):
            tree = chart._write()
            sources = {
                (element.text or "").rpartition("!")[0].strip("'").replace("''", "'") for element in every(tree, "f")
            }
            if all(kept.get(source) for source in sources):
                view.charts.append(_without_copies(chart))
            else:
                notes.refuse(
                    Place.of(("sheet", view.title), ("image", number)),
                    "图表取用了隐藏的数据，去掉以后图表会变样，请改成图片",
                )


def _without_copies(chart: Any) -> Any:
    for part in getattr(chart, "_charts", [chart]):
        for series in part.ser:
            for name in ("val", "cat", "xVal", "yVal", "tx"):
                source = getattr(series, name, None)
                for inner in ("numRef", "strRef"):
                    reference = getattr(source, inner, None)
                    if reference is not None:
                        for copy_name in ("numCache", "strCache"):
                            if hasattr(reference, copy_name):
                                setattr(reference, copy_name, None)
    return chart
