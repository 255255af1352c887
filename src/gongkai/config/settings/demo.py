"""For `make demo`: like production, except that the keys are made on the first start and kept in the data directory."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import DATA, SEAL_KEYS, SECRET_KEY
from gongkai.sealing.keys import new_keyring


def _kept(name: str, make: Callable[[], str]) -> str:
    path = DATA / name
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        mine = path.with_name(f".{name}.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(make(), encoding="ascii")
        with suppress(FileExistsError):  # another process was quicker: its key holds
            path.hardlink_to(mine)
        mine.unlink()
    return path.read_text(encoding="ascii")


SECRET_KEY = SECRET_KEY or _kept("demo-secret-key", lambda: secrets.token_urlsafe(50))
SEAL_KEYS = SEAL_KEYS or _kept("demo-seal-keys", lambda: new_keyring("demo"))
PUBLIC_REPORT_CHECK = True
