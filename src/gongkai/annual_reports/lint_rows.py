"""What the lint knows: duties and organs that moved in the reform of 2018, repealed instruments, words of older forms."""

from dataclasses import dataclass

from gongkai.statute.conventions import Mark


@dataclass(frozen=True, slots=True)
class MovedDuty:
    """A duty (职责) that organs of a kind have not had in reports on `since` and later; `until` is the last such year.

    `organ` is how the names of those organs end. Counties reformed by March 2019: a report on 2019 is after it.
    """

    organ: str
    words: tuple[str, ...]
    now: str
    since: int
    source: str
    mark: Mark = Mark.UNVERIFIED
    until: int | None = None


REFORM = "《深化党和国家机构改革方案》（2018年3月）"

# fmt: off
MOVED_DUTIES = (
    MovedDuty("民政局", ("抚恤优待", "优抚安置", "退役安置", "退伍军人安置", "退役士兵安置", "退役军人安置", "军休", "双拥"),
              "退役军人事务部门", 2019, REFORM),
    MovedDuty("民政局", ("救灾救济", "救灾", "减灾", "灾害救助"), "应急管理部门", 2019, REFORM),
    MovedDuty("民政局", ("医疗救助",), "医疗保障部门", 2019, REFORM),
    MovedDuty("民政局", ("老龄工作",), "卫生健康部门", 2019, f"{REFORM}；2023年机构改革划回民政部门", until=2022),
    MovedDuty("卫生健康局", ("老龄工作",), "民政部门", 2024, "《党和国家机构改革方案》（2023年3月）"),
    MovedDuty("人力资源和社会保障局", ("医疗保险", "生育保险"), "医疗保障部门", 2019, REFORM),
    MovedDuty("人力资源和社会保障局", ("军转安置", "军官转业安置"), "退役军人事务部门", 2019, REFORM),
    MovedDuty("发展和改革局", ("价格监督检查",), "市场监督管理部门", 2019, REFORM),
)

# Former organ, present name; in reports on 2019 and later the former one no longer acts.
OLD_ORGANS = {
    "工商局": "市场监督管理局", "质监局": "市场监督管理局", "食药监局": "市场监督管理局", "食品药品监督管理局": "市场监督管理局",
    "国土资源局": "自然资源局", "卫生计生局": "卫生健康局", "卫计局": "卫生健康局", "安监局": "应急管理局",
    "安全生产监督管理局": "应急管理局", "环境保护局": "生态环境局",
}
OLD_ORGANS_SINCE = 2019

# Words of a text that no longer holds, the last year it may be named as the basis, what holds instead.
REPEALED = (
    ("国务院令第492号", 2018, "《中华人民共和国政府信息公开条例》（国务院令第711号）自2019年5月15日起施行"),
    ("国令第492号", 2018, "《中华人民共和国政府信息公开条例》（国令第711号）自2019年5月15日起施行"),
    ("国办公开办函〔2019〕60号", 2020, "2021年度起按《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"),
    ("国办发〔2014〕32号", 2018, "统计报表已由年度报告的法定表格代替"),
    ("年度报告格式（试行）", 2020, "2021年度起的格式不再称“试行”（国办公开办函〔2021〕30号）"),
)

# Headings and phrases of the reports after the Regulations of 2007.
OLD_FORM = ("概述", "收费及减免情况", "统计报表", "政府信息公开情况统计表", "依申请公开政府信息办理情况")
OLD_FORM_UNTIL = 2018
# fmt: on
