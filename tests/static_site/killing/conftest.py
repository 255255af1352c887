"""The installation is made once and copied for each run."""

import pytest

from tests.static_site.killing.installation import Installation, made


@pytest.fixture(scope="session")
def pristine(tmp_path_factory):
    """The data of an installation nobody has worked on yet."""
    return made(tmp_path_factory.mktemp("pristine") / "data")


@pytest.fixture
def installed(pristine, tmp_path):
    """installed(GONGKAI_SEARCH="tantivy"): a copy to be worked on, with settings of its own."""
    open_ones: list[Installation] = []

    def copy(**environment: str) -> Installation:
        open_ones.append(Installation.copied(pristine, tmp_path / f"data{len(open_ones)}", **environment))
        return open_ones[-1]

    yield copy
    for one in open_ones:
        one.close()
