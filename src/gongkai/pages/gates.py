"""Who may read a file that is not public yet: contexts above register a question, any yes opens the gate."""

from collections.abc import Callable

from gongkai.pages.models import StoredFile

Gate = Callable[[object, StoredFile], bool]
_gates: list[Gate] = []


def register(gate: Gate) -> Gate:
    """`gate(user, stored_file)` answers whether this account may read this file before publication."""
    if gate not in _gates:
        _gates.append(gate)
    return gate


def may_read(user, stored: StoredFile) -> bool:
    return is_public(stored) or (user.is_authenticated and any(gate(user, stored) for gate in _gates))


def is_public(stored: StoredFile) -> bool:
    """A sealed file never is, whatever uses it."""
    return not stored.sealed and stored.uses.exists()
