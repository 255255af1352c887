"""N.sum, N.balance, N.percent, N.contradiction: what the words say cannot be, whatever the tables hold."""

import re
from collections.abc import Iterator, Sequence

from gongkai.annual_reports.published.narrative.sentences import COUNTED, SUBJECT, UNIT, Sentence, only
from gongkai.annual_reports.published.narrative.tables import FORWARD
from gongkai.statute.annual_report.identities import Breach, Severity

_OPEN = re.compile(r"等|余|多[条件]|主要|约|左右|以上|近\d|部分为|超过|不少于")
_TOTAL = re.compile(rf"(?<!\d)(\d{{1,9}})(?!余)({UNIT})[,:。]?(?:其中|包括|分别(?:为|是))[,:]?")
_CHANNELS = re.compile("网站|网页|微信|微博|公众号|新媒体|平台|公告栏|公示栏|报纸|电视|客户端")
_PART = re.compile(rf"(?<![\d.年])(\d{{1,9}})({UNIT})(?!率)")


def against_itself(said: Sequence[Sentence]) -> Iterator[Breach]:
    yield from _sums(said)
    yield from _balances(said)
    yield from _units(said)
    yield from _shares(said)


def _sums(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.sum: parts named after 其中 add up to more than the whole, or, where 其他 closes the list, to less."""
    for sentence in said:
        text = sentence.text
        match = _TOTAL.search(text)
        if not match:
            continue
        listed = re.split(r"[;。]", text[match.end() :])[0]
        if _TOTAL.search(listed) or _OPEN.search(listed.replace("等级", "")) or re.search(r"\d+\.\d|%|万", listed):
            continue
        parts = _PART.findall(listed)
        if len(parts) < 2 or any(unit != match[2] for _number, unit in parts):
            continue
        total, numbers = int(match[1]), [int(number) for number, _unit in parts]
        added = sum(numbers)
        if added > total and _CHANNELS.search(listed):
            continue  # one thing told in two ways is counted at each
        closes = re.search(r"其[他它]", listed) is not None and len(numbers) >= 3
        if (added > total and max(numbers) <= total) or (added < total and closes and added > total * 0.5):
            if _nested(numbers, total):
                continue
            yield Breach(
                "N.sum", "narrative", added, total,
                f"文中“{match[1]}{match[2]}，其中……”各项相加为{added}，不等于{total}", Severity.WARNING,
            )  # fmt: skip


def _nested(numbers: list[int], total: int) -> bool:
    """Parts of parts: the first members alone make the whole, or one member is the sum of those right after it."""
    sums = [sum(numbers[:end]) for end in range(1, len(numbers))]
    return total in sums or any(
        numbers[place] == sum(numbers[place + 1 : end])
        for place in range(len(numbers))
        for end in range(place + 3, len(numbers) + 1)
    )


_NEW = re.compile(rf"(?:新收到?|新接收|新受理|收到|接收)[^,;:、\d]{{0,24}}?{COUNTED}")
_CARRIED = re.compile(
    rf"(?:上年度?|上一年度?|20\d\d年)结转(?:申请|办理|的|数)*{COUNTED}|结转上年度?(?:办理|申请)?{COUNTED}"
)
_DONE = re.compile(rf"(?:办结|已?答复|办理完毕|已办理)(?:申请|政府信息公开申请|完毕)?{COUNTED}")


def _balances(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.balance: received and carried in against answered and carried out, where one sentence names them."""
    for sentence in said:
        text = sentence.whole.replace("(", ",").replace(")", ",")
        claims = [only(pattern, text) for pattern in (_NEW, _DONE, FORWARD)]
        if not SUBJECT.search(text) or None in claims:
            continue
        new, done, forward = (claim[1] for claim in claims if claim)
        carried = only(_CARRIED, text)
        before = carried[1] if carried else 0
        if done + forward not in {new, new + before}:
            yield Breach(
                "N.balance", "narrative", new + before, done + forward,
                f"文中收到{new}件、上年结转{before}件，与办结{done}件、结转下年度{forward}件不平衡",
            )  # fmt: skip


_TEN_THOUSAND = re.compile(r"(?<![\d.])(\d{2,9})万([条件篇])")


def _units(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.contradiction: 173769万条 whose parts, in the sentence after it, add up to 173769条."""
    for place, sentence in enumerate(said):
        match = _TEN_THOUSAND.search(sentence.text)
        if not match:
            continue
        rest = sentence.text[match.end() :] + (said[place + 1].text if place + 1 < len(said) else "")
        parts = [int(number) for number, unit in _PART.findall(rest)[:8] if unit == match[2]]
        whole = int(match[1])
        if any(sum(parts[:length]) == whole for length in range(2, len(parts) + 1)):
            yield Breach(
                "N.contradiction", "narrative", whole, f"{whole}万",
                f"文中“{match[0]}”的各部分相加为{whole}{match[2]}，单位“万”应是误加",
            )  # fmt: skip


_SHARE = re.compile(rf"(\d{{1,9}}){UNIT}?[,(]?占(?:比|总数的?|全部的?|总量的?)?(?:为)?(\d{{1,3}}(?:\.\d{{1,2}})?)%")


def _shares(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.percent: in a list of counts with their shares of one whole, one share that is not that of the others."""
    for sentence in said:
        shares = [(int(count), share) for count, share in _SHARE.findall(sentence.whole)]
        if len(shares) < 3:
            continue
        wholes = {int(number) for number, _unit in _PART.findall(sentence.whole)}
        for whole in sorted(wholes, reverse=True):
            wrong = [(count, share) for count, share in shares if not _is_share(count, whole, share)]
            if len(wrong) == 1 and whole >= max(count for count, _share in shares):
                count, share = wrong[0]
                expected = f"{count / whole:.{len(share.partition('.')[2])}%}"
                yield Breach(
                    "N.percent", "narrative", expected, f"{share}%",
                    f"文中{count}占{whole}的{share}%，应为{expected}", Severity.WARNING,
                )  # fmt: skip
                break


def _is_share(count: int, whole: int, share: str) -> bool:
    digits = len(share.partition(".")[2])
    return whole > 0 and abs(count / whole * 100 - float(share)) <= 0.5 * 10**-digits + 1e-9
