"""Every way a run can stop, each with the exit code it ends in; messages are Spanish and name place, fault, remedy."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass

from generator.shown_text import shown_line

_REFUSALS = {
    errno.EACCES: "permiso denegado",
    errno.EPERM: "permiso denegado",
    errno.EROFS: "el disco es de sólo lectura",
    errno.ENOSPC: "no queda espacio en el disco",
    errno.EDQUOT: "se acabó la cuota del disco",
    errno.EFBIG: "el archivo pasa del tamaño que el sistema permite",
    errno.EIO: "error del disco",
    errno.ENOENT: "no existe",
    errno.ENOTDIR: "hay un archivo donde va una carpeta",
    errno.EISDIR: "hay una carpeta donde va un archivo",
    errno.EEXIST: "ya existe",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
    errno.ELOOP: "un enlace simbólico lleva a sí mismo",
    errno.EBUSY: "está en uso",
    errno.EADDRINUSE: "está en uso",
    errno.EMFILE: "demasiados archivos abiertos",
    errno.ENFILE: "demasiados archivos abiertos",
    errno.ENOMEM: "falta memoria",
    errno.EAGAIN: "el sistema no empieza más procesos",
}


def refusal(error: OSError) -> str:
    """Return why the system refused something, as messages say it in brackets; what is rare, in its own words."""
    return _REFUSALS.get(error.errno or 0) or error.strerror or type(error).__name__


class DemorasError(Exception):
    """Base of all expected failures: `str(error)` is what the person who can mend it reads.

    It never carries a secret, a token or a client's field.
    """

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(DemorasError):
    """The command was called wrongly, or the environment lacks a variable it needs."""

    exit_code = 2


class NoBillingError(UsageError):
    """What was asked for is of orders, and the data have no billing system."""

    def __init__(self) -> None:
        super().__init__(
            "Falta data/billing.yml: sin él la empresa no tiene pedidos que leer ni que mostrar.",
            "Si se vende por una facturación, agréguelo, y data/revocations.yml. Si no, el sitio se construye con "
            "«demoras build» sin «--ledger» ni DEMORAS_SECRET, y esta orden no hace falta.",
        )


class UnreachableError(DemorasError):
    """Billing or the published site did not answer, or answered something that cannot be trusted."""

    exit_code = 3


class LedgerError(DemorasError):
    """The Ledger is missing, cannot be opened or does not fit what was asked of it."""

    exit_code = 3


class UnknownVersionError(LedgerError):
    """What was read is of a version that this program does not know, and must not be read as one it knows."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} es de una versión que este programa no conoce.",
            "Lo escribió un programa más nuevo: actualice este antes de seguir.",
        )


class PublishError(DemorasError):
    """The site could not be written whole; what was published before is untouched."""

    exit_code = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the data: `path:line:column: message`, with the remedy on its own line."""

    path: str
    line: int
    column: int
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{shown_line(self.path)}:{self.line}:{self.column}"
        return f"{place}: {shown_line(self.message)}\n    {shown_line(self.remedy)}"


class DataError(DemorasError):
    """The data is wrong: all its problems at once, in the order of the files."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        super().__init__(f"Hay {count} {'problema' if count == 1 else 'problemas'} en los datos; no se construyó nada.")
