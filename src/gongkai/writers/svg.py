"""Three small figures in SVG that keep their text size at any width and need no inline style: colours come by class."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape

COLUMN_HEIGHT = 120  # of the drawing area, in pixels
LABEL_HEIGHT = 22


def _percent(part: float) -> str:
    return f"{Decimal(part * 100).quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}%"


def bar(value: int, largest: int) -> str:
    """A horizontal bar, full width for `largest`; hidden from screen readers, for its number stands beside it."""
    share = value / largest if largest else 0
    return (
        '<svg class="bar" width="100%" height="14" aria-hidden="true" focusable="false">'
        '<rect class="bar-ground" width="100%" height="14" rx="2"></rect>'
        f'<rect class="bar-value" width="{_percent(share)}" height="14" rx="2"></rect></svg>'
    )


def against(now: float, before: float, largest: float) -> str:
    """This year's bar over last year's, on one scale; hidden from screen readers, for both numbers stand beside it."""
    shares = [_percent(float(value) / float(largest) if largest else 0.0) for value in (now, before)]
    return (
        '<svg class="bar-against" width="100%" height="16" aria-hidden="true" focusable="false">'
        f'<rect class="bar-value" width="{shares[0]}" height="9" rx="1"></rect>'
        f'<rect class="bar-before" y="11" width="{shares[1]}" height="5" rx="1"></rect></svg>'
    )


def columns(title: str, rows: Sequence[tuple[str, int]]) -> str:
    """Upright columns, numbers above, labels below; read out as the title and all values."""
    largest = max((value for _label, value in rows), default=0)
    width = 1 / len(rows) if rows else 1
    drawn = []
    for place, (label, value) in enumerate(rows):
        height = round(COLUMN_HEIGHT * value / largest) if largest else 0
        top = LABEL_HEIGHT + COLUMN_HEIGHT - height
        middle = _percent(place * width + width / 2)
        drawn.append(
            f'<rect class="column-value" x="{_percent(place * width + width * 0.2)}" y="{top}"'
            f' width="{_percent(width * 0.6)}" height="{height}"></rect>'
            f'<text class="figure" x="{middle}" y="{top - 6}" text-anchor="middle">{value}</text>'
            f'<text class="label" x="{middle}" y="{COLUMN_HEIGHT + 2 * LABEL_HEIGHT - 4}" text-anchor="middle">'
            f"{escape(label)}</text>"
        )
    spoken = "，".join(f"{label}{value}" for label, value in rows)
    ground = LABEL_HEIGHT + COLUMN_HEIGHT
    return (
        f'<svg class="month-columns" width="100%" height="{COLUMN_HEIGHT + 2 * LABEL_HEIGHT}" role="img"'
        f' aria-label="{escape(title)}：{escape(spoken)}">'
        f'<line class="column-ground" x1="0" x2="100%" y1="{ground}" y2="{ground}"></line>{"".join(drawn)}</svg>'
    )
