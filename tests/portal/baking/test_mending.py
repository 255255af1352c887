"""The real site is verified, damaged and mended from the records: pages, notices, attachments, static files."""

import random

import pytest

from gongkai.static_site.awaited import awaited_paths
from gongkai.static_site.baking import baked_anew
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.restoring import restore
from gongkai.static_site.verifying.comparing import compare
from gongkai.static_site.verifying.places import locate
from gongkai.static_site.verifying.trees import LocalTree

pytestmark = pytest.mark.django_db


def test_whatever_is_damaged_comes_back_from_the_records(baked):
    release = locate(baked.folder)
    tree = LocalTree(release.www)
    assert compare(tree, release.manifest).is_whole and awaited_paths() == set()
    state = Manifest.open(release.manifest).state()
    chosen = random.Random(7).sample(sorted(state), min(40, len(state)))
    kinds = {path.partition("/")[0] for path in state}
    chosen += [next(path for path in sorted(state) if path.startswith(kind)) for kind in sorted(kinds)]
    for path in chosen:
        (release.www / path).write_bytes(b"forged")
    faults = compare(tree, release.manifest).faults
    done = restore(release.www, state, faults, [baked_anew], quarantine=release.quarantine)
    after = compare(tree, release.manifest)
    assert after.is_whole, (done.failed, after.faults)
