"""Planting and tending the heading tree. A heading with items is never removed: it is closed, or its items are moved."""

import tomllib
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.catalogue.models import Heading
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ, Unit

KEY_FIELDS = "0310"  # 重点领域 in every shipped tree
TREES = Path(__file__).resolve().parents[1] / "default_headings"
ROW_FIELDS = (
    "name", "kind", "column_type", "description", "article20", "article21", "max_days_between_updates",
    "publish_within_working_days", "channels",
)  # fmt: skip


class HeadingInUse(ValidationError):
    """The heading still holds something; the message says how much and what can be done."""


@transaction.atomic
def plant_headings(*, organ: Organ, tree: str, by) -> int:
    """Give an organ the default headings of one of the shipped trees; headings it has already stay as they are.

    Answers how many were added. `tree` is a file name under default_headings, without its ending.
    """
    organs.require_installer(by, organ)
    rows = tomllib.loads((TREES / f"{tree}.toml").read_text(encoding="utf-8"))["heading"]
    units = {unit.name: unit for unit in Unit.objects.filter(organ=organ)}
    present = {heading.code: heading for heading in Heading.objects.filter(organ=organ)}
    added = 0
    for position, row in enumerate(sorted(rows, key=lambda row: row["code"])):
        code = row["code"]
        if code in present:
            continue
        present[code] = Heading.objects.create(
            organ=organ, code=code, position=position, parent=present.get(code[:-2]),
            owner_unit=units.get(row.get("owner_unit", "")),
            default_stat_class=row.get("stat_class", ""), default_genre=row.get("genre", ""),
            default_subject=row.get("subject", ""), is_key_field=code.startswith(KEY_FIELDS) and len(code) > len(KEY_FIELDS),
            **{field: row[field] for field in ROW_FIELDS if field in row},
            keywords="，".join(row["keywords"]),
        )  # fmt: skip
        added += 1
    audit.record(
        verb="headings.planted", by=by, organ=organ.slug, subject=f"organ:{organ.slug}", tree=tree, added=added
    )
    return added


@transaction.atomic
def add_heading(*, organ: Organ, parent: Heading | None, code: str, name: str, kind: str, by, **fields) -> Heading:
    organs.require(by, rules.MANAGE_CATALOGUE, organ)
    if parent is not None and (not code.startswith(parent.code) or len(code) != len(parent.code) + 2):
        raise ValidationError(_("栏目代码应为上级代码 %s 加两位数字。") % parent.code)
    heading = Heading(
        organ=organ, parent=parent, code=code, name=name, kind=kind,
        **{"column_type": "政策文件", "description": name, "keywords": name, **fields},
    )  # fmt: skip
    heading.full_clean()
    heading.save()
    audit.record(verb="heading.added", by=by, organ=organ.slug, subject=f"heading:{heading.pk}", code=code, name=name)
    return heading


@transaction.atomic
def edit_heading(*, heading: Heading, by, **fields) -> Heading:
    organs.require(by, rules.MANAGE_CATALOGUE, heading.organ)
    before = {field: str(getattr(heading, field)) for field in fields}
    for field, value in fields.items():
        setattr(heading, field, value)
    heading.full_clean()
    heading.save()
    changed = {field: [before[field], str(getattr(heading, field))] for field in fields}
    audit.record(
        verb="heading.edited", by=by, organ=heading.organ.slug, subject=f"heading:{heading.pk}",
        changed={field: pair for field, pair in changed.items() if pair[0] != pair[1]},
    )  # fmt: skip
    return heading


@transaction.atomic
def close_heading(*, heading: Heading, on: date, by, note: str = "", moved_to: Heading | None = None) -> Heading:
    """归档: no new items; what is there stays readable under its address with an archive mark."""
    organs.require(by, rules.MANAGE_CATALOGUE, heading.organ)
    heading.closed_on, heading.closed_note, heading.moved_to = on, note, moved_to
    heading.save(update_fields=["closed_on", "closed_note", "moved_to"])
    audit.record(verb="heading.closed", by=by, organ=heading.organ.slug, subject=f"heading:{heading.pk}", on=on)
    return heading


@transaction.atomic
def remove_heading(*, heading: Heading, by) -> None:
    """Remove an empty heading. Raises HeadingInUse when anything hangs on it, drafts and withdrawn items included."""
    organs.require(by, rules.MANAGE_CATALOGUE, heading.organ)
    items, children = heading.items.count(), heading.children.count()
    if items or children:
        raise HeadingInUse(
            _(
                "“%(name)s”下还有 %(items)d 条信息、%(children)d 个下级栏目，没有删除，什么都没有改动。可以把信息移到其他栏目，或将栏目归档（内容继续可查）。"
            )
            % {"name": heading.name, "items": items, "children": children}
        )
    audit.record(
        verb="heading.removed", by=by, organ=heading.organ.slug, subject=f"heading:{heading.pk}", code=heading.code
    )
    heading.delete()
