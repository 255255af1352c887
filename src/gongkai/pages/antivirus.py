"""Asking clamd whether a file is infected: its INSTREAM command over a socket, nothing else of it is needed."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

PATIENCE = 30  # seconds for connecting and for the answer
PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class ScannerDown(Exception):
    """No answer could be had; the text is for the log."""


def is_set() -> bool:
    return bool(settings.CLAMD)


def scan(stream: BinaryIO) -> str:
    """The name of what was found, or an empty text for a clean file. Reads `stream` to its end. Raises ScannerDown."""
    try:
        with _connected(settings.CLAMD) as link:
            link.sendall(b"zINSTREAM\0")
            while piece := stream.read(PIECE):
                link.sendall(struct.pack(">I", len(piece)) + piece)
            link.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := link.recv(1024)):
                answer += more
    except OSError as problem:
        raise ScannerDown(f"clamd at {settings.CLAMD}: {problem}") from problem
    verdict = answer.rstrip(b"\0").decode("utf-8", "replace").removeprefix("stream: ").strip()
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    if verdict == "OK":
        return ""
    raise ScannerDown(f"clamd at {settings.CLAMD} said {verdict!r}")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(PATIENCE)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)
