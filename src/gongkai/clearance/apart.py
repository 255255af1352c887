"""A wall around hostile files: a worker process with limits does what has to be done with them and answers in JSON.

One worker lives for many files, since its models take a second to load. A file that takes too long, too much memory or
the process's life costs the worker, never the caller: `Broken` says which. Nothing the worker writes elsewhere is kept,
because its words could be the file's. Plain Python; the worker starts without Django.
"""

import contextlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Literal, Self

from gongkai.clearance.documents import budget
from gongkai.clearance.documents.document import Unread
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners.finding import Known
from gongkai.clearance.scanning import Result, known_data

# name: module:function of (data, options) that gives (JSON, bytes). Contexts above name their own as "module:function",
# always from their code, never from what somebody sent.
JOBS = {"scan": "gongkai.clearance.scanning:job"}

SECONDS = 120.0  # for one file, by the clock, without the recognition of its pages
LONGEST = 15 * 60.0  # for one file with everything
READING = 0.8  # of that: after it reading stops by itself and says what it left out
MEMORY = 3 * 1024**3  # bytes of address space. Text recognition alone maps 1.4 GiB; 2 GiB fail on scans in colour.
GROWN = 1.5 * 1024**3  # bytes in memory after a file: the next one gets a new worker
MOST_FILES = 300  # files of one worker
HANDED_OVER = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "VIRTUAL_ENV",
    "TZ",
)  # of the environment: no keys, no passwords
SHARED_MEMORY, ROOM = "/dev/shm", 512 * 1024**2  # noqa: S108 - looked at for room and rights before it is used
READY = b"ready\n"
PIECE = 1024 * 1024
LONGEST_ANSWER = 512 * 1024 * 1024

Limit = Literal["time", "memory", "fault"]
WORDS: dict[Limit, str] = {
    "time": "在限定的时间里没有读完，请拆分成较小的文件",
    "memory": "在限定的内存里没有读完，请拆分成较小的文件",
    "fault": "文件结构异常，读取中断，请重新导出后再试",
}


class Broken(Exception):
    """The worker did not bring the job to an end. `limit` says what it met; `str()` is for people."""

    def __init__(self, limit: Limit, detail: str = "") -> None:
        self.limit = limit
        super().__init__(WORDS[limit] + (f"（{detail}）" if detail else ""))


class Reader:
    """A worker and its limits. To be used by one thread at a time and closed, best by `with`."""

    def __init__(self, *, seconds: float = SECONDS, longest: float = LONGEST, memory: int = MEMORY) -> None:
        self.seconds, self.longest, self.memory = seconds, max(seconds, longest), memory
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def scan(
        self, data: bytes, name: str, known: Known, *, with_document: bool = True, pictures: bool = True
    ) -> Result:
        """Reads and scans. Always a result: what broke the worker's limits is unread as a whole.

        Without `pictures` their text is not recognised, which costs seconds; they are unread then.
        """
        options = {
            "name": name, "known": known_data(known), "with_document": with_document, "pictures": pictures,
            "seconds": self.seconds * READING, "longest": self.longest * READING,
        }  # fmt: skip
        began = time.monotonic()
        try:
            answer, _ = self.run("scan", data, options)
        except Broken as limit:
            return Result(unread=[Unread(Place(), str(limit))], seconds=time.monotonic() - began)
        return Result.from_data(answer)

    def run(self, job: str, data: bytes, options: dict[str, Any]) -> tuple[Any, bytes]:
        """Any job by its name. Raises `Broken`."""
        process = self._started()
        self._files += 1
        head = json.dumps({"job": job, "options": options, "length": len(data), "seconds": self.seconds}).encode()
        try:
            answer, rest = _exchange(process, head + b"\n" + data, self.seconds, self.longest)
        except Broken:
            self.close()
            raise
        if answer.get("renew") or self._files >= MOST_FILES:
            self.close()
        if "limit" in answer:
            raise Broken(answer["limit"], answer.get("detail", ""))
        return answer["answer"], rest

    def close(self) -> None:
        process, self._process, self._files = self._process, None, 0
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # and with it what it started, such as a converter of documents
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            house = str(Path(__file__).resolve().parents[2])
            paths = [house, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "gongkai.clearance.apart", str(self.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in HANDED_OVER if name in os.environ}
                | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
                start_new_session=True,
                bufsize=0,
            )
            assert self._process.stdout is not None
            if self._process.stdout.readline() != READY:  # its start is not the file's time
                self.close()
                raise Broken("fault")
        return self._process


def scan_apart(data: bytes, name: str, known: Known) -> Result:
    """One file, one worker."""
    with Reader() as reader:
        return reader.scan(data, name, known)


def _exchange(
    process: subprocess.Popen[bytes], said: bytes, seconds: float, longest: float
) -> tuple[dict[str, Any], bytes]:
    """Writes and reads at once, so that neither side waits for the other, until the clock runs out.

    Before its answer the worker may say that it made progress, and how many seconds longer that gives it.
    """
    until, latest = time.monotonic() + seconds, time.monotonic() + longest
    assert process.stdin is not None and process.stdout is not None
    waiting, heard = memoryview(said), bytearray()
    head: dict[str, Any] | None = None
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        ready.register(process.stdin, selectors.EVENT_WRITE)
        os.set_blocking(process.stdin.fileno(), False)
        while head is None or len(heard) < head["length"]:
            left = until - time.monotonic()
            if left <= 0:
                raise Broken("time")
            for key, event in ready.select(left):
                if event & selectors.EVENT_WRITE:
                    waiting = waiting[_written(process.stdin, waiting) :]
                    if not waiting:
                        ready.unregister(process.stdin)
                elif key.fileobj is process.stdout:
                    piece = os.read(process.stdout.fileno(), PIECE)
                    if not piece:
                        raise Broken(_end(process))
                    heard += piece
                    if len(heard) > LONGEST_ANSWER:
                        raise Broken("memory")
                    while head is None and (at := heard.find(b"\n")) >= 0:
                        said_now = json.loads(bytes(heard[:at]))
                        del heard[: at + 1]
                        if "longer" in said_now:
                            until = min(until + said_now["longer"], latest)
                        else:
                            head = said_now
    assert head is not None
    answer = bytes(heard[: head["json"]])
    return head | ({"answer": json.loads(answer)} if head["json"] else {}), bytes(heard[head["json"] : head["length"]])


def _written(stream: IO[bytes], waiting: memoryview) -> int:
    try:
        return os.write(stream.fileno(), waiting[:PIECE])
    except BlockingIOError:
        return 0
    except BrokenPipeError:
        raise Broken("fault") from None


def _end(process: subprocess.Popen[bytes]) -> Limit:
    """What a worker that is gone died of."""
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return "fault"
    if code == -signal.SIGXCPU:
        return "time"
    return "memory" if code in {-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV} else "fault"


def main() -> int:
    """The worker: a line of JSON and the bytes it announces in, the same out, until the input ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tempfile.tempdir = _in_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between the answers
    answers.write(READY)
    answers.flush()
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        data = sys.stdin.buffer.read(head["length"])
        _allow(head["seconds"])

        def longer(seconds: float, left: float = head["seconds"]) -> None:
            _allow(left)
            answers.write(json.dumps({"longer": seconds}).encode() + b"\n")
            answers.flush()

        with budget.heard_by(longer):
            answer, rest = _done(head["job"], data, head["options"])
        written = json.dumps(answer.pop("answer")).encode() if "answer" in answer else b""
        answer |= {"json": len(written), "length": len(written) + len(rest), "renew": _has_grown() or "limit" in answer}
        answers.write(json.dumps(answer).encode() + b"\n" + written + rest)
        answers.flush()
        del data, rest, written
    return 0


def _allow(seconds: float) -> None:
    """Processor time from now on, for two threads."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + 2 * seconds) + 5, hard))


def _in_memory() -> str | None:
    """A folder that is memory, where there is one with room: what an office program has to be given as a file may bear a
    classification mark, and must not reach the disk before anybody has looked. None: the usual folder."""
    with contextlib.suppress(OSError):
        room = os.statvfs(SHARED_MEMORY)
        if os.access(SHARED_MEMORY, os.W_OK) and room.f_bavail * room.f_frsize >= ROOM:
            return SHARED_MEMORY
    return None


def _done(job: str, data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Of a fault only its kind and its place in our code are said: its message may hold words of the file."""
    try:
        module, _, function = JOBS.get(job, job).partition(":")
        answer, rest = getattr(import_module(module), function)(data, options)
    except MemoryError:
        return {"limit": "memory"}, b""
    except Exception as fault:
        trail = fault.__traceback__
        while trail is not None and trail.tb_next is not None:
            trail = trail.tb_next
        where = f"{Path(trail.tb_frame.f_code.co_filename).stem}:{trail.tb_lineno}" if trail is not None else ""
        return {"limit": "fault", "detail": f"{type(fault).__name__} {where}".strip()}, b""
    return {"answer": answer}, rest


def _has_grown() -> bool:
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() > GROWN
    return False


if __name__ == "__main__":
    sys.exit(main())
