"""A server on another machine, as far as a program can tell: TLS under a name of its own, reached through a proxy."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.doubles.acting_server import Act, ActHandler, ActServer, Seen

HOST = "lejos.example"
ALWAYS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC))


class _Tunnel(ActHandler):
    context: ssl.SSLContext

    def do_CONNECT(self) -> None:  # noqa: N802 - http.server's own way of naming
        """Be the far server too, behind the tunnel that was asked for."""
        self.send_response(200)
        self.end_headers()
        with self.context.wrap_socket(self.connection, server_side=True) as tunnel:
            self.connection = tunnel
            self.rfile, self.wfile = tunnel.makefile("rb"), tunnel.makefile("wb")
            self.handle_one_request()


@contextmanager
def far_away(act: Act, folder: Path, environment: pytest.MonkeyPatch, *, trusted: bool = True) -> Iterator[Seen]:
    """Serve `https://lejos.example/`; the environment names the proxy that leads there and trusts its authority."""
    certificate = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    http = ActServer(Seen(f"https://{HOST}/"), lambda _: act, type("Tunnel", (_Tunnel,), {"context": context}))
    for name in ("https_proxy", "HTTPS_PROXY"):
        environment.setenv(name, f"http://127.0.0.1:{http.server_address[1]}")
    for name in ("no_proxy", "NO_PROXY", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        environment.delenv(name, raising=False)
    if trusted:
        environment.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with http.running() as server:
        yield server


def _certificate(folder: Path) -> Path:
    """Write a certificate with its key, signed by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), *ALWAYS)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "lejos.pem"
    pkcs8 = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*pkcs8))
    return path
