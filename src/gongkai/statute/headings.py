"""What each organ must publish of itself (主动公开的内容): Articles 19 to 21 as rows.

Article 19 gives the test, Article 20 the fifteen classes of every organ, Article 21 what cities, counties and their
departments, and what townships, publish besides. The codes `20-1` to `20-15` are fixed and may be stored.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.instruments import cite


class Level(StrEnum):
    """Whom a class binds, in the words of Article 21."""

    EVERY_ORGAN = "各级行政机关"
    CITY_OR_COUNTY = "设区的市级、县级人民政府及其部门"
    TOWNSHIP = "乡（镇）人民政府"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the three tests of Article 19; meeting any one of them is enough."""

    code: str
    wording: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A class of information (类别): `wording` quotes the Regulations briefly."""

    code: str
    wording: str
    article: str
    level: Level

    @property
    def citation(self) -> str:
        return cite("2019", self.article)


CRITERIA = (
    Criterion("19-1", "涉及公众利益调整"),
    Criterion("19-2", "需要公众广泛知晓"),
    Criterion("19-3", "需要公众参与决策"),
)

_ARTICLE_20 = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "实施行政处罚、行政强制的依据、条件、程序以及有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)
_ARTICLE_21_COUNTY = ("市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助")
_ARTICLE_21_TOWNSHIP = (
    "贯彻落实农业农村政策",
    "农田水利工程建设运营",
    "农村土地承包经营权流转",
    "宅基地使用情况审核",
    "土地征收",
    "房屋征收",
    "筹资筹劳",
    "社会救助",
)

HEADINGS = (
    *(Heading(f"20-{n}", text, f"20({n})", Level.EVERY_ORGAN) for n, text in enumerate(_ARTICLE_20, 1)),
    *(Heading(f"21-{n}", text, "21", Level.CITY_OR_COUNTY) for n, text in enumerate(_ARTICLE_21_COUNTY, 1)),
    *(Heading(f"21-T{n}", text, "21", Level.TOWNSHIP) for n, text in enumerate(_ARTICLE_21_TOWNSHIP, 1)),
)


def heading(code: str) -> Heading:
    """The class with this code. LookupError names the codes there are."""
    for row in HEADINGS:
        if row.code == code:
            return row
    raise LookupError(f"没有编号为“{code}”的公开类别（应为20-1至20-15、21-1至21-7或21-T1至21-T8）")


def headings_of(level: Level) -> tuple[Heading, ...]:
    """Everything an organ of this level publishes: the fifteen classes of Article 20, then its own of Article 21."""
    return tuple(row for row in HEADINGS if row.level in {Level.EVERY_ORGAN, level})
