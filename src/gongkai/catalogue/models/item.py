"""政府信息（一条）: one disclosed piece of information, its drafts and its public state.

The row is what the public sees; drafts live in Wagtail revisions. Some columns are not content but record (index number,
serial, dates of publication, withdrawal): a revision never overwrites them. See docs/decisions/0004-items-are-not-pages.md.
"""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from gongkai.catalogue import numbering, previews
from gongkai.catalogue.models.heading import home_of
from gongkai.catalogue.vocabulary import (
    GENRES,
    SUBJECTS,
    Openness,
    StatClass,
    Validity,
    WithdrawalReason,
    choices,
)
from gongkai.clearance import queries as clearance
from gongkai.pages import html


class NotCleared(Exception):
    """This exact content has not been cleared by somebody other than its author (Art. 17)."""


class DisclosureItem(DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    # Of the object, not of the row: the hash with which the last look let it pass (`catalogue.exits`).
    cleared_content = ""

    # Where it stands
    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="items")
    heading = models.ForeignKey(
        "catalogue.Heading", verbose_name=_("栏目"), on_delete=models.PROTECT, related_name="items"
    )

    # What it says: the cleared content
    title = models.CharField(_("标题"), max_length=255)
    document_number = models.CharField(
        _("文号"), max_length=80, blank=True, help_text=_("如 榕民发〔2019〕12号；没有文号的留空")
    )
    issuing_organ = models.CharField(
        _("发布机构"), max_length=200, blank=True, help_text=_("联合发文时牵头机关写在最前")
    )
    source = models.CharField(_("信息来源"), max_length=100, blank=True)
    basis = models.CharField(_("公开依据"), max_length=300, blank=True)
    formed_on = models.DateField(
        _("成文（生成）日期"), help_text=_("20 个工作日的公开时限从这一天起算（条例第二十六条）")
    )
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    summary = models.TextField(
        _("内容概述"), blank=True, max_length=500, help_text=_("目录必备项目（条例第十二条），一般不超过 300 字")
    )
    keywords = models.CharField(_("主题词"), max_length=200, blank=True)
    body = RichTextField(_("正文"), blank=True)
    openness = models.CharField(_("公开属性"), max_length=16, choices=Openness, default=Openness.PROACTIVE)
    openness_ground = models.CharField(_("不主动公开的依据和理由"), max_length=300, blank=True)
    interprets = models.ForeignKey(
        "self",
        verbose_name=_("解读的文件"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="interpretations",
    )

    # How it is sorted
    genre = models.CharField(_("体裁"), max_length=20, choices=choices(GENRES), default="其他")
    subject = models.CharField(_("主题分类"), max_length=20, choices=choices(SUBJECTS), blank=True)
    stat_class = models.CharField(_("统计类别"), max_length=20, choices=StatClass, default=StatClass.NEWS)
    audience = models.JSONField(_("服务对象"), default=list, blank=True)
    interpretation_waived = models.CharField(
        _("无需解读的理由"), max_length=200, blank=True, help_text=_("填写后不再提醒缺少解读")
    )

    # The record: written by actions only
    index_number = models.CharField(
        _("索引号"), max_length=64, unique=True, blank=True, help_text=_("保存时自动编号，不重复、不再用")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("撰写人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    validity = models.CharField(
        _("有效性"), max_length=10, choices=Validity, blank=True, default=Validity.NOT_APPLICABLE
    )
    validity_changed_on = models.DateField(_("有效性变更日期"), null=True, blank=True, editable=False)
    validity_note = models.CharField(_("有效性说明"), max_length=200, blank=True, editable=False)
    published_at = models.DateTimeField(_("发布时间"), null=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    year = models.PositiveSmallIntegerField(_("年份"), null=True, editable=False)
    seq = models.PositiveIntegerField(null=True, editable=False)  # place in its heading, in order of first publication
    withdrawn_at = models.DateTimeField(_("撤下时间"), null=True, editable=False)
    withdrawal_reason = models.CharField(
        _("撤下原因"), max_length=20, choices=WithdrawalReason, blank=True, editable=False
    )
    withdrawal_note = models.CharField(_("撤下说明"), max_length=300, blank=True, editable=False)
    follow_up = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", editable=False)

    CONTENT_FIELDS = (
        "title", "document_number", "issuing_organ", "source", "basis", "formed_on", "effective_on", "summary", "keywords",
        "body", "openness", "openness_ground", "interprets_id",
    )  # fmt: skip
    RECORD_FIELDS = (
        "organ_id", "heading_id", "index_number", "author_id", "validity", "validity_changed_on", "validity_note", "published_at", "year", "scheduled_by_id",
        "seq", "withdrawn_at", "withdrawal_reason", "withdrawal_note", "follow_up_id",
    )  # fmt: skip

    class Meta:
        verbose_name = _("政府信息")
        verbose_name_plural = _("政府信息")
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["heading", "seq"], name="one_item_a_place_in_a_heading")]
        # Each public list is one walk along one of these, newest first; each ends with the key that parts equal times.
        indexes = [
            models.Index(fields=["published_at", "id"], name="item_live", condition=models.Q(live=True)),
            models.Index(fields=["organ", "published_at", "id"], name="item_organ_live", condition=models.Q(live=True)),
            models.Index(fields=["genre", "published_at", "id"], name="item_genre_live", condition=models.Q(live=True)),
            models.Index(fields=["organ", "genre", "published_at", "id"], name="item_organ_genre_live", condition=models.Q(live=True)),
            models.Index(fields=["organ", "subject", "published_at", "id"], name="item_organ_subject_live", condition=models.Q(live=True)),
            models.Index(fields=["heading", "published_at", "id"], name="item_heading_live", condition=models.Q(live=True)),
            # Most items explain nothing and are followed by nothing: without these a planner that knows it reads the whole archive
            # for those that do.
            models.Index(fields=["interprets", "published_at"], name="item_explaining", condition=models.Q(live=True, interprets__isnull=False)),
            models.Index(fields=["follow_up"], name="item_leading", condition=models.Q(follow_up__isnull=False)),
            models.Index(fields=["organ", "formed_on"], name="item_waiting", condition=models.Q(published_at__isnull=True)),
            models.Index(fields=["organ", "created_at"], name="item_organ_created"),
            models.Index(fields=["document_number"], name="item_document_number"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{home_of(self.organ.slug)}i/{self.pk}/"

    @property
    def reference(self) -> str:
        """The name of this item in clearance records, file uses and the audit trail."""
        return f"item:{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def content_hash(self) -> str:
        """SHA-256 over the content fields, the attachments and the pictures of the body: what a clearance is bound to."""
        content = {field: getattr(self, field) for field in self.CONTENT_FIELDS}
        content["attachments"] = [(attachment.title, attachment.file.sha256) for attachment in self.attachments.all()]
        content["pictures"] = [str(key) for key in html.file_keys(self.body)]
        packed = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(packed.encode()).hexdigest()

    def is_cleared(self) -> bool:
        """Cleared as it reads now; what was taken down only counts as cleared when it was cleared again after that."""
        return self.pk is not None and clearance.is_cleared(
            self.reference, self.content_hash(), since=self.withdrawn_at
        )

    def save(self, *args, **kwargs):
        """Refuses to keep an uncleared content public, whoever asks and from wherever: admin, superuser or shell."""
        self.body = html.clean(self.body)
        if not self.index_number:
            self.index_number = numbering.next_index_number(self.organ, self.formed_on)
        # Noting that a newer revision exists writes no content: the public text in the row stays as it was cleared.
        writes_content = not set(kwargs.get("update_fields") or ["*"]) <= {"latest_revision", "has_unpublished_changes"}
        if self.live and writes_content and not self.is_cleared():
            raise NotCleared(_("这份内容没有通过公开审查，不能处于公开状态（条例第十七条）：%s") % self.title)
        super().save(*args, **kwargs)

    def refresh_from_db(self, *args, **kwargs):
        """Attachments held in memory go too: else the row would be the new one and its files the old ones."""
        super().refresh_from_db(*args, **kwargs)
        self.__dict__.pop("_cluster_related_objects", None)

    def with_content_json(self, content):
        """A revision brings back content, never record."""
        restored = super().with_content_json(content)
        for field in self.RECORD_FIELDS:
            setattr(restored, field, getattr(self, field))
        return restored

    def serve_preview(self, request, mode_name):
        return previews.render(self, request)
