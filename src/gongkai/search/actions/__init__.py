"""Every write to the search that a person makes. Keyword-only; `by` is the account."""

from gongkai.search.actions.pinning import MOST_PINS, pin, take_down

__all__ = ["MOST_PINS", "pin", "take_down"]
