"""A PDF with text: paragraphs again, tables again, and nothing that is covered or only white."""

import pytest
import typst

from gongkai.pages.importing.blocks import Unreadable
from gongkai.pages.importing.turning import turn

PAPER = """
#set page(paper: "a4", margin: (x: 28mm, y: 37mm), numbering: "- 1 -")
#set text(font: "Noto Serif CJK SC", size: 16pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), leading: 14pt, justify: true)
#align(center, text(size: 34pt, fill: red, weight: "bold")[榕江县民政局文件])
#align(center)[榕民发〔2024〕5号]
#line(length: 100%, stroke: red)
#align(center, text(size: 22pt, weight: "bold")[榕江县民政局关于做好2024年特困人员认定\\ 工作的通知])
#par(first-line-indent: 0pt)[各乡镇人民政府：]

%s

#text(weight: "bold")[一、总体要求]

#table(columns: 3, table.cell(rowspan: 2)[乡镇], table.cell(colspan: 2)[户数], [城市], [农村], [古州镇], [12], [340])

本通知自2024年6月1日起施行。#text(fill: white)[内部意见] 联系人身份证号：#box[密码本第七页#place(top + left, rect(width: 120pt, height: 20pt, fill: black))]

#pagebreak()
%s

#align(right)[榕江县民政局 #h(2em)]
#align(right)[2024年5月20日 #h(1em)]
"""
LONG = "各乡镇要全面排查，建立台账，动态管理，及时上报有关情况，确保工作落到实处，按时完成任务，取得实效，让群众满意，不漏一户。"


def test_lines_are_put_back_into_paragraphs_and_rules_into_tables():
    made = turn(typst.compile(PAPER.replace("%s", LONG).encode()), "通知.pdf")
    assert made.title == "榕江县民政局关于做好2024年特困人员认定工作的通知"
    assert (made.document_number, str(made.formed_on), str(made.effective_on)) == (
        "榕民发〔2024〕5号",
        "2024-05-20",
        "2024-06-01",
    )
    assert made.html.count(f"<p>{LONG}</p>") == 2
    assert "<h2>一、总体要求</h2><table><thead>" in made.html
    assert '<th scope="col" rowspan="2">乡镇</th><th scope="colgroup" colspan="2">户数</th>' in made.html
    assert made.html.endswith('<p class="signature">榕江县民政局</p><p class="signature">2024年5月20日</p>')
    assert "- 1 -" not in made.html and "内部意见" not in made.html and "密码本" not in made.html and "■" in made.html
    assert "1 处白色的文字、1 处遮盖物下面的文字" in made.notes[0]


def test_a_page_without_text_is_refused_with_advice():
    with pytest.raises(Unreadable, match=r"扫描件.*附件"):
        turn(typst.compile(b"#rect(width: 50pt, height: 50pt)"), "扫描.pdf")
