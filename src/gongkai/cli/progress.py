"""A line that fills up while something takes long: on a terminal only, so that logs and scripts see none of it."""

import sys
from collections.abc import Callable

WIDTH = 30


def bar(label: str) -> Callable[[int, int], None]:
    """Call the answer with how many are done and how many there are."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty() and total:
            filled = WIDTH * done // total
            end = "\n" if done >= total else ""
            print(
                f"\r{label} [{'█' * filled}{'·' * (WIDTH - filled)}] {done}/{total}",
                end=end,
                file=sys.stderr,
                flush=True,
            )

    return show
