"""行政机关. The tree is province → prefecture → county → its departments and townships."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organ(models.Model):
    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        PREFECTURE = "prefecture", _("市（州）级")
        COUNTY = "county", _("县级")
        TOWNSHIP = "township", _("乡镇（街道）")

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("人民政府")
        DEPARTMENT = "department", _("政府部门")

    slug = models.SlugField(_("代号"), unique=True, max_length=60, help_text=_("出现在网址里，一经使用不再更改"))
    name = models.CharField(_("全称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40)
    parent = models.ForeignKey(
        "self", verbose_name=_("上级机关"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    # The slugs from the root down, each followed by "/": the organs below one are those whose lineage starts with its own.
    lineage = models.CharField(max_length=400, editable=False, db_index=True)
    level = models.CharField(_("层级"), max_length=12, choices=Level)
    kind = models.CharField(_("类别"), max_length=12, choices=Kind)
    region_code = models.CharField(_("行政区划代码"), max_length=12, validators=[RegexValidator(r"^\d{6}(\d{3})?$")])
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    org_code = models.CharField(_("组织机构代码"), max_length=10, blank=True)
    index_template = models.CharField(
        _("索引号规则"),
        max_length=100,
        default="{uscc}/{year}-{serial:05d}",
        help_text=_("可用：{uscc} {orgcode} {region} {year} {serial:5位流水号，写作 serial:05d}"),
    )
    functions = models.TextField(_("机关职能"), blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_open = models.BooleanField(_("启用子站"), default=True)

    class Meta:
        verbose_name = _("机关")
        verbose_name_plural = _("机关")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.lineage = (self.parent.lineage if self.parent else "") + self.slug + "/"
        super().save(*args, **kwargs)

    def is_above(self, other: "Organ") -> bool:
        """True when `other` is below this organ in the tree (an organ is not above itself)."""
        return other.lineage != self.lineage and other.lineage.startswith(self.lineage)
