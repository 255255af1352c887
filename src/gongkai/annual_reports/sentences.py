"""Sentences offered to the writer: only those whose numbers come from the records. The rest is the office's to say.

They are offered by key, so that a sentence still standing in the text can be compared with today's numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.annual_reports import sentence_sources, sentences_more
from gongkai.annual_reports.history import YearBefore
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.value import CompiledReport
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.organs.models import DisclosureOffice, Organ
from gongkai.statute.annual_report.shape import Outline

OPENING = "opening"  # the words before section one; not a section of any outline


@dataclass(frozen=True, slots=True)
class Sentence:
    """`section` is where it is offered; `topic` the topic of section one it speaks of, if any.

    An optional one is there to be picked; a new report does not begin with it.
    """

    key: str
    section: str
    text: str
    topic: str = ""
    optional: bool = False


def offered(
    organ: Organ, compiled: CompiledReport, outline: Outline, before: YearBefore | None = None
) -> list[Sentence]:
    """All sentences for this report, in the order of its sections; compared with the year before where it is given."""
    found = [*_opening(organ, compiled, outline)]
    proactive = _proactive(compiled)
    applications = [_applications(compiled)]
    if outline.topics:
        # The form gives sections two to four to the tables; the words go under the topics of section one.
        found += [_under(sentence, "主动公开") for sentence in proactive]
        found += [_under(sentence, "依申请公开") for sentence in applications]
        found.append(_under(replace(_remedies(compiled), optional=True), "依申请公开"))
    else:
        found += [*proactive, *applications, _remedies(compiled)]
    for topic, sentence in _to_pick(organ, compiled, before):
        found.append(_under(sentence, topic) if outline.topics else sentence)
    for key, topic, text in sentence_sources.offered(organ, compiled.year):
        found.append(Sentence(key, "overview", text, topic if topic in outline.topics else ""))
    where = "other_matters" if any(s.key == "other_matters" for s in outline.sections) else "applications"
    if compiled.fees or not compiled.form.table_two:
        found.append(Sentence("fees", where, _fees(compiled)))
    return found


def first_text(outline: Outline, section: str, sentences: list[Sentence]) -> str:
    """What a section holds before anybody has written: its sentences, under the topics where the form names them."""
    own = [sentence for sentence in sentences if sentence.section == section and not sentence.optional]
    if section != "overview" or not outline.topics:
        return "\n".join(sentence.text for sentence in own)
    lines = []
    for place, topic in enumerate(outline.topics):
        lines.append(f"（{'一二三四五'[place]}）{topic}")
        lines += [sentence.text for sentence in own if sentence.topic == topic]
    return "\n".join(lines)


def _to_pick(organ: Organ, compiled: CompiledReport, before: YearBefore | None) -> Iterator[tuple[str, Sentence]]:
    """Topic of section one, and a sentence nobody has to use."""
    for key, section, topic, text in sentences_more.rows(organ, compiled, before):
        yield topic, Sentence(key, section, text, optional=True)


def _under(sentence: Sentence, topic: str) -> Sentence:
    return replace(sentence, section="overview", topic=topic)


def _opening(organ: Organ, compiled: CompiledReport, outline: Outline):
    year = compiled.year
    basis = _("《中华人民共和国政府信息公开条例》")
    if compiled.form.issued_by:
        basis += _("和政府信息公开工作年度报告格式（%s）") % compiled.form.issued_by
    first = _("根据%(basis)s，现公布%(organ)s%(year)d年政府信息公开工作年度报告。") % {
        "basis": basis, "organ": organ.name, "year": year,
    }  # fmt: skip
    period = _("本报告由%(parts)s%(count)s部分组成，所列数据的统计期限自%(year)d年1月1日起至%(end)s止。") % {
        "parts": "".join(f"“{section.title}”" for section in outline.sections),
        "count": "零一二三四五六"[len(outline.sections)],
        "year": year,
        "end": date_format(compiled.as_of, "Y年n月j日"),
    }
    yield Sentence("opening.basis", OPENING, first + period)
    office = DisclosureOffice.objects.filter(organ=organ).first()
    if office is not None:
        yield Sentence(
            "opening.contact", OPENING,
            _("对本报告如有疑问，请与%(name)s联系（地址：%(address)s；邮政编码：%(postcode)s；电话：%(telephone)s；电子邮箱：%(email)s）。")
            % {
                "name": office.name, "address": office.address, "postcode": office.postcode,
                "telephone": office.telephone, "email": office.email,
            },
        )  # fmt: skip


def _proactive(compiled: CompiledReport) -> list[Sentence]:
    counts, year = compiled.counts, compiled.year
    if counts.total == 0:
        return [Sentence("proactive.total", "proactive", _("%d年没有新增主动公开的政府信息。") % year)]
    kinds = pgettext("between clauses", "，").join(
        _("%(name)s%(number)d条") % {"name": name, "number": n} for name, n in counts.categories.items() if n
    )
    found = [
        Sentence(
            "proactive.total", "proactive",
            _("%(year)d年共主动公开政府信息%(total)d条，其中：%(kinds)s。")
            % {"year": year, "total": counts.total, "kinds": kinds},
        )
    ]  # fmt: skip
    if fields := counts.key_fields:
        named = "、".join(_("%(name)s%(number)d条") % {"name": f.name, "number": f.count} for f in fields)
        found.append(
            Sentence(
                "proactive.key_fields", "proactive",
                _("按栏目统计，重点领域信息%(total)d条：%(named)s。")
                % {"total": sum(field.count for field in fields), "named": named},
            )
        )  # fmt: skip
    found.append(Sentence("proactive.channels", "proactive", _channels(compiled)))
    if documents := _documents(compiled):
        found.append(Sentence("proactive.documents", "proactive", documents))
    return found


def _channels(compiled: CompiledReport) -> str:
    by_channel = compiled.counts.by_channel
    text = _("经政府网站公开%d条") % by_channel.get("portal", 0)
    others = [
        _("%(channel)s%(number)d条") % {"channel": CHANNELS.get(channel, channel), "number": n}
        for channel, n in by_channel.items()
        if channel != "portal"
    ]
    return text + (_("，同时通过其他渠道发布：%s。") % "、".join(others) if others else "。")


def _documents(compiled: CompiledReport) -> str:
    row = compiled.tables.table_two.get("art20_1", {}).get("normative_document", {})
    if not any(row.values()):
        return ""
    if "made" in row:
        return _("新制作规范性文件%(made)s件，新公开%(disclosed)s件，对外公开总数%(disclosed_total)s件。") % row
    return _("制发行政规范性文件%(issued)s件，废止%(repealed)s件，现行有效%(in_force)s件。") % row


def _applications(compiled: CompiledReport) -> Sentence:
    numbers, year = compiled.applications, compiled.year
    if not any(numbers.values()):
        text = _("%d年未收到政府信息公开申请，没有上年结转和结转下年度办理的申请，也没有不予公开的情况。") % year
    else:
        text = _(
            "%(year)d年新收政府信息公开申请%(new_received)s件，上年结转%(carried_in)s件，办结%(processed)s件，结转下年度继续办理%(carried_out)s件。"
        ) % {"year": year, **numbers}
    return Sentence("applications.numbers", "applications", text)


def _remedies(compiled: CompiledReport) -> Sentence:
    numbers, year = compiled.remedies, compiled.year
    if not any(numbers.values()):
        text = _("%d年没有因政府信息公开申请行政复议、提起行政诉讼的情况。") % year
    else:
        text = _("%(year)d年发生政府信息公开行政复议%(review)s件、行政诉讼%(litigation)s件。") % {
            "year": year,
            **numbers,
        }
    return Sentence("remedies.numbers", "remedies", text)


def _fees(compiled: CompiledReport) -> str:
    fees = {key: number(value) for key, value in compiled.fees.items()}
    if not any(compiled.fees.values()):
        return _("%d年没有发出政府信息公开信息处理费收费通知，收取信息处理费0元。") % compiled.year
    return _(
        "%(year)d年发出信息处理费收费通知%(notices)s件，总金额%(amount_yuan)s元，实际收取%(received_yuan)s元。"
    ) % {"year": compiled.year, **fees}
