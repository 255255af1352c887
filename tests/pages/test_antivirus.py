"""Where a scanner is set, nothing of the public is kept unscanned."""

import socket
import struct
import threading
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.pages import uploads
from gongkai.pages.models import StoredFile

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(threading.Thread):
    """Speaks INSTREAM as clamd does; `said` overrides its answer, `got` is what it was sent."""

    def __init__(self, listening: socket.socket, said: bytes | None) -> None:
        super().__init__(daemon=True)
        self.listening, self.said, self.got = listening, said, []

    def run(self) -> None:
        while True:
            try:
                link, _address = self.listening.accept()
            except OSError:
                return
            with link, link.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack(">I", sent.read(4))[0]:
                    data += sent.read(size)
                self.got.append(data)
                verdict = b"stream: Eicar-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0"
                link.sendall(verdict if self.said is None else self.said)


@pytest.fixture
def clamd(settings, tmp_path):
    @contextmanager
    def run(said: bytes | None = None, *, unix: bool = False):
        listening = socket.socket(socket.AF_UNIX if unix else socket.AF_INET)
        listening.bind(str(tmp_path / "clamd.ctl") if unix else ("127.0.0.1", 0))
        listening.listen()
        settings.CLAMD = str(tmp_path / "clamd.ctl") if unix else f"127.0.0.1:{listening.getsockname()[1]}"
        server = Clamd(listening, said)
        server.start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        server.join(5)

    return run


def keep(data: bytes = b"abc", by=None, **more) -> StoredFile:
    return uploads.store(SimpleUploadedFile("说明.txt", data), owner="x", by=by, **more)


@pytest.mark.parametrize("unix", [True, False])
def test_a_clean_file_is_sent_whole_and_kept(db, clamd, unix):
    data = b"line\n" * 50_000
    with clamd(unix=unix) as server:
        stored = keep(data, sealed=True)
    assert server.got == [data] and stored.open().read() == data


def test_an_infected_file_is_refused_for_anybody_and_not_kept(db, clamd, clerk):
    with clamd():
        for by in (None, clerk):
            with pytest.raises(ValidationError, match=r"“说明.txt”没有通过病毒检查（Eicar-Signature），没有保存"):
                keep(EICAR, by=by)
    assert not StoredFile.objects.exists()


def test_a_scanner_that_is_down_stops_the_public_with_a_way_out_and_staff_with_nothing(db, settings, clerk, caplog):
    settings.CLAMD = "127.0.0.1:1"
    with pytest.raises(ValidationError, match=r"病毒检查暂时不能进行.*改用信函、当面提交"):
        keep()
    assert keep(by=clerk).open().read() == b"abc"
    assert "upload not scanned" in caplog.text
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("said", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: \xff\xff\0", b"x" * 9000])
def test_an_answer_that_is_no_verdict_is_no_permission(db, clamd, said):
    with clamd(said), pytest.raises(ValidationError, match="病毒检查暂时不能进行"):
        keep()


def test_without_a_scanner_nothing_is_asked(db, settings):
    settings.CLAMD = ""
    assert keep().size == 3
