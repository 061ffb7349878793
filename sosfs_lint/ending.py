"""How the process ends when something outside it ends it: a signal, a full disk, a reader that has gone."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

_TO_END = ("SIGTERM", "SIGHUP", "SIGBREAK")  # a stopped service, a closed window


def clean_up_when_told_to_end() -> None:
    """Let a signal to end unwind like Ctrl-C does, so that half-written files are removed; one that is ignored stays so (nohup)."""
    for number in _known():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def end_at_once_when_told() -> None:
    """As before `clean_up_when_told_to_end`: for a process that another looks after."""
    for number in _known():
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_DFL)


def flush_or_mute() -> None:
    """Write what stdout still holds. Where it cannot be written, raises OSError, and nothing more is tried when the process ends."""
    try:
        sys.stdout.flush()
    except OSError:
        mute()
        raise


def mute() -> None:
    """Nothing more goes to stdout; what it and half-written files hold is dropped without a word."""
    sys.unraisablehook = lambda _: None
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _known() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _TO_END if hasattr(signal, name)]


def _end(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    for one in _known():
        signal.signal(one, signal.SIG_IGN)  # told once is enough; what cleans up is not broken off
    sys.exit(128 + number)
