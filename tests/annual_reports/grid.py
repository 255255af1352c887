"""Reading an HTML table back: every cell with its spans written out, so that a header stands above all it covers."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.captions: dict[str, str] = {}
        self._table = self._cell = None
        self._open: dict[tuple[int, int], str] = {}
        self._in_caption = False

    def handle_starttag(self, tag, attributes) -> None:
        given = dict(attributes)
        if tag == "table":
            self._table, self._open, self._row = given["id"], {}, -1
            self.tables[self._table], self.captions[self._table] = [], ""
        elif tag == "caption":
            self._in_caption = True
        elif tag == "tr" and self._table:
            self._row += 1
        elif tag in {"th", "td"}:
            self._cell = (int(given.get("colspan", 1)), int(given.get("rowspan", 1)), "")

    def handle_data(self, data) -> None:
        if self._cell is not None:
            self._cell = (*self._cell[:2], self._cell[2] + data)
        elif self._in_caption:
            self.captions[self._table] += data

    def handle_endtag(self, tag) -> None:
        if tag in {"th", "td"}:
            width, height, text = self._cell
            column = next(n for n in range(1000) if (self._row, n) not in self._open)
            for down in range(height):
                for right in range(width):
                    place = (self._row + down, column + right)
                    assert place not in self._open, f"cells overlap at {place} of {self._table}"
                    self._open[place] = text
            self._cell = None
        elif tag == "caption":
            self._in_caption = False
        elif tag == "table":
            rows, columns = (max(place[axis] for place in self._open) + 1 for axis in (0, 1))
            self.tables[self._table] = [[self._open[row, column] for column in range(columns)] for row in range(rows)]
            self._table = None


def read(html: str) -> dict[str, list[list[str]]]:
    """Tables by id as full rectangles of text; KeyError when a table has a hole, AssertionError when cells overlap."""
    reader = _Reader()
    reader.feed(html)
    return reader.tables
