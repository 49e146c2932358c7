"""The errors of talking to the manual, and the remedies that several of them share."""

from __future__ import annotations

from generator.errors import PublishError, UnreachableError

TRY_LATER = "Pruebe de nuevo en unos minutos. Si se repite, revise que el manual esté en línea."
NOT_BOOKSTACK = (
    "Revise que «base_url» de data/manual.yml sea la dirección del manual (BookStack), con su carpeta si la tiene."
)
KEY = (
    "Revise DEMORAS_BOOKSTACK_TOKEN_ID y DEMORAS_BOOKSTACK_TOKEN_SECRET: que el token exista y no haya vencido, y "
    "que su usuario tenga los permisos de acceder a la API del sistema y, para escribir, de editar la página."
)
READ_ONLY = (
    "El token vale: es esta página la que su usuario no puede editar. Dele en el manual permiso de editarla (en la "
    "página, Permisos; o en su rol), o sáquela de data/manual.yml."
)
UNSURE = "Puede haberse guardado o no. Ejecute «demoras manual preview», que dice si falta algo."


def failed_call(what: str, fault: str, remedy: str) -> UnreachableError:
    """Return the error for one call. Pass own words only: an address, a header or an answer may hold a secret."""
    return UnreachableError(f"El manual ({what}): {fault}.", remedy)


def refused_page(name: str, fault: str, remedy: str) -> PublishError:
    """Return the error of one page that cannot be written."""
    return PublishError(f"{name}: {fault}.", remedy)
