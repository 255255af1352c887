"""Small PDF files for tests, drawn by hand: letters of a font no machine needs, boxes, pictures."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

A4 = (595, 842)


def words(text: str, x: float = 50, y: float = 700, *, size: float = 12, fill: str = "0 g", mode: int = 0) -> bytes:
    """An operator string that writes a line."""
    return f"BT {fill} {mode} Tr /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


def box(left: float, low: float, width: float, height: float, fill: str = "0 g") -> bytes:
    return f"q {fill} {left} {low} {width} {height} re f Q\n".encode()


def pdf(
    *pages: bytes, change: Callable[[Pdf], None] | None = None, size: tuple[float, float] = A4, **saving: object
) -> bytes:
    """A file with these contents, a page each. `change` may add to it before it is saved."""
    file = pikepdf.new()
    font = file.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light"), Encoding=Name("/UniGB-UTF16-H"),
            DescendantFonts=Array([
                file.make_indirect(Dictionary(
                    Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"),
                    CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="GB1", Supplement=4), DW=1000,
                    FontDescriptor=file.make_indirect(Dictionary(
                        Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, FontBBox=[-25, -254, 1000, 880],
                        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=93,
                    )),
                ))
            ]),
        )
    )  # fmt: skip
    for content in pages:
        page = file.add_blank_page(page_size=size)
        page.obj.Contents = Stream(file, content)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    if change:
        change(file)
    saved = io.BytesIO()
    file.save(saved, **({"object_stream_mode": pikepdf.ObjectStreamMode.disable} | saving))
    return saved.getvalue()


def appended(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The file as saved by appending: all changed objects behind the old bytes, the old bytes untouched."""
    before = pikepdf.open(io.BytesIO(data))
    after = pikepdf.open(io.BytesIO(data))
    change(after)
    old = {thing.objgen: thing.unparse(resolved=True) for thing in before.objects}
    out, places = bytearray(data), {}
    for thing in after.objects:
        written = thing.unparse(resolved=True)
        stream = isinstance(thing, Stream)
        if stream or old.get(thing.objgen) != written:
            if (
                stream
                and thing.objgen in old
                and before.get_object(thing.objgen).read_raw_bytes() == thing.read_raw_bytes()
            ):
                continue
            places[thing.objgen] = len(out)
            out += f"{thing.objgen[0]} {thing.objgen[1]} obj\n".encode()
            if stream:
                raw = thing.read_raw_bytes()
                out += thing.stream_dict.unparse() + b"\nstream\n" + raw + b"\nendstream"
            else:
                out += written
            out += b"\nendobj\n"
    xref = len(out)
    out += b"xref\n"
    for (number, generation), place in sorted(places.items()):
        out += f"{number} 1\n{place:010d} {generation:05d} n \n".encode()
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    size = 1 + max(thing.objgen[0] for thing in after.objects)
    root = after.Root.objgen
    out += f"trailer\n<< /Size {size} /Root {root[0]} {root[1]} R /Prev {start} >>\nstartxref\n{xref}\n%%EOF\n".encode()
    return bytes(out)
