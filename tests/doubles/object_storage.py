"""Storage on loopback that speaks as much of S3 as rclone asks for, and remembers what was done in which order."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "balde"
PAGE = 1000
"""Keys that one answer lists, as S3's."""
_OLD = ("Sat, 28 Nov 2026 12:00:00 GMT", "2026-11-28T12:00:00.000Z")


@dataclass
class ObjectStorage:
    """A bucket: its objects by key, with what they came with, and each PUT and DELETE in order."""

    url: str
    objects: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    done: list[tuple[str, str]] = field(default_factory=list)
    before: Callable[[str, str], None] = lambda *_: None
    """Called with each PUT and DELETE before it is done."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def environ(self) -> dict[str, str]:
        """Return what rclone needs to find it as `demoras:balde`."""
        said = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": self.url, "ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b"}
        said |= {"NO_CHECK_BUCKET": "true", "REGION": "x"}
        return {f"RCLONE_CONFIG_DEMORAS_{name}": value for name, value in said.items()}

    def listed(self, asked: dict[str, list[str]]) -> bytes:
        """Return one page of keys as XML, in the first version of the call or the second."""
        prefix, delimiter = (asked.get(name, [""])[0] for name in ("prefix", "delimiter"))
        after = asked.get("marker", asked.get("continuation-token", [""]))[0]
        with self.lock:
            keys = [key for key in sorted(self.objects) if key.startswith(prefix) and key > after]
            sizes = {key: (len(data), hashlib.md5(data).hexdigest()) for key, data in self.objects.items()}  # noqa: S324
        page, folders = keys[:PAGE], dict[str, None]()
        rows = []
        for key in page:
            head, found, _ = key.removeprefix(prefix).partition(delimiter) if delimiter else (key, "", "")
            if found:
                folders[f"{prefix}{head}{delimiter}"] = None
            else:
                size, digest = sizes[key]
                rows.append(
                    f"<Contents><Key>{escape(key)}</Key><LastModified>{_OLD[1]}</LastModified>"
                    f'<ETag>"{digest}"</ETag><Size>{size}</Size><StorageClass>STANDARD</StorageClass></Contents>'
                )
        rows += [f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in folders]
        more = len(keys) > PAGE
        last = f"<NextMarker>{escape(page[-1])}</NextMarker>" if more else ""
        last += f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        body = f"<IsTruncated>{str(more).lower()}</IsTruncated>{last}{''.join(rows)}"
        return f"<?xml version='1.0'?><ListBucketResult><Name>{BUCKET}</Name>{body}</ListBucketResult>".encode()


class _Handler(BaseHTTPRequestHandler):
    storage: ObjectStorage
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        key, asked = self._asked()
        if key:
            self._object(key, body=True)
        else:
            self._answer(200, self.storage.listed(asked), {"Content-Type": "application/xml"})

    def do_HEAD(self) -> None:
        self._object(self._asked()[0], body=False)

    def do_PUT(self) -> None:
        key, _ = self._asked()
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.storage.before("PUT", key)
        with self.storage.lock:
            self.storage.objects[key] = data
            kept = {name.lower(): value for name, value in self.headers.items()}
            self.storage.headers[key] = {
                name: value for name, value in kept.items() if name.startswith(("cache-", "x-amz-"))
            }
            self.storage.done.append(("PUT", key))
        self._answer(200, b"", {"ETag": f'"{hashlib.md5(data).hexdigest()}"'})  # noqa: S324 - what S3 calls it by

    def do_DELETE(self) -> None:
        key, _ = self._asked()
        self.storage.before("DELETE", key)
        with self.storage.lock:
            self.storage.objects.pop(key, None)
            self.storage.done.append(("DELETE", key))
        self._answer(204, b"", {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet."""

    def _asked(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return unquote(parts.path).removeprefix(f"/{BUCKET}").removeprefix("/"), parse_qs(parts.query)

    def _object(self, key: str, *, body: bool) -> None:
        with self.storage.lock:
            data, headers = self.storage.objects.get(key), self.storage.headers.get(key, {})
        if data is None:
            self._answer(404, b"", {})
            return
        digest = hashlib.md5(data).hexdigest()  # noqa: S324 - what S3 calls an object by
        told = {"ETag": f'"{digest}"', "Last-Modified": _OLD[0], **headers}
        self._answer(200, data if body else b"", told, length=len(data))

    def _answer(self, code: int, data: bytes, headers: dict[str, str], length: int | None = None) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def object_storage() -> Iterator[ObjectStorage]:
    """Serve an empty bucket on a free port."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Stay quiet: a copy that was killed hangs up."""

    handler = type("Handler", (_Handler,), {})
    http = Quiet(("127.0.0.1", 0), handler)
    storage = ObjectStorage(f"http://127.0.0.1:{http.server_address[1]}")
    handler.storage = storage  # type: ignore[attr-defined]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield storage
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
