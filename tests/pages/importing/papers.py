"""Official papers as office machines write them, all invented: one notice as .docx, as PDF, and as Word and WPS put it on the clipboard."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FANGSONG, HEI, KAI, XBS = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
WIDE = "　　"


def write(document, text="", *, align=None, face=FANGSONG, size=16, bold=False):
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), face, bold or None
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), face)
    return paragraph


def insert(paragraph, xml: str) -> None:
    """Raw WordprocessingML at the end of a paragraph; its `w` prefix is declared here."""
    for element in parse_xml(f'<w:p xmlns:w="{W}">{xml}</w:p>'):
        paragraph._p.append(element)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def households(document) -> None:
    table = document.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "乡镇"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "人数"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "备注"
    for column, text in ((1, "城市"), (2, "农村")):
        table.cell(1, column).text = text
    for column, text in enumerate(("古州镇", "12", "340", "")):
        table.cell(2, column).text = text
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].alignment = CENTER


def notice(*, picture: bool = False) -> bytes:
    """榕民发〔2024〕5号 with its red head, a table under a head of two storeys, 落款, 版记 and an enclosure."""
    paper = Document()
    write(paper, "榕江县民政局文件", align=CENTER, face=XBS, size=40)
    write(paper, "榕民发［２０２４］ 5 号", align=CENTER)
    write(paper, "榕江县民政局关于做好2024年", align=CENTER, face=XBS, size=22)
    write(paper, "特困人员认定工作的通知", align=CENTER, face=XBS, size=22)
    write(paper, "各乡镇人民政府，各街道办事处：")
    write(paper, WIDE + "根据《贵州省特困人员认定办法》（黔民发〔2021〕9号），现就做好我县特困人员认定工作通知如下。")
    write(paper, WIDE + "一、总体要求", face=HEI)
    write(paper, WIDE + "（一）坚持应救尽救", face=KAI)
    write(paper, WIDE + "各乡镇要全面排查，建立台账。")
    write(paper, "2024年特困人员情况表", align=CENTER, face=HEI)
    write(paper, "单位：人", align=RIGHT)
    households(paper)
    write(paper, WIDE + "二、施行时间", face=HEI)
    write(paper, WIDE + "本通知自2024年6月1日起施行。")
    if picture:
        paper.add_picture(io.BytesIO(photo()))
    write(paper, "榕江县民政局　　", align=RIGHT)
    write(paper, "2024 年 5 月 20 日　", align=RIGHT)
    write(paper, "（此件公开发布）")
    write(paper, "抄送：县委办公室，县人大办公室。")
    write(paper, "榕江县民政局办公室　　　　2024年5月20日印发")
    write(paper, "附件1", face=HEI)
    write(paper, "特困人员认定申请表", align=CENTER, face=XBS, size=22)
    return saved(paper)


def photo(form: str = "JPEG", *, exif: bool = False) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    picture = Image.new("RGB", (40, 20), (20, 90, 160))
    picture.paste((200, 30, 30), (0, 0, 20, 20))
    given = picture.getexif()
    given[0x013B] = "Somebody Somewhere"
    picture.save(out, form, **({"exif": given} if exif else {}))
    return out.getvalue()


CELLS = (("乡镇", 2, 1), ("人数", 1, 2), ("备注", 2, 1)), (("城市", 1, 1), ("农村", 1, 1)), (("古州镇", 1, 1), ("12", 1, 1), ("340", 1, 1), ("", 1, 1))  # fmt: skip


def word_clipboard() -> str:
    """The text of `notice` from the addressee to 落款, as Word copies it."""
    rows = "".join(
        f"<tr style='mso-yfti-irow:{number};height:17.0pt'>" + "".join(
            f"<td width=142{f' rowspan={down}' if down > 1 else ''}{f' colspan={across}' if across > 1 else ''} valign=top style='width:106.5pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'>"
            f"<p class=MsoNormal align=center style='text-align:center'><span style='font-family:宋体;mso-ascii-font-family:\"Times New Roman\"'>{text}</span><span\nlang=EN-US><o:p>{'' if text else '&nbsp;'}</o:p></span></p></td>"
            for text, down, across in row
        ) + "</tr>"
        for number, row in enumerate(CELLS)
    )  # fmt: skip

    def line(
        text: str,
        face: str = FANGSONG,
        how: str = "style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt'",
    ) -> str:
        return f"<p class=MsoNormal {how}><span style='font-size:16.0pt;font-family:{face};mso-hansi-font-family:仿宋'>{text}<span lang=EN-US><o:p></o:p></span></span></p>\n"

    right, center = "align=right style='text-align:right'", "align=center style='text-align:center'"
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/a/clip_filelist.xml"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {{font-family:宋体; panose-1:2 1 6 0 3 1 1 1 1 1;}} p.MsoNormal, li.MsoNormal {{mso-style-unhide:no; margin:0cm; text-align:justify; font-size:10.5pt;}} --></style>
<!--[if gte mso 10]><style> table.MsoNormalTable {{mso-style-name:普通表格;}} </style><![endif]--></head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
{line("各乡镇人民政府，各街道办事处：", how="style='line-height:28.0pt'")}{line("根据《贵州省特困人员认定办法》（黔民发<span lang=EN-US>〔2021〕9</span>号），现就做好我县特困人员认定工作通知如下。")}
{line("一、总体要求", HEI)}{line("（一）坚持应救尽救", KAI)}{line("各乡镇要全面排查，建立台账。")}{line("2024年特困人员情况表", HEI, center)}{line("单位：人", FANGSONG, right)}
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-yfti-tbllook:1184'>{rows}</table>
{line("二、施行时间", HEI)}{line("本通知自<span lang=EN-US>2024</span>年<span lang=EN-US>6</span>月<span lang=EN-US>1</span>日起施行。")}
{line("榕江县民政局<span lang=EN-US>&nbsp;&nbsp;&nbsp; </span>", FANGSONG, right)}{line("2024 年 5 月 20 日", FANGSONG, right)}
<!--EndFragment--></body></html>"""


def wps_clipboard() -> str:
    """The same as WPS copies it: everything in quotes, sizes with four places, faces on every run."""
    rows = "".join(
        "<tr>" + "".join(
            f'<td width="142" valign="center"{f""" rowspan="{down}" """ if down > 1 else ""}{f""" colspan="{across}" """ if across > 1 else ""} style="width:106.5000pt;padding:0.0000pt 5.4000pt;border:1.0000pt solid windowtext;mso-border-alt:0.5000pt solid windowtext;">'
            f'<p class="MsoNormal" align="center" style="text-align:center;"><span style="mso-spacerun:\'yes\';font-family:宋体;font-size:10.5000pt;"><font face="宋体">{text}</font></span><span style="font-family:宋体;font-size:10.5000pt;"><o:p></o:p></span></p></td>'
            for text, down, across in row
        ) + "</tr>"
        for row in CELLS
    )  # fmt: skip

    def line(text: str, face: str = FANGSONG, align: str = "") -> str:
        how = (
            f' align="{align}" style="text-align:{align};"'
            if align
            else ' style="text-indent:32.0000pt;mso-char-indent-count:2.0000;"'
        )
        return f'<p class="MsoNormal"{how}><span style="mso-spacerun:\'yes\';font-family:{face};font-size:16.0000pt;mso-font-kerning:1.0000pt;"><font face="{face}">{text}</font></span><span style="font-family:{face};"><o:p></o:p></span></p>'

    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name="Generator" content="WPS Office">
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><style>@font-face{{font-family:"宋体";}} p.MsoNormal{{mso-style-name:正文;margin:0pt;text-align:justify;font-size:10.5000pt;}}</style></head>
<body><!--StartFragment-->{line("各乡镇人民政府，各街道办事处：")}{line("根据《贵州省特困人员认定办法》（黔民发〔2021〕9号），现就做好我县特困人员认定工作通知如下。")}{line("一、总体要求", HEI)}{line("（一）坚持应救尽救", KAI)}
{line("各乡镇要全面排查，建立台账。")}{line("2024年特困人员情况表", HEI, "center")}{line("单位：人", FANGSONG, "right")}<table class="MsoTableGrid" border="1" style="border-collapse:collapse;mso-table-layout-alt:fixed;">{rows}</table>
{line("二、施行时间", HEI)}{line("本通知自2024年6月1日起施行。")}{line("榕江县民政局", FANGSONG, "right")}{line("2024 年 5 月 20 日", FANGSONG, "right")}<!--EndFragment--></body></html>"""
