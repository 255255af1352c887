"""Samples with planted leaks, when a collection of them lies beside the project."""

from pathlib import Path

import pytest

COLLECTION = Path(__file__).resolve().parents[4] / "shared" / "data" / "samples"


def sample(name: str) -> bytes:
    path = COLLECTION / name
    if not path.exists():
        path = COLLECTION.parents[3] / "shared" / "data" / "samples" / name
    if not path.exists():
        pytest.skip("the samples are not here")
    return path.read_bytes()
