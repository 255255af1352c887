"""A process that has loaded everything and opened nothing: forked from it, a fresh process is there at once.

Everything: a child that loads the rest itself would be half of yesterday when somebody changes the code meanwhile.

    python -m tests.static_site.killing.nursery

A line of JSON in: ["run", NAME, WORDS] carries out `tasks.NAME(*WORDS)` in a child and answers [exit status, what it gave];
["start", NAME, WORDS] answers the number of a child in a session of its own; ["reap", NUMBER] waits for its end and
answers how it ended (-9: killed).
"""

import importlib
import json
import os
import pkgutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path


def child(name: str, words: list, given: str) -> None:
    status = 1
    try:
        from tests.static_site.killing import tasks

        answer = getattr(tasks, name)(*words)
        Path(given).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def fork(name: str, words: list, given: str, answers) -> int:
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.close(answers.fileno())
        child(name, words, given)
    return pid


def whole_platform() -> Iterator[str]:
    """Every module but settings and migrations. Asked for after Django was begun: a package is loaded to be looked into."""
    import gongkai

    for module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
        if not {"migrations", "config"} & set(module.name.split(".")):
            yield module.name


def main() -> None:
    import django

    django.setup()
    from django.urls import get_resolver

    from gongkai.search import phrases

    for name in ("tests.static_site.killing.tasks", "tests.static_site.killing.writing", *whole_platform()):
        importlib.import_module(name)
    phrases.dictionary()
    _routes = get_resolver().url_patterns
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a child prints is no answer
    with tempfile.TemporaryDirectory(prefix="gongkai-killing-") as folder:
        given = f"{folder}/given.json"
        for line in sys.stdin:
            what, *words = json.loads(line)
            if what == "run":
                _pid, status = os.waitpid(fork(*words, given, answers), 0)
                code = os.waitstatus_to_exitcode(status)
                said = [code, json.loads(Path(given).read_text(encoding="utf-8")) if code == 0 else None]
            elif what == "start":
                said = fork(*words, os.devnull, answers)
            else:
                said = os.waitstatus_to_exitcode(os.waitpid(words[0], 0)[1])
            print(json.dumps(said, ensure_ascii=False), file=answers, flush=True)


if __name__ == "__main__":
    main()
