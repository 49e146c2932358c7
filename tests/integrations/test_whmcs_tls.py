"""The hook believes a site over https only if its certificate is good."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.integrations.running_php import Php

ALWAYS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Write a certificate and key for localhost that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.2"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), *ALWAYS)
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    pkcs8 = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*pkcs8))
    return path


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    """Serve one revision over TLS with that certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = b'{"revisions":{"%s":3},"v":1}' % (b"ab" * 16)
            self.send_response(200)
            # A newer curl takes no answer whose end only the closed connection tells: anybody could cut it short.
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stay quiet."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Stay quiet: a client that distrusts the certificate hangs up."""

    server = Quiet(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("by_curl", [None, False], ids=["own-choice", "socket"])
@pytest.mark.parametrize(
    ("host", "trusted", "revisions"),
    [("localhost", True, {"ab" * 16: 3}), ("localhost", False, None), ("127.0.0.1", True, None)],
    ids=["good", "unknown-issuer", "other-name"],
)
def test_only_a_trusted_certificate_of_that_host_is_believed(
    php: Php, certificate: Path, port: int, host: str, trusted: bool, revisions: object, by_curl: bool | None
) -> None:
    """Whoever stands between could otherwise serve old revisions, and so have old links sent."""
    options = ("-d", f"openssl.cafile={certificate}", "-d", f"curl.cainfo={certificate}") if trusted else ()
    asked = {"site_url": f"https://{host}:{port}/", "cache": str(php.folder / "cache"), "moments": [1_800_000_000]}
    assert Php(php.path, php.folder, options).run("revisions.php", {**asked, "seconds": 5, "by_curl": by_curl}) == [
        revisions
    ]
