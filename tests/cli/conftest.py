"""Applications to look at from the command line."""

from tests.applications.conftest import answered, applied, applied_online  # noqa: F401  fixtures
