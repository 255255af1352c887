"""`python -m tests.timelines FILE…`: each line of a timeline, and beside it what the case has become."""

import sys
from pathlib import Path

from gongkai.applications import clocks
from gongkai.applications.standing import STATES
from tests.timelines.played import Played
from tests.timelines.reader import walk


def main() -> int:
    wrong = 0
    for name in sys.argv[1:]:
        path, played = Path(name), Played(Path(name).name)
        for _line, text in walk(path, played):
            due = clocks.reply_due(played.now, played.known)
            shown = f"{due.on}（稳妥 {due.safe_on}）{'暂定' if due.provisional else ''}" if due else "—"
            beside = f"    〔{STATES[played.now.state]}，届满日 {shown}〕" if text[:1].isdigit() else ""
            sys.stdout.write(f"{text}{beside}\n")
        for sentence in played.mistakes:
            sys.stdout.write(f"!! {sentence}\n")
        wrong += len(played.mistakes)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
