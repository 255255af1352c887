"""Who may read a file. Before it is public: contexts above register a question, any yes opens. Public: every condition holds."""

from collections.abc import Callable

from gongkai.pages.models import StoredFile

Gate = Callable[[object, StoredFile], bool]
Condition = Callable[[StoredFile], bool]
_gates: list[Gate] = []
_conditions: list[Condition] = []


def register(gate: Gate) -> Gate:
    """`gate(user, stored_file)` answers whether this account may read this file before publication."""
    if gate not in _gates:
        _gates.append(gate)
    return gate


def require(condition: Condition) -> Condition:
    """`condition(stored_file)` must hold of every public file, whoever wrote the row that makes it public."""
    if condition not in _conditions:
        _conditions.append(condition)
    return condition


def may_read(user, stored: StoredFile) -> bool:
    return is_public(stored) or (user.is_authenticated and any(gate(user, stored) for gate in _gates))


def is_public(stored: StoredFile) -> bool:
    """A sealed file never is, whatever uses it; nor is one of which a cleaned copy exists, nor one that fails a condition."""
    if stored.sealed or not stored.uses.exists() or stored.copies.exists():
        return False
    return all(condition(stored) for condition in _conditions)
