"""The closed lists of the catalogue's fields. The words are those clerks see above a document on any government site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Validity(models.TextChoices):
    NOT_APPLICABLE = "", _("不适用")
    IN_FORCE = "in_force", _("有效")
    REPEALED = "repealed", _("废止")
    LAPSED = "lapsed", _("失效")
    AMENDED = "amended", _("已修改")


class Openness(models.TextChoices):
    """公开属性. `不予公开` needs a ground (Arts 14-16); the rule is to disclose (Art. 5)."""

    PROACTIVE = "proactive", _("主动公开")
    ON_APPLICATION = "on_application", _("依申请公开")
    WITHHELD = "withheld", _("不予公开")


class StatClass(models.TextChoices):
    """统计类别: the three classes offices report by; finer figures come from headings and genres."""

    NEWS = "工作动态", _("工作动态")
    POLICY = "政策法规", _("政策法规")
    BUSINESS = "业务管理", _("业务管理")


class WithdrawalReason(models.TextChoices):
    EXPIRED = "expired", _("公示期或有效期届满")
    SUPERSEDED = "superseded", _("已由新的信息代替")
    ERROR = "error", _("内容有误，正在更正")
    PERSONAL_DATA = "personal_data", _("涉及个人信息，需要处理")
    SECRECY = "secrecy", _("需要重新审查")
    WRONG_ORGAN = "wrong_organ", _("不属于本机关公开范围")
    PENALTY_REVOKED = "penalty_revoked", _("行政处罚决定被依法变更、撤销、确认违法或者确认无效")


GENRES = (
    "命令", "决定", "公告", "通告", "通知", "通报", "议案", "报告", "请示", "批复", "意见", "函", "纪要", "方案", "办法", "规定",
    "解读", "办事指南", "预决算", "统计", "其他",
)  # fmt: skip
NORMATIVE_GENRES = {"决定", "公告", "通告", "通知", "意见", "办法", "规定", "方案"}
SUBJECTS = (
    "民政综合", "社会救助", "社会福利", "养老服务", "儿童福利", "婚姻登记", "殡葬管理", "社会组织", "区划地名", "基层政权", "优抚安置",
    "财政资金", "行政审批", "机构职能", "安全应急", "人事", "教育", "人力资源社会保障", "卫生健康", "农业农村", "自然资源", "市场监管",
    "综合政务",
)  # fmt: skip
AUDIENCES = ("个人", "企业", "社会组织", "机关单位")
CHANNELS = {
    "portal": _("政府网站"),
    "wechat": _("微信公众号"),
    "weibo": _("微博"),
    "board": _("信息公告栏"),
    "newsletter": _("工作简报"),
    "press": _("报刊广播电视"),
    "reading_point": _("公共查阅点"),
    "service_centre": _("政务服务中心"),
}


def choices(words) -> list[tuple[str, str]]:
    return [(word, word) for word in words]
