"""Django behind the front: loaded when it is needed or a little earlier, and answered for while it is not there."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

log = logging.getLogger("gongkai.front")

RETRY = 5.0  # seconds between two attempts to load what could not be loaded

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Office:
    """A WSGI application that is loaded by `load` on the first request. Whoever comes while it loads waits for it."""

    def __init__(self, load: Callable[[], Application]) -> None:
        self._load = load
        self._application: Application | None = None
        self._loading = threading.Lock()
        self._failed_at = float("-inf")

    def warm(self) -> None:
        """Begin to load now, without holding anybody up."""
        threading.Thread(target=self.application, name="gongkai-office", daemon=True).start()

    def application(self) -> Application | None:
        """The application, or None while it cannot be loaded. It is tried again, not at each request."""
        if self._application is None:
            with self._loading:
                if self._application is None and time.monotonic() - self._failed_at >= RETRY:
                    try:
                        self._application = self._load()
                    except SystemExit as problem:  # how settings refuse a start, in a sentence
                        self._failed_at = time.monotonic()
                        log.error("the office cannot be started, baked pages are served all the same: %s", problem)
                    except Exception:
                        self._failed_at = time.monotonic()
                        log.exception("the office cannot be started, baked pages are served all the same")
        return self._application

    def answer(self, environ: Environ, *, but_not: Callable[[int], bool]) -> "Answer | None":
        """Its answer, or None when it cannot be loaded, raises, or answers with a status the caller cannot use."""
        application = self.application()
        if application is None:
            return None
        answer = Answer()
        try:
            answer.body = application(environ, answer.start)
        except Exception:
            log.exception("the office failed at %s", environ.get("PATH_INFO"))
            return None
        if answer.status and but_not(int(answer.status[:3])):
            answer.close()
            return None
        return answer


class Answer:
    """An answer that has begun and is not on its way yet."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body: Iterable[bytes] = ()

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status, self.headers = status, headers

    def send(self, start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return self.body

    def close(self) -> None:
        close = getattr(self.body, "close", None)
        if close is not None:
            close()
