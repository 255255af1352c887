"""政府信息公开申请: what is asked for and how it is wanted (Art. 29), and what its events come to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications import standing
from gongkai.casework.models import Case, CaseEvent
from gongkai.sealing.fields import SealedTextField
from gongkai.statute.receipt import Channel


class WantedForm(models.TextChoices):
    """获取信息的方式 (Arts 29, 40)."""

    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子文档")
    INSPECT = "inspect", _("现场查阅、抄录")


class DeliveryWay(models.TextChoices):
    """获取信息的途径."""

    POST = "post", _("邮寄")
    EMAIL = "email", _("电子邮件")
    ONLINE = "online", _("网上查询页面下载")
    PICK_UP = "pick_up", _("自行领取、当场阅读")
    FAX = "fax", _("传真")


OPEN = models.Q(is_open=True)


class Application(Case):
    """`content` is the description of the information as it stands now; what was first written stays in the events."""

    number = models.CharField(_("登记编号"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField(_("登记年度"))
    # The query code of who has no account: shown on the receipt, sealed here, compared in constant time.
    query_code = SealedTextField(_("查询码"))
    title = models.CharField(_("所需信息的名称、文号"), max_length=200)
    content = models.TextField(_("所需信息的特征描述"), max_length=5000)
    first_content = models.TextField(_("申请原文"), max_length=5000)
    content_digest = models.CharField(max_length=64, db_index=True, editable=False)
    wanted_form = models.CharField(
        _("获取信息的方式"), max_length=12, choices=WantedForm, default=WantedForm.ELECTRONIC
    )
    delivery_way = models.CharField(_("获取信息的途径"), max_length=12, choices=DeliveryWay, default=DeliveryWay.ONLINE)
    needs_help = models.CharField(_("需要的帮助"), max_length=200, blank=True)
    channel = models.CharField(_("申请渠道"), max_length=20, choices=[(row.value, row.label) for row in Channel])
    split_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(_("登记时间"))
    intake_token = models.CharField(max_length=64, unique=True, null=True)  # a form sent twice makes one application
    # Cached from the events; written by the casebook alone.
    arrived_on = models.DateField(_("到件日期"), null=True)
    received_on = models.DateField(_("收到申请之日"), null=True)
    day_zero = models.DateField(_("起算日"), null=True)
    bites_on = models.DateField(_("最近的期限"), null=True)
    bites = models.CharField(_("最近的期限是什么"), max_length=20, blank=True)
    awaits = models.CharField(
        _("等谁办理"), max_length=12, blank=True
    )  # confirm, extension, review, signature, service
    is_open = models.BooleanField(_("未办结"), default=True)
    is_extended = models.BooleanField(_("已延期"), default=False)
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organs.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("办理结果"), max_length=40, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    is_late = models.BooleanField(_("超期答复"), default=False)
    item = models.PositiveBigIntegerField(_("转为主动公开的信息"), null=True)

    class Meta:
        verbose_name = _("政府信息公开申请")
        verbose_name_plural = _("政府信息公开申请")
        ordering = ["-registered_at", "-pk"]
        indexes = [
            # The board walks the open ones by the clock that bites first; the register walks all of them by receipt.
            # Whether a case is open is the index's condition: asked as a bare column, it is no key to SQLite. Named again at
            # the end of the board's, with the clock, it lets the index alone answer how many there are.
            models.Index(
                fields=["organ", "bites_on", "id", "is_open", "bites"], condition=OPEN, name="application_board"
            ),
            models.Index(fields=["organ", "handler", "bites_on", "id"], condition=OPEN, name="application_mine"),
            models.Index(fields=["organ", "registered_at", "id"], name="application_register"),
            models.Index(fields=["organ", "received_on", "id"], name="application_received"),
            models.Index(fields=["organ", "closed_on"], name="application_closed"),
            models.Index(fields=["organ", "state", "bites_on", "id"], name="application_state"),
            models.Index(fields=["organ", "awaits", "bites_on", "id"], condition=OPEN, name="application_awaits"),
            models.Index(fields=["bites_on", "id"], condition=OPEN, name="application_tick"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reference(self) -> str:
        """How audit and clearance name it."""
        return f"application:{self.pk}"

    @property
    def owner(self) -> str:
        """Whose its files are, for the file gate."""
        return f"application:{self.pk}"

    @property
    def state_label(self) -> str:
        return standing.STATES.get(self.state, self.state)


class ApplicationEvent(CaseEvent):
    case = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")

    class Meta(CaseEvent.Meta):
        verbose_name = _("申请事项记录")
        verbose_name_plural = _("申请事项记录")
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="application_event_numbered_once")]
        indexes = [models.Index(fields=["event", "happened_on"], name="application_event_day")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.seq} {self.event}"
