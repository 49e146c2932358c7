"""Runs the command line: `python -m generator`, installed as `demoras`."""

import atexit
import gc
import sys

from generator.cli.interrupts import end_interrupted_or


def main() -> int:
    """Run the command that was typed, and return its exit code."""
    return end_interrupted_or(_command)


def _command() -> int:
    # A command is over in seconds, and drops hardly anything it makes and nothing it imports: to look for circles among
    # every 700 new values takes a tenth of its time, and to look through all once more when it ends another tenth.
    gc.set_threshold(400_000)
    atexit.register(gc.freeze)
    try:
        # Not before an interrupt is heard: these are most of a short command's time.
        from generator.cli.main import main as run  # noqa: PLC0415
    except (OSError, ImportError) as error:
        # Nothing can be imported that would say it better.
        remedy = "Suba el límite de archivos abiertos a la vez (ulimit -n) o el de memoria, y repita la orden."
        sys.stderr.write(f"demoras: el programa no se pudo cargar ({error.__class__.__name__}). Remedio: {remedy}\n")
        return 1
    return run()


if __name__ == "__main__":
    sys.exit(main())
