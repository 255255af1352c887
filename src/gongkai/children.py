"""Processes that do not outlive who began them. Plain Python."""

import ctypes
import multiprocessing
import os
import signal

_PR_SET_PDEATHSIG = 1


def end_with_parent(sign: int = signal.SIGKILL) -> bool:
    """Have this process sent `sign` when its parent ends, however that ends; False where the kernel cannot see to it.

    To be called first thing. A parent that has ended already is noticed: a spawned process takes a second to come here.
    """
    began_us = multiprocessing.parent_process()
    parent = began_us.pid if began_us is not None else os.getppid()
    try:
        told = bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, sign, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        told = False
    if os.getppid() != parent:
        os.kill(os.getpid(), sign)
    return bool(told)
