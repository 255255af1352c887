"""Cases for the casebook: applications, registered by the actions that also register the real ones."""

from tests.applications.conftest import applied

__all__ = ["applied"]
