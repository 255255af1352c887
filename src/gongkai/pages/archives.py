"""A package that would fill memory or disk when opened, said in a clause for the person who uploads it. See `bounds`."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from gongkai.pages import bounds


def fault(stream: BinaryIO) -> str:
    """A clause saying why this package is not taken, or an empty text. What is no ZIP at all is for others to judge."""
    found = bounds.excess(stream)
    if found is None:
        return ""
    words = {
        "entries": _("里面的文件超过 %(detail)s 个"),
        "bytes": _("解开后超过 %(detail)s MB"),
        "ratio": _("压缩比异常，解开后会膨胀到 %(detail)s 倍以上"),
        "archive": _("里面还有压缩包“%(detail)s”"),
        "untrue": _("里面的内容比它自己标明的大"),
        "nested": _("里面的文档层层嵌套"),
    }
    return words[found.kind] % {"detail": found.detail}
