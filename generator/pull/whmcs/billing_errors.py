"""The error that ends a pull, and the remedies that several calls share."""

from __future__ import annotations

from generator.errors import UnreachableError

LAST_KEPT = "Se conserva lo último publicado. Si se repite, revise que el sistema de facturación esté en línea."
NOT_BILLING = (
    "Revise que DEMORAS_WHMCS_URL sea la dirección completa de includes/api.php y que ningún módulo de WHMCS, "
    "cortafuegos o CDN escriba en la respuesta."
)


def failed_action(action: str, fault: str, remedy: str) -> UnreachableError:
    """Return the error for one call. Pass own words only: a body, a URL or an API text may hold a client's data."""
    return UnreachableError(f"Facturación ({action}): {fault}.", remedy)
