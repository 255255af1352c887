"""A mail server for tests: takes every mail on a port of its own and keeps it. `refused` are addresses it does not know."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Caught:
    """One mail: envelope and message."""

    sender: str
    to: list[str]
    message: email.message.EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"]).strip()

    @property
    def text(self) -> str:
        return self.message.get_content()


@dataclass
class Catcher:
    port: int = 0
    mails: list[Caught] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 catcher")
        sender, to = "", []
        while line := self.rfile.readline().decode().strip():
            verb, _blank, rest = line.partition(" ")
            address = rest.partition("<")[2].partition(">")[0]
            match verb.upper():
                case "MAIL":
                    sender, to = address, []
                    self._say("250 ok")
                case "RCPT":
                    known = address not in self.server.caught.refused
                    to += [address] if known else []
                    self._say("250 ok" if known else "550 unknown")
                case "DATA":
                    self._say("354 go on")
                    message = email.message_from_bytes(self._data(), policy=email.policy.default)
                    self.server.caught.mails.append(Caught(sender, to, message))
                    self._say("250 kept")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True


@contextmanager
def catching(port: int = 0):
    """A Catcher that listens on 127.0.0.1 until the block ends."""
    with _Server(("127.0.0.1", port), _Talk) as server:
        server.caught = Catcher(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.caught
        finally:
            server.shutdown()
            thread.join()
