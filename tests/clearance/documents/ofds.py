"""Small OFD files for tests."""

import io
import zipfile

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(words: str, x: float = 20, y: float = 30, *, size: float = 5, extra: str = "", colour: str = "") -> str:
    fill = f'<ofd:FillColor Value="{colour}"/>' if colour else ""
    steps = f"g {max(len(words) - 1, 1)} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(words)} {size * 1.2}" Font="2" Size="{size}" {extra}>{fill}'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def shape(x: float, y: float, width: float, height: float, colour: str = "0 0 0") -> str:
    return (
        f'<ofd:PathObject ID="9" Boundary="{x} {y} {width} {height}" Fill="true"><ofd:FillColor Value="{colour}"/>'
        f"<ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(content: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NS}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>'
        f'<ofd:Content><ofd:Layer ID="1" Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(content: str, *, info: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """One page with this content. `more`: further parts of the package by their names."""
    parts: dict[str, str | bytes] = {
        "OFD.xml": (
            f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
            "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>"
        ),
        "Doc_0/DocumentRes.xml": f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias/></ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": page(content),
    } | (more or {})
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return saved.getvalue()
