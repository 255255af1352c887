"""Which key seals what, and sealing everything anew under the current key.

Walks every model that has sealed fields. A row is written only while it still holds what was read, so people may go on
working; what is already under the current key is passed over, so a run that was stopped is simply started again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Q, TextField, Value

from gongkai.sealing.blind import BlindIndexField, blind_index
from gongkai.sealing.fields import SealedField
from gongkai.sealing.seal import SEALED, BrokenSeal, prefix_in_use, seal, unseal

BATCH = 200
Progress = Callable[[str, int, int], None]  # model, rows done, rows there are


@dataclass
class Census:
    """Values by the mark and key they carry ("s1:k2"), and a sentence for each that does not open."""

    by_key: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    stale_indexes: int = 0


@dataclass
class Rotation:
    resealed: int = 0
    passed_over: int = 0  # changed by somebody between reading and writing; the next run finds them
    reindexed: int = 0
    broken: list[str] = field(default_factory=list)


def sealed_models() -> Iterator[tuple[type[models.Model], list[SealedField]]]:
    """Each concrete model that has sealed fields of its own."""
    for model in apps.get_models():
        own = [f for f in model._meta.local_fields if isinstance(f, SealedField)]
        if own and model._meta.managed and not model._meta.proxy:
            yield model, own


def census(progress: Progress = lambda *_done: None) -> Census:
    """Open every sealed value there is. Changes nothing."""
    found = Census()
    for model, fields in sealed_models():
        for pk, raw in _rows(model, fields, _filled(fields), progress):
            for sealed, value in zip(fields, raw, strict=True):
                if value:
                    match = SEALED.fullmatch(value)
                    found.by_key[f"{match[1]}:{match[2]}" if match else ""] += 1
                    _tried(found.broken, sealed, pk, value)
        found.stale_indexes += sum(1 for _row in _stale(model))
    return found


def rotate(progress: Progress = lambda *_done: None) -> Rotation:
    """Seal anew what is not under the current key and cipher, and bring blind indexes up to date."""
    done, prefix = Rotation(), prefix_in_use()
    for model, fields in sealed_models():
        due = Q()
        for sealed in fields:
            due |= ~Q(**{f"raw_{sealed.name}": ""}) & ~Q(**{f"raw_{sealed.name}__startswith": prefix})
        batch: list[tuple[object, tuple[str | None, ...]]] = []
        for row in _rows(model, fields, due, progress):
            batch.append(row)
            if len(batch) == BATCH:
                _write(model, fields, batch, prefix, done)
                batch = []
        _write(model, fields, batch, prefix, done)
        for pk, values in _stale(model):
            done.reindexed += model._base_manager.filter(pk=pk).update(**values)
    return done


def _write(model, fields: list[SealedField], rows, prefix: str, done: Rotation) -> None:
    with transaction.atomic():
        for pk, raw in rows:
            fresh, seen = {}, {}
            for sealed, value in zip(fields, raw, strict=True):
                if not value or value.startswith(prefix):
                    continue
                text = _tried(done.broken, sealed, pk, value)
                if text is not None:
                    fresh[sealed.name] = Value(seal(text, column=sealed.column_name), output_field=TextField())
                    seen[f"raw_{sealed.name}"] = value
            if fresh:
                changed = _raw(model, fields).filter(pk=pk, **seen).update(**fresh)
                done.resealed += len(fresh) if changed else 0
                done.passed_over += 0 if changed else len(fresh)


def _tried(broken: list[str], sealed: SealedField, pk, value: str) -> str | None:
    try:
        return unseal(value, column=sealed.column_name)
    except BrokenSeal as problem:
        broken.append(f"{sealed.model._meta.label} #{pk}：{problem}")
        return None


def _raw(model, fields: Sequence[models.Field]):
    """Rows with `raw_<field>`, the text as the database has it. The base manager sees rows that others hide."""
    raw = {f"raw_{sealed.name}": ExpressionWrapper(F(sealed.name), output_field=TextField()) for sealed in fields}
    return model._base_manager.annotate(**raw)


def _filled(fields: list[SealedField]) -> Q:
    wanted = Q()
    for sealed in fields:
        wanted |= ~Q(**{f"raw_{sealed.name}": ""})
    return wanted


def _rows(model, fields: list[SealedField], wanted: Q, progress: Progress) -> Iterator[tuple]:
    """(primary key, raw values), in order of key, a batch a query: no cursor stays open while rows are written."""
    names, label = [f"raw_{sealed.name}" for sealed in fields], str(model._meta.verbose_name)
    rows = _raw(model, fields).filter(wanted).order_by("pk").values_list("pk", *names)
    total, done, last = rows.count(), 0, None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:BATCH]):
        for pk, *raw in batch:
            yield pk, tuple(raw)
        done, last = done + len(batch), batch[-1][0]
        progress(label, done, max(total, done))


def _stale(model) -> Iterator[tuple[object, dict[str, str]]]:
    """Rows whose blind indexes are not what their values give, with what they should be. What does not open is left."""
    indexes = [f for f in model._meta.local_fields if isinstance(f, BlindIndexField)]
    if not indexes:
        return
    sources = [model._meta.get_field(index.source) for index in indexes]
    kept = [index.attname for index in indexes]
    rows = _raw(model, sources).order_by("pk").values_list("pk", *kept, *(f"raw_{f.name}" for f in sources))
    last = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:BATCH]):
        for pk, *values in batch:
            wrong = {}
            for index, source, old, raw in zip(indexes, sources, values, values[len(indexes) :], strict=False):
                try:
                    plain = unseal(raw, column=source.column_name) if raw and isinstance(source, SealedField) else raw
                except BrokenSeal:
                    continue
                if (new := blind_index(plain or "", index.purpose)) != old:
                    wrong[index.attname] = new
            if wrong:
                yield pk, wrong
        last = batch[-1][0]
