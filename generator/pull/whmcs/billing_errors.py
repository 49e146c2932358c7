"""The error that ends a call to billing, and the remedies that several calls share."""

from __future__ import annotations

from generator.errors import UnreachableError

LAST_KEPT = "Se conserva lo último publicado. Si se repite, revise que el sistema de facturación esté en línea."
NOT_BILLING = (
    "Revise que DEMORAS_WHMCS_URL sea la dirección completa de includes/api.php y que ningún módulo de WHMCS, "
    "cortafuegos o CDN escriba en la respuesta."
)


class BillingError(UnreachableError):
    """One call failed. `fault` is in our own words; what is `general` would meet any other call too."""

    def __init__(self, action: str, fault: str, remedy: str, *, general: bool) -> None:
        super().__init__(f"Facturación ({action}): {fault}.", remedy)
        self.fault = fault
        self.general = general


class NoTimeError(BillingError):
    """The time of the whole pull ended in the middle of a call: what came before it holds."""


class SlowError(BillingError):
    """One call did not end in its time; each more of them would cost a run as much again."""


def failed_action(action: str, fault: str, remedy: str, *, general: bool = True) -> BillingError:
    """Return the error for one call. Pass own words only: a body, a URL or an API text may hold a client's data."""
    return BillingError(action, fault, remedy, general=general)
