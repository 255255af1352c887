"""What a guard answers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Verdict:
    """`allowed`, and if not: a sentence for the person, and in how many seconds it is worth trying again (0: at once)."""

    allowed: bool
    retry_after_seconds: int = 0
    remaining: int = 0
    reason: str = ""

    @property
    def sentence(self) -> str:
        if self.allowed or self.reason:
            return self.reason
        if self.retry_after_seconds < 60:
            return _("操作太频繁，请在 %(seconds)d 秒后再试。") % {"seconds": max(1, self.retry_after_seconds)}
        return _("操作太频繁，请在 %(minutes)d 分钟后再试。") % {"minutes": -(-self.retry_after_seconds // 60)}
