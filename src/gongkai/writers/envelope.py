"""Envelopes and address sheets to print: one page for each letter that goes out by post."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from gongkai.writers.letter import printable
from gongkai.writers.pdf import compiled

Shape = Literal["dl", "c5", "window"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """
    Lines as they stand below each other: address first, name last. `postcode` is the recipient's, six digits or empty;
    `note` is what the outside says beside, such as a letter's number or 特快专递.
    """

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    postcode: str = ""
    note: str = ""
    sender_postcode: str = ""


def to_envelope_pdf(*envelopes: Envelope, shape: Shape = "dl") -> bytes:
    """
    A page an envelope. "dl" is 220 x 110 mm, "c5" 229 x 162 mm, both laid out by GB/T 1416; "window" is an A4 sheet to be
    folded in three for a DL envelope with a window. ValueError without envelopes.
    """
    if not envelopes:
        raise ValueError("There is no envelope to print.")
    return compiled("envelope", {"shape": shape, "envelopes": [_for_template(envelope) for envelope in envelopes]})


def _for_template(envelope: Envelope) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in asdict(envelope).items():
        if isinstance(value, str):
            data[name] = printable(value).strip()
        else:
            data[name] = [line for line in (printable(line).strip() for line in value) if line]
    return data
