"""Ctrl-C and the signals that end a program: one line and one code whatever it was at, and nothing left half done.

Python raises an interrupt between any two steps. Where another library was called back, that library may make another
error of it, or drop it; where a folder or a process is just being begun, its owner would not know of it. So one that
comes there comes again a moment later, and whatever is raised after one came is told as the interrupt.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""As type checkers know it; `typing` would take its time before an interrupt is heard."""
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from types import FrameType
else:
    # What `signal` wraps, and Python has loaded: that one takes milliseconds, in which an interrupt is not heard.
    import _signal as signal

CODE = 130
"""What an interrupted program ends with, as shells have it for Ctrl-C."""
_ENDING = (signal.SIGTERM, signal.SIGHUP)
"""What systemd, GitHub's runner and a closed terminal send: the run ends, and then the signal ends the process."""
_IMPORTING = "<frozen importlib"
_UNDISTURBED = {
    # It makes an error in the data of an interrupt, or nothing.
    "pydantic",
    # What is raised in what these call back is printed and dropped.
    "weakref",
    "_weakrefset",
    # Whoever begins or ends something for a block must have done so when the block is left.
    "contextlib",
}
_OWN_UNDISTURBED = {"generator.publish.atomic", "generator.publish.staging", "generator.publish.swap"}
_AGAIN_SECONDS = 0.01
_PATIENCE = 500
"""How often one is put off: for five seconds, as GitHub's runner waits seven and a half before it kills."""


class _Heard:
    """The signal that came, and how often it was put off since."""

    number: int | None = None
    put_off = 0


def end_interrupted_or(command: Callable[[], int]) -> int:
    """Run a whole program and return its exit code, or 130 where it was interrupted."""
    code = None
    try:
        _listen()
        code = command()
    except BaseException as error:
        if _Heard.number is None and not isinstance(error, KeyboardInterrupt):
            raise
    finally:
        # What is left is the interpreter's own end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        for number in _ENDING:
            signal.signal(number, signal.SIG_DFL)
    return _told() if code is None or _Heard.put_off else code


class InterruptFirst:
    """A block that does not begin once an interrupt came, and then raises nothing else."""

    def __enter__(self) -> None:
        if _Heard.put_off:
            raise KeyboardInterrupt

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if error is not None and _Heard.number is not None:
            raise KeyboardInterrupt from None


def _listen() -> None:
    signal.signal(signal.SIGALRM, _hear)
    for number in (signal.SIGINT, *_ENDING):
        # A program begun by `nohup`, or in the background of a script, is to pass over some.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _hear)


def _hear(number: int, frame: FrameType | None) -> None:
    """Raise the interrupt, or put it off while what it would be raised in could lose it."""
    if number != signal.SIGALRM:
        _Heard.number = number
    if _is_undisturbed(frame) and _Heard.put_off < _PATIENCE:
        _Heard.put_off += 1
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)
        return
    _Heard.put_off = 0
    raise KeyboardInterrupt


def _is_undisturbed(frame: FrameType | None) -> bool:
    if frame is not None and frame.f_code is end_interrupted_or.__code__:
        # Outside the program, before it or after it.
        return True
    while frame is not None:
        name = str(frame.f_globals.get("__name__"))
        if name in _OWN_UNDISTURBED or name.partition(".")[0] in _UNDISTURBED:
            return True
        if frame.f_code.co_filename.startswith(_IMPORTING) or frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


def _told() -> int:
    """Say so, and end by the signal where it is one that ends a program."""
    from contextlib import suppress

    from generator.cli.terminal import Terminal

    terminal = Terminal.real()
    with suppress(OSError):
        terminal.tell("Interrumpido.")
    terminal.drop_unread()
    if _Heard.number in _ENDING:
        signal.raise_signal(_Heard.number)
    return CODE
