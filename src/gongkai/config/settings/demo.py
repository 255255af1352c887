"""For `make demo`: like production, except that the key is made on the first start and kept in the data directory."""

import secrets

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import DATA, SECRET_KEY


def _kept_key() -> str:
    path = DATA / "demo-secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


SECRET_KEY = SECRET_KEY or _kept_key()
