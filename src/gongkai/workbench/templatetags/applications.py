"""What the pages of applications need: numbers in readable groups, articles in words, the clock of a line on the board."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongkai.applications.rules import shown_code, shown_number
from gongkai.statute.decisions import decision
from gongkai.statute.wording import chinese_date
from gongkai.workbench.cases.words import AWAITS, COLOURS
from gongkai.workbench.templatetags.workbench import days_left

register = template.Library()


@register.filter
def case_number(number: str) -> str:
    """2024 0004 0015."""
    return shown_number(number)


@register.filter
def query_code(code: str) -> str:
    return shown_code(code)


@register.filter
def day(value) -> str:
    """2024年9月6日（星期五）."""
    return chinese_date(value) if value else ""


@register.filter
def short_day(value) -> str:
    """9月6日."""
    return _("%(month)d月%(day)d日") % {"month": value.month, "day": value.day} if value else ""


@register.simple_tag
def board_clock(row) -> SafeString:
    """The last day, what it is for and what is left, in words; a date nobody has fixed is called so."""
    case = row.case
    if row.left is None or not case.bites:
        return format_html('<span class="case-due__what">{}</span>', _("未定期限"))
    if row.waits:
        words = _("已过 %d 个工作日") % -row.left if row.left < 0 else days_left(row.left)
        what = _("%(what)s至%(day)s") % {"what": row.what, "day": short_day(case.bites_on)}
    else:
        words, what = days_left(row.left), _("%(what)s %(day)s") % {"what": row.what, "day": short_day(case.bites_on)}
    colour = COLOURS[row.urgency]
    tag = format_html('<span class="office-tag{}">{}</span>', f" office-tag--{colour}" if colour else "", words)
    pending = (
        format_html(' <span class="office-tag office-tag--amber">{}</span>', _("暂定")) if case.is_provisional else ""
    )
    return format_html('{}{} <span class="case-due__what">{}</span>', tag, pending, what)


@register.filter
def decision_label(code: str) -> str:
    try:
        return decision(code).label
    except LookupError:
        return code


@register.filter
def split_words(text: str) -> list[str]:
    return text.split()


@register.filter
def own_part(label: str) -> str:
    """不予公开：国家秘密 under the head 不予公开 is 国家秘密."""
    return label.partition("：")[2] or label


@register.filter
def awaits_words(code: str) -> str:
    """Which move is waited for: 待签发."""
    return str(AWAITS.get(code, ""))
