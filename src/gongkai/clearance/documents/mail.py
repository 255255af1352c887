"""Web archives (`.mht`) and mails kept as files: a page or a text with its pictures and attachments in one file."""

import email
from contextlib import suppress
from email import policy
from email.message import EmailMessage

from gongkai.clearance.documents import read as read_any
from gongkai.clearance.documents.document import METADATA, Document, Unread
from gongkai.clearance.documents.html import read as read_html
from gongkai.clearance.documents.places import Place
from gongkai.clearance.documents.plain import read as read_plain

HEADERS = (
    "From",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Reply-To",
    "Sender",
    "Content-Location",
    "Snapshot-Content-Location",
    "X-Mailer",
    "Organization",
)
MOST_PARTS = 500


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "mht")
    message = email.message_from_bytes(data, policy=policy.default)
    for header in HEADERS:
        said = str(message.get(header, "") or "")
        document.add(said, Place.of(("metadata", header)), kind=METADATA, name=header)
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            document.unread.append(Unread(Place(), f"里面的部分超过 {MOST_PARTS} 个，没有读完"))
            break
        if isinstance(part, EmailMessage) and not part.is_multipart():
            _read_part(document, part, depth, number)
    return document


def _read_part(document: Document, part: EmailMessage, depth: int, number: int) -> None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return
    kind, named = part.get_content_type(), part.get_filename() or ""
    if kind in {"text/html", "text/plain"} and not named:
        reader = read_html if kind == "text/html" else read_plain
        charset = part.get_content_charset() or ""
        with suppress(LookupError, UnicodeDecodeError):  # then the reader finds out the encoding
            payload = payload.decode(charset or "utf-8").encode()
        inner = reader(payload, "", depth)
        document.take_in(inner, Place())
    elif kind.startswith("image/"):
        document.take_in(read_any(payload, "", depth=min(depth, 2)), Place.of(("image", number)))
    elif kind != "text/css":
        document.take_in(
            read_any(payload, named, depth=depth + 1), Place.of(("attachment", named or number)), trace="attachment"
        )
