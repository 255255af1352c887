"""栏目: where an organ's items hang, who looks after it, how often it must be fresh (Arts 19-21)."""

from functools import lru_cache

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.clearance import chains


@lru_cache(maxsize=4096)
def home_of(slug: str) -> str:
    """The address of an organ's pages. Kept, since a list names it once a row."""
    return reverse("portal:organ", args=[slug])


class Heading(models.Model):
    class Kind(models.TextChoices):
        GROUP = "group", _("分类（不直接放信息）")
        GUIDE = "guide", _("公开指南")
        REGIME = "regime", _("公开制度")
        POLICY = "policy", _("政策文件")
        INTERPRETATION = "interpretation", _("政策解读")
        ORGANISATION = "organisation", _("机构信息")
        PLAN = "plan", _("规划计划")
        STATISTICS = "statistics", _("统计信息")
        LIST = "list", _("清单")
        GUIDE_SERVICE = "guide_service", _("办事指南")
        RESULT = "result", _("办理结果")
        FINANCE = "finance", _("预决算")
        FEES = "fees", _("收费")
        PROCUREMENT = "procurement", _("采购")
        PROJECTS = "projects", _("重大项目")
        FIELD = "field", _("重点领域")
        FIELD_LEGACY = "field_legacy", _("历史栏目")
        NEWS = "news", _("工作动态")
        NOTICE = "notice", _("通知公告")
        BUSINESS = "business", _("业务管理")
        ANNUAL_REPORT = "annual_report", _("公开年报")
        REQUEST_ENTRY = "request_entry", _("依申请公开入口")

    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="headings")
    code = models.CharField(_("栏目代码"), max_length=12, help_text=_("两位一级，如 03、0310、031001"))
    parent = models.ForeignKey(
        "self", verbose_name=_("上级栏目"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    column_type = models.CharField(_("栏目类型"), max_length=20, help_text=_("写进网页的 ColumnType 标签"))
    description = models.CharField(_("栏目说明"), max_length=300)
    keywords = models.CharField(_("关键词"), max_length=200)
    article20 = models.JSONField(_("条例第二十条各项"), default=list, blank=True)
    article21 = models.JSONField(_("条例第二十一条各类"), default=list, blank=True)
    is_key_field = models.BooleanField(_("重点领域"), default=False)
    owner_unit = models.ForeignKey(
        "organs.Unit",
        verbose_name=_("责任股室"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="headings",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("责任人"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    max_days_between_updates = models.PositiveSmallIntegerField(
        _("更新周期（天）"), null=True, blank=True, help_text=_("留空表示不催更")
    )
    publish_within_working_days = models.PositiveSmallIntegerField(
        _("公开时限（工作日）"),
        default=20,
        validators=[
            MinValueValidator(1),
            MaxValueValidator(20, _("不能超过 20 个工作日（条例第二十六条）；法律、法规另有更短规定的从其规定。")),
        ],
        help_text=_("自信息形成或变更之日起；条例第二十六条为 20 个工作日"),
    )
    channels = models.JSONField(_("发布渠道"), default=list, blank=True)
    chain = models.CharField(
        _("审查流程"),
        max_length=20,
        blank=True,
        choices=[(row.code, row.label) for row in chains.CHAINS.values()],
        help_text=_("条例第十七条：审查的程序和责任由本机关确定。留空即一人审查。"),
    )
    default_stat_class = models.CharField(_("默认统计类别"), max_length=20, blank=True)
    default_genre = models.CharField(_("默认体裁"), max_length=20, blank=True)
    default_subject = models.CharField(_("默认主题"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    closed_on = models.DateField(_("归档日期"), null=True, blank=True)
    closed_note = models.CharField(_("归档说明"), max_length=300, blank=True)
    moved_to = models.ForeignKey(
        "self", verbose_name=_("转至栏目"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    # Kept by the publishing actions: a list page never counts its items.
    last_seq = models.PositiveIntegerField(default=0, editable=False)
    live_count = models.PositiveIntegerField(default=0, editable=False)
    last_disclosed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("栏目")
        verbose_name_plural = _("栏目")
        ordering = ["organ", "code"]
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="heading_code_once_in_an_organ")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{home_of(self.organ.slug)}h/{self.code}/"

    @property
    def holds_items(self) -> bool:
        return self.kind not in {self.Kind.GROUP, self.Kind.GUIDE, self.Kind.REQUEST_ENTRY}

    @property
    def review_chain(self) -> chains.Chain:
        return chains.for_heading(self.chain, self.kind)
