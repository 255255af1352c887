"""How a process of a parallel bake begins. Apart from everything that loads models, which needs Django begun."""

import ctypes
import os
import signal
from contextlib import suppress

import django

_PR_SET_PDEATHSIG = 1


def begin() -> None:
    """Django, as the parent began it; and an end with the parent, however that ends, where the kernel can see to it."""
    parent = os.getppid()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    django.setup()
