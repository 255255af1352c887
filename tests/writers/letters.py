"""Letters the tests write. All people and numbers are invented."""

from dataclasses import replace
from datetime import date

from gongkai.writers.letter import Letter, ListBlock, Paragraph, Table

SENTENCE = "您于2024年9月6日通过互联网提交的政府信息公开申请，本机关于当日收到。您申请公开“危房改造补助资金分配明细”。"
EXECUTABLE = '#panic("no") $x^2$ *b* _i_ `code` \\ \\n "quoted" @ref <label> #{1+1} // comment ${x} {{y}}'
ANSWER = Letter(
    organ="榕山县住房和城乡建设局",
    kind="政府信息公开申请答复书",
    number="榕建公开〔2024〕5号",
    addressee="陈某某",
    blocks=(
        Paragraph(SENTENCE),
        Paragraph("一、公开的内容", heading=True),
        Paragraph("（一）资金分配", heading=True),
        ListBlock(("分配表一份，共2页；", "验收记录。")),
        ListBlock(("电子数据", "纸质复印件"), numbered=False),
        Table(
            ("序号", "项目", "金额"), (("1", "梅溪镇", "12,000.50"), ("2", "城关镇", "")), (1, 4, 2), "表1　资金分配"
        ),
        Paragraph("以上信息随本答复书提供。", indent=False),
    ),
    signed_by="榕山县住房和城乡建设局",
    signed_on=date(2024, 9, 16),
    attachments=("资金分配明细表", "验收记录"),
    note="联系人：林某某，电话：0591-00000000",
    receipt_slip=True,
    qr="https://www.example.gov.cn/q/AB12CD",
)
PLAIN = Letter(
    "榕山县民政局",
    "补正告知书",
    "榕民补〔2024〕1号",
    "王某某",
    (Paragraph(SENTENCE),),
    "榕山县民政局",
    date(2024, 9, 16),
)
DRAFT = replace(PLAIN, number="", signed_on=None, is_draft=True)
# Of 通用规范汉字表, all beyond the basic plane, and all seen in names of people.
RARE_NAMES = (
    "𬱖",
    "𫖯",
    "𬭩",
    "𬭸",
    "𬬭",
    "𬬿",
    "𨱇",
    "𠅤",
    "𫍯",
    "𣗋",
    "𬘡",
    "𬒗",
    "𫄨",
    "𬶋",
    "𬴂",
    "𬜯",
    "𬳶",
    "𫘝",
    "㛃",
    "䶮",
)
