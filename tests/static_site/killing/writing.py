"""An office that never rests: it publishes, corrects, withdraws and moves, and tells the reader what must not be seen any more."""

import re
from random import Random

from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.static_site.models import BakeOrder, Rank

HEADINGS = ("0314", "0313")
TITLE = re.compile(r"第(\d{4})号事项的通知之(\d+)版")
LONG = "全县民政工作有序推进，各乡镇按照要求报送材料。"


def title_of(number: int, version: int) -> str:
    """No title is part of another one."""
    return f"第{number:04d}号事项的通知之{version}版"


def titles_before(title: str) -> list[str]:
    number, version = map(int, TITLE.fullmatch(title).groups())
    return [title_of(number, one) for one in range(1, version)]


class Office:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.clerk, self.leader, self.keeper = (
            User.objects.get(username=name) for name in ("clerk", "leader", "keeper")
        )
        self.headings = list(Heading.objects.filter(organ__slug="rongjiang-mzj", code__in=HEADINGS))
        self.hidden: list[str] = []  # not told yet

    def act(self) -> None:
        deed = self.rng.choices((self.publish, self.correct, self.withdraw, self.move), (3, 3, 3, 2))[0]
        deed()
        waiting = BakeOrder.objects.filter(done_at=None, rank__lt=Rank.MANY)
        if self.hidden and not waiting.exists():
            from tests.static_site.killing.tasks import tell

            tell(hidden=self.hidden)
            self.hidden = []

    def publish(self) -> None:
        number = DisclosureItem.objects.count() + 1
        title = title_of(number, 1)
        item = catalogue.draft(
            heading=self.rng.choice(self.headings), by=self.clerk, title=title, summary=f"{title}的概述。",
            body=f"<p>{title}：{LONG * self.rng.randint(1, 60)}</p>", formed_on=timezone.localdate(),
        )  # fmt: skip
        self._through(item)

    def correct(self) -> None:
        if item := self._any():
            # A correction that was killed before it was public has used up its number.
            number, version = map(int, TITLE.fullmatch(item.get_latest_revision_as_object().title).groups())
            title = title_of(number, version + 1)
            catalogue.revise(
                item=item, by=self.clerk, title=title, summary=f"{title}的概述。", body=f"<p>{title}：{LONG}</p>"
            )
            self._through(item)
            self.hidden += titles_before(title)

    def withdraw(self) -> None:
        if item := self._any():
            catalogue.withdraw(item=item, by=self.leader, reason="personal_data")
            self.hidden.append(item.title)

    def move(self) -> None:
        if item := self._any():
            other = next(heading for heading in self.headings if heading.pk != item.heading_id)
            catalogue.move(item=item, heading=other, by=self.keeper)

    def _any(self) -> DisclosureItem | None:
        """The newest ones more often: they stand on most pages."""
        keys = list(DisclosureItem.objects.filter(live=True).order_by("-pk").values_list("pk", flat=True))
        newest = keys[:5] if self.rng.random() < 0.6 else keys
        return DisclosureItem.objects.get(pk=self.rng.choice(newest)) if len(keys) > 10 else None

    def _through(self, item: DisclosureItem) -> None:
        record = catalogue.submit(item=item, by=self.clerk)
        clearance.clear(record=record, by=self.leader, content_hash=record.content_hash)
        catalogue.publish(item=item, by=self.clerk)
