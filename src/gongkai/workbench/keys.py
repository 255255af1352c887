"""Keys of rows as they come back from a form or an address."""


def key_of(text: str) -> int:
    """The key; 0, which no row has, for whatever is none or is longer than a database counts."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
