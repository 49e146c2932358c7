"""The settings of one WHMCS come in, an HTTP session that sends its keys to that one address goes out."""

from __future__ import annotations

import requests

from generator import __version__
from generator.pull.whmcs.settings import WhmcsSettings


def new_session(settings: WhmcsSettings) -> requests.Session:
    """Return a session that follows no redirect, adds no password and asks for no compression."""
    session = _Session()
    # Proxies and CA bundles of the environment are wanted, except towards this machine …
    session.trust_env = not settings.is_local
    # … but never ~/.netrc, which would add a password of somebody's own. An `auth` of our own keeps it out.
    session.auth = _no_auth
    # A small answer could unfold into a huge one; what comes compressed anyway is inflated under the limit.
    session.headers.update({"User-Agent": f"demoras/{__version__}", "Accept-Encoding": "identity"})
    return session


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow nothing: the secret in the form goes to the address that was configured and nowhere else."""
        # `allow_redirects=False` is not enough: requests would still read the redirect's body, whatever its size.


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
