"""The audit trail as a person reads it: names instead of accounts, words instead of codes, the office's own clock.

Titles of items are not looked up: the trail is read by people who may not read drafts.
"""

import ast
from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from gongkai.accounts.models import User
from gongkai.annual_reports.sentences import OPENING
from gongkai.audit.models import AuditEntry
from gongkai.catalogue.models import Heading
from gongkai.catalogue.vocabulary import CHANNELS, Validity, WithdrawalReason
from gongkai.organs.models import Membership, Organ, Role
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.annual_report.tables import cells
from gongkai.workbench.past import label
from gongkai.workbench.templatetags.workbench import moment
from gongkai.workbench.verbs import FACTS, SUBJECTS, VERBS

DIGEST_SHOWN = 12
WORDS_SHOWN = 120
CHOICES = {"role": Role, "roles": Role, "reason": WithdrawalReason, "part": Membership.Part}
MODELS = {
    "heading": "catalogue.Heading", "disclosureguide": "organs.DisclosureGuide", "disclosureoffice": "organs.DisclosureOffice",
    "sitefacts": "organs.SiteFacts", "leadinggroup": "organs.LeadingGroup", "unit": "organs.Unit",
}  # fmt: skip


def read(rows: list[AuditEntry], organ: Organ) -> list[AuditEntry]:
    """The same rows, each with `who`, `what`, `about` and `told` (pairs of name and words). Three queries at most."""
    known = {row.actor for row in rows} | {name for row in rows if (name := _key(row.subject, "user"))}
    known |= {row.facts["signed_by"] for row in rows if "signed_by" in row.facts}
    people = {user.get_username(): user.get_full_name() for user in User.objects.filter(username__in=known)}
    keys = [key for row in rows if (key := _key(row.subject, "heading")).isdigit()]
    headings = {
        str(pk): name for pk, name in Heading.objects.filter(organ=organ, pk__in=keys).values_list("pk", "name")
    }
    for row in rows:
        row.who = _("系统") if row.actor == "system" else people.get(row.actor) or row.actor
        row.what = VERBS.get(row.verb, row.verb)
        row.about = _about(row.subject, people, headings, organ)
        row.told = [
            (FACTS.get(name, name), people.get(value) or value if name == "signed_by" else words)
            for name, value in row.facts.items()
            if (words := _words(row, name, value))
        ]
    return rows


def _key(subject: str, kind: str) -> str:
    return subject.removeprefix(f"{kind}:") if subject.startswith(f"{kind}:") else ""


def _about(subject: str, people: dict[str, str], headings: dict[str, str], organ: Organ) -> str:
    kind, _colon, key = subject.partition(":")
    if kind == "user":
        return people.get(key) or key
    if kind == "organ":
        return organ.name if key == organ.slug else key
    if kind == "heading" and key in headings:
        return _("栏目“%s”") % headings[key]
    return f"{SUBJECTS[kind]} {key}" if kind in SUBJECTS else subject


def _words(row: AuditEntry, name: str, value) -> str:
    if name == "changed":
        return _changes(row, value)
    if isinstance(value, list | tuple):
        return "、".join(_words(row, name, one) for one in value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value is None:
        return ""
    if name == "channel":
        return str(CHANNELS.get(value, value))
    if row.verb == "item.validity_changed" and name in {"before", "to"}:
        return label(Validity, value)
    if row.verb.startswith("report.") and name in {"cell", "outline", "places", "section"}:
        return _of_report(int(row.facts.get("year", 0)), name, str(value))
    if name in CHOICES:
        return label(CHOICES[name], str(value))
    return _plain(name, value)


def _plain(name: str, value) -> str:
    words = sentences(str(value))
    if name in {"content", "of", "sha256", "signature"}:
        return words[:DIGEST_SHOWN]
    at = parse_datetime(words) if "T" in words[:11] else None
    if at is not None:
        return moment(at)
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1] + "…"


def _of_report(year: int, name: str, key: str) -> str:
    """A part, an outline or a cell of the annual report by its title on the form of that year; the key where it has none."""
    try:
        form = form_for(year)
    except NoForm:
        return key
    cell = cells(form).get(key)
    if cell is not None or name == "cell":
        return " · ".join(cell.labels) if cell else key
    outlines = form.outlines_of(year)
    if name == "outline":
        return next((str(outline.label) for outline in outlines if outline.key == key), key)
    titles = {section.key: section.title for outline in reversed(outlines) for section in outline.sections}
    return ({OPENING: _("开头")} | titles).get(key, key)


def _changes(row: AuditEntry, changed) -> str:
    """Fields by their names on the form: a list of those that changed, or each with what it was and what it is."""
    model = apps.get_model(MODELS[row.verb.partition(".")[0]]) if row.verb.partition(".")[0] in MODELS else None
    if not isinstance(changed, dict):
        return "、".join(_field(model, name) for name in changed)
    return "；".join(
        _("%(field)s由“%(before)s”改为“%(after)s”")
        % {"field": _field(model, name), "before": _value(pair[0]), "after": _value(pair[1])}
        for name, pair in changed.items()
    )


def _field(model, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else name
    except FieldDoesNotExist:
        return name


def _value(text: str) -> str:
    """A stored value as `str` gave it: lists and None come as Python writes them."""
    if text in {"None", "", "[]"}:
        return _("空")
    if text in {"True", "False"}:
        return _("是") if text == "True" else _("否")
    return sentences(text)


def sentences(text: str) -> str:
    """Several sentences which Python wrote as a list, as a reader wants them; any other text as it is."""
    if not text.startswith("["):
        return text
    try:
        parts = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
    return "、".join(str(part).rstrip("。") for part in parts) if isinstance(parts, Iterable) else text
