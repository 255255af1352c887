"""What may be posted of which list: the kinds of lists, and what becomes of a column by the words of its head. Data.

Interim Measures for Social Assistance Art. 11, 16, 18, 48, 61: the applicant's name, the size of the household, the kind
and the amount are posted, everything else about the family is kept secret. Orphans' lists have no posting at all. Which
columns exactly is necessity (PIPL 6, 28), for the county to confirm: these are proposals a person looks at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ListKind:
    """`posted` says what may be shown; `shows_names`: people are named, minors apart. `refused`: why there is no list."""

    code: str
    label: str
    words: str  # a pattern for title, sheet, file and heads
    posted: str
    shows_names: bool = False
    refused: str = ""


OTHER = "other"
KINDS = {
    kind.code: kind
    for kind in (
        ListKind(
            "children", "孤儿、事实无人抚养儿童", r"孤儿|事实无人抚养|(?:困境|留守|流浪|残疾)儿童|弃[婴儿]", "",
            refused="孤儿和事实无人抚养儿童不设公示环节，姓名和任何线索都不公开；只公布政策、标准、总人数和总金额（个人信息保护法第二十八条、未成年人保护法）",
        ),
        ListKind(
            "marriage", "婚姻、收养登记", r"(?:婚姻|结婚|离婚|收养)登记|(?:结婚|离婚|收养)(?:人员)?名[单册]", "",
            refused="婚姻、收养登记资料按专门规定查询，不做公示名单（条例第三十六条第七项）",
        ),
        ListKind(
            "allowance", "最低生活保障（低保）", r"低保|最低生活保障", "只公示申请人姓名、家庭人口数、保障类型和金额（社会救助暂行办法第十一条）", True,
        ),
        ListKind(
            "destitute", "特困人员救助供养", r"特困|五保", "只公示姓名、供养方式和金额，生活自理能力评估结果不公示（社会救助暂行办法第十六条、第十八条）", True,
        ),
        ListKind(
            "temporary", "临时救助", r"临时救助|急难救助", "只公示申请人姓名、救助类型和金额，困难的具体原因不公示（社会救助暂行办法第四十八条）", True,
        ),
        ListKind(
            OTHER, "其他名单", r"", "规定要公示才公示，只写规定要写的项目；没有规定的，姓名也不写全（个人信息保护法第六条）",
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class HeadRule:
    """The first whose words stand in a head holds: how the column is shown, which other ways are offered, and why."""

    words: str
    way: str
    others: tuple[str, ...]
    why: str = ""


# Heads that tell a number of people or an amount of money, though they also name something sensitive.
_FIGURES = r"(?!.*(?:人数|人口|户数|数量|数$|金额|补贴|补助|津贴|标准|元))"
REMARKS = re.compile(r"备注|说明|情况")
APPLICANT = "applicant"  # a way that depends on the kind of list
RULES = (
    HeadRule(r"身份证|证件号|公民身份|残疾人?证|低保证|证号|证书号|护照|社保号|医保号|户口[本簿]|户号|学籍号", "drop", ("id",), "证件号码不公示"),
    HeadRule(r"银行|账号|帐号|账户|帐户|卡号|开户|存折|一卡通", "drop", ("card",), "银行账号不公示"),
    HeadRule(rf"{_FIGURES}(?:病|诊断|健康|身体状况|残疾|残情|伤残|失能|自理能力|评估|精神|怀孕)", "drop", (), "病情、残疾和自理能力不公示"),
    HeadRule(rf"{_FIGURES}(?:致[贫困]|困难|事由|救助原因|享受原因|主要原因|申请(?:理由|原因)|救助(?:情形|理由))", "drop", (), "困难的具体原因不公示"),
    HeadRule(r"收入|财产|存款|资产|家庭支出", "drop", (), "家庭收入和财产不公示"),
    HeadRule(r"民族|宗教|婚姻|文化程度|学历|政治面貌|学校|班级|年级|就读", "drop", (), "家庭情况不公示"),
    HeadRule(rf"{_FIGURES}(?:儿童|子女|孩子|学生|孤儿|幼儿|未成年)", "drop", ("name",), "未成年人的姓名和情况不公示"),
    HeadRule(
        r"监护人|抚养人|赡养|代理人|代领|家长|配偶|父亲|母亲|丈夫|妻子|与.{1,6}关系|^关系$|(?:家庭|共同生活)?(?:的)?(?:家庭)?成员(?!.{0,2}(?:数|人口|个数))",
        "drop", ("name",), "家庭成员不公示",
    ),
    HeadRule(r"经办|联系人|填表|审核人|包保|帮扶.{0,2}人|干部|调查人|责任人|负责人|法定代表人", "drop", ("name", "keep"), "经办人不必写进名单"),
    HeadRule(r"电话|手机|联系方式|联系号", "drop", ("phone",), "电话不公示"),
    HeadRule(r"邮箱|电子邮件|e-?mail|微信|QQ", "drop", ("email",), "联系方式不公示"),
    HeadRule(r"住址|地址|住所|居住|户籍(?:所在)?地|家庭所在|现住|村组", "village", ("township",), "地址只写到村（社区）"),
    HeadRule(r"^(?:村民|居民)?(?:小)?组(?:别|名)?$|村民小组|居民小组|门牌|栋号|房号|楼栋|自然寨|^[寨屯]$", "drop", (), "地址只写到村（社区）"),
    HeadRule(r"出生|生日", "drop", ("year",), "出生日期不公示"),
    HeadRule(r"年\s*龄|周岁", "band", ("drop",), "年龄只写年龄段"),
    HeadRule(r"车牌|号牌", "plate", ("drop",), "车牌号遮住中间"),
    HeadRule(
        r"姓名|名字|^(?:户主|本人|申请人|领[取款]人|收款人|受益人|被救助人|持证人|人员|对象)$|(?:低保|救助|保障|特困|供养|享受|补贴|补助|发放|公示|受助)(?:供养)?(?:对象|人员|人|户主?)$|户主|申请人|人员名单",
        APPLICANT, ("grown", "name"),
    ),
    HeadRule(REMARKS.pattern, "drop", ("keep",), "备注里常有病情、家庭情况，要用请先核对"),
)  # fmt: skip
PLAIN = re.compile(
    r"序号|编号|成员数|村|社区|乡镇|镇|街道|县|地区|人口|人数|户数|金额|标准|类别|类型|方式|档次|时间|日期|月份|月数|年度|单位|项目|小计|合计|数量|性别|期数|期限|名次|成绩|岗位|职务|补贴|补助|津贴|保障金|救助金|结果"
)
# What a column of categories may not say of somebody; the name of an allowance (大病救助, 残疾人护理补贴) is no such word.
PRIVATE_WORDS = re.compile(
    r"(?:残疾|重残|[一二三四1-4]级残|重病|大病|患者|病人|精神|智力|失能|瘫痪|癌|肿瘤|艾滋|尿毒|刑满|服刑|吸毒|戒毒)(?!.*(?:救助|补贴|补助|津贴|保障|保险|供养))"
)
PLACES = re.compile(r"村|社区|乡|镇|街道|地")
OPEN_WAYS = ("keep", "drop", "name", "village", "township", "cover")  # offered for a column no rule holds for


@dataclass(frozen=True)
class Ruled:
    """What the rules say of a head. `is_known` is false for heads no rule and no plain word fits: a person looks."""

    way: str
    ways: tuple[str, ...]
    why: str = ""
    is_known: bool = True


def ruled(head: str, kind: str) -> Ruled:
    """The way a column with this head is shown in a list of this kind, and all ways that are offered for it."""
    bare = re.sub(r"[\s*:：]+", "", head)
    for rule in RULES:
        if re.search(rule.words, bare, re.IGNORECASE):
            way = ("grown" if KINDS[kind].shows_names else "name") if rule.way == APPLICANT else rule.way
            return Ruled(way, tuple(dict.fromkeys([way, *rule.others, "drop"])), rule.why)
    if not PLAIN.search(bare):
        return Ruled("keep", OPEN_WAYS, "", is_known=False)
    return Ruled("keep", ("keep", "drop", "village", "township") if PLACES.search(bare) else ("keep", "drop"))


def kind_of_list(words: Iterable[str]) -> str:
    """The kind that these words (title, sheet, file, heads) name first. A list that may not be is named before all."""
    said = "\n".join(words)
    return next(code for code, kind in KINDS.items() if re.search(kind.words, said))
