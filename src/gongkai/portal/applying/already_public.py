"""也许已经公开: public items that may be what somebody is about to ask for (Art. 36(1)). Noted and counted nowhere."""

import re

from gongkai.catalogue.models import DisclosureItem
from gongkai.organs.models import Organ
from gongkai.search import queries as search

MOST, TRIES = 5, 4
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*\d{1,4}\s*号")
NAMED = re.compile(r"《([^《》]{2,60})》")
# Words that say only that something is asked for; what stands between them is what it is about.
FILLERS = re.compile(
    r"关于|有关|相关|申请公开|申请|公开|获取|提供|查询|请|我(?:想|要)?|本人|贵局|贵单位|你局|全县|县|的|及其?|以及|和|与|"
    r"政府信息|信息|文件|材料|资料|通知|情况|内容|名单|明细|复印件|电子版|全文|等|[\s,，。；;、：:？?！!（）()《》“”\"…—]+"
)
YEAR = re.compile(r"(?:19|20)\d\d\s*年(?:度)?(?:\d{1,2}月)?")


def suggestions(title: str, content: str, *, organ: Organ) -> list[DisclosureItem]:
    """At most five items of this organ, those that fit the most exact wording first."""
    found: dict[int, DisclosureItem] = {}
    for words in wordings(title, content):
        for item in search.find_items(words, organ=organ, limit=MOST):
            found.setdefault(item.pk, item)
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]


def wordings(title: str, content: str) -> list[str]:
    """At most four queries, from exact to loose: document numbers and names in 《》, then what is left of the words."""
    text = f"{title} {content[:300]}"
    found = [re.sub(r"\s", "", number) for number in NUMBER.findall(text)]
    found += [f"《{name}》" for name in NAMED.findall(text)]
    for said in (title, content[:60]):
        if runs := _runs(said):
            found.append(" ".join(runs))
    return list(dict.fromkeys(found))[:TRIES]


def _runs(text: str) -> list[str]:
    plain = FILLERS.sub(" ", YEAR.sub(" ", text))
    return [run for run in plain.split() if len(run) > 1]
