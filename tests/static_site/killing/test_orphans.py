"""Processes of a parallel bake or rebuild end with who began them, whenever that is killed."""

import os
import signal
import subprocess
import sys

import pytest

from tests.static_site.killing.installation import members, until

POOL = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from gongkai.children import end_with_parent
if __name__ == "__main__":
    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        pending = [pool.submit(time.sleep, 0.01) for _number in range(2)]
        {wait}
        print("begun", flush=True)
        time.sleep(60)
"""


@pytest.mark.parametrize("wait", ["pass", "[one.result() for one in pending]"], ids=["starting", "idle"])
def test_processes_of_a_pool_end_when_their_parent_is_killed(tmp_path, wait):
    script = tmp_path / "pool.py"
    script.write_text(POOL.format(wait=wait), encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )  # fmt: skip
    try:
        assert parent.stdout.readline() == b"begun\n"
        assert len(members(parent.pid)) > 1
        parent.kill()
        parent.wait(10)
        assert until(lambda: not members(parent.pid), 20), members(parent.pid)
    finally:
        for pid in members(parent.pid):
            os.kill(pid, signal.SIGKILL)
        parent.stdout.close()


def test_the_pools_of_the_platform_begin_so():
    from gongkai.children import end_with_parent
    from gongkai.search import rebuilding
    from gongkai.static_site import children

    assert rebuilding.end_with_parent is children.end_with_parent is end_with_parent
