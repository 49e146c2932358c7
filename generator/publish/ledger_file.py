"""The sealed Ledger, `pedido/ledger.bin`, and how the current or the previous secret opens it."""

# Layout, format 1 (`‖` joins bytes); `envelope.py` has the keys, header, nonce and cipher:
#   ikm   HMAC-SHA256(secret, "ledger/v1\n" ‖ site)
#   J     gzip(level 6, mtime 0) of the Ledger's canonical JSON
#   P     uint32 big-endian len(J) ‖ J, no padding
# Compressed, unlike a view: its length is that of all orders together and tells nothing of one.

from __future__ import annotations

import gzip
import hmac
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Literal

import msgspec
from zlib_ng import zlib_ng

from generator.errors import LedgerError, UnknownVersionError
from generator.model.base import OrderId, TicketId
from generator.model.ledger import Ledger, OrderRecord, TicketRecord
from generator.model.record import AsRead, from_plain
from generator.publish.envelope import LEDGER, Keys, SealError, derive, is_other_version, unwrap, wrap
from generator.publish.secret import Secret, Secrets

LEDGER_PATH = "pedido/ledger.bin"
LARGEST_JSON = 2 * 1024**3
"""Bytes of JSON that are written and read at most, about two million orders: no file may unpack into all of memory."""
_REMEDY = (
    "Revise DEMORAS_SECRET (y DEMORAS_SECRET_PREVIOUS si está cambiando de secreto) y «site» en data/company.yml; "
    "si el Ledger se perdió, use la copia guardada con --previous o empiece de cero con --new-ledger."
)


class _Versioned(msgspec.Struct):
    """What every version of the JSON has."""

    v: Any = None


class _Written(Ledger, frozen=True, kw_only=True, omit_defaults=True):
    """A Ledger as a file has it: one that does not tell its version is none of today's."""

    v: Literal[3]


class _Unread(_Written, frozen=True, kw_only=True, omit_defaults=True):
    """The same whose orders and tickets are still the texts that they stand as."""

    orders: dict[OrderId, msgspec.Raw]  # type: ignore[assignment]
    tickets: dict[TicketId, msgspec.Raw]  # type: ignore[assignment]


_WRITTEN = msgspec.json.Decoder(_Written, dec_hook=from_plain)
_UNREAD = msgspec.json.Decoder(_Unread, dec_hook=from_plain)
_ORDER = msgspec.json.Decoder(OrderRecord, dec_hook=from_plain)
_TICKET = msgspec.json.Decoder(TicketRecord, dec_hook=from_plain)
READERS: Mapping[int, Callable[[bytes], Ledger]] = {
    # Versions 2 and 3 only added fields that may be missing.
    1: lambda text: Ledger.model_validate({**msgspec.json.decode(text), "v": 3}),
    2: lambda text: Ledger.model_validate({**msgspec.json.decode(text), "v": 3}),
    3: lambda text: Ledger(**_fields(_WRITTEN.decode(text))),
}
"""How each version of the JSON becomes today's Ledger; every version ever published stays here."""
NEWEST = max(READERS)


def seal_ledger(secrets: Secrets, site: str, ledger: Ledger) -> bytes:
    """Return a Ledger sealed with the current secret; equal Ledgers give equal bytes with one build of zlib.

    Raises:
        LedgerError: the Ledger is another site's, or so large that no run could read it again.

    """
    _check_site(ledger, site)
    text = ledger.canonical()
    if len(text) > LARGEST_JSON:
        raise LedgerError(
            f"El Ledger no se guardó: con {len(ledger.orders)} pedidos y {len(ledger.tickets)} tickets pasa de 2 GiB, "
            "lo que la próxima corrida puede leer (unos dos millones de pedidos).",
            "Quite de facturación los pedidos que no hagan falta; el sitio publicado no cambió.",
        )
    packed = gzip.compress(text, compresslevel=6, mtime=0)
    return wrap(LEDGER, _keys(secrets.current, site), struct.pack(">I", len(packed)) + packed)


def open_ledger(secrets: Secrets, site: str, data: bytes, *, with_texts: bool = False) -> Ledger:
    """Return the Ledger that was sealed with the current or the previous secret, of whatever known version.

    `with_texts` has its orders and tickets be `AsRead`, which takes as long and as much more room as they are long;
    not where it is of an older version.

    Raises:
        UnknownVersionError: its seal or what it holds was written by a newer program.
        LedgerError: it does not open, or holds something else; the message tells what to do.

    """
    plain = _plain(secrets, site, data)
    (length,) = struct.unpack(">I", plain[:4].rjust(4, b"\0"))
    if len(plain) != length + 4:
        raise _broken("su largo no concuerda")
    ledger = _parse(_unpack(plain[4:]), with_texts=with_texts)
    _check_site(ledger, site)
    return ledger


def _keys(secret: Secret, site: str) -> Keys:
    return derive(LEDGER, hmac.digest(secret.key, f"ledger/v1\n{site}".encode(), "sha256"))


def _plain(secrets: Secrets, site: str, data: bytes) -> bytes:
    if is_other_version(LEDGER, data):
        raise UnknownVersionError("El Ledger")
    for secret in secrets.all():
        try:
            return unwrap(LEDGER, _keys(secret, site), data)
        except SealError:
            continue
    raise LedgerError(
        "El Ledger no se puede abrir: está dañado o se selló con otro secreto o para otro sitio.", _REMEDY
    )


def _unpack(packed: bytes) -> bytes:
    stream = zlib_ng.decompressobj(wbits=31)
    try:
        text = stream.decompress(packed, LARGEST_JSON)
    except zlib_ng.error:  # type: ignore[misc] # its stub names a value of it
        raise _broken("no se puede descomprimir") from None
    if stream.unconsumed_tail or not stream.eof or stream.unused_data:
        raise _broken("descomprimido no termina donde debe o pasa de 2 GiB (unos dos millones de pedidos)")
    return text


def _parse(text: bytes, *, with_texts: bool) -> Ledger:
    # Nearly always it is of today's version: to look first would be to go through all of it once more.
    with suppress(msgspec.DecodeError, ValueError, RecursionError):
        return _read_with_texts(text) if with_texts else READERS[NEWEST](text)
    try:
        version = _version_of(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise _broken("no contiene JSON") from None
    if version is None:
        raise _broken("no dice de qué versión es")
    reader = READERS.get(version) if type(version) is int else None
    if reader is None:
        raise UnknownVersionError("El Ledger")
    try:
        return reader(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        # Its own text would show where, and that may be a client's.
        raise _broken("le faltan campos o tienen otra forma") from None


def _read_with_texts(text: bytes) -> Ledger:
    fields = _fields(_UNREAD.decode(text))
    fields["orders"] = AsRead(fields["orders"], _ORDER.decode)
    fields["tickets"] = AsRead(fields["tickets"], _TICKET.decode)
    return Ledger(**fields)


def _fields(read: Ledger) -> dict[str, Any]:
    return {name: getattr(read, name) for name in Ledger.__struct_fields__}


def _version_of(text: bytes) -> object:
    """Return what a JSON text says of its version; msgspec skips the rest, unless it is no object."""
    try:
        return msgspec.json.decode(text, type=_Versioned).v
    except msgspec.ValidationError:
        msgspec.json.decode(text)
        return None


def _check_site(ledger: Ledger, site: str) -> None:
    if ledger.site != site:
        raise LedgerError("El Ledger es de otro sitio.", "Revise «site» en data/company.yml.")


def _broken(fault: str) -> LedgerError:
    return LedgerError(
        f"El Ledger se abrió, pero {fault}.",
        "Use una copia anterior con --previous, o empiece de cero con --new-ledger.",
    )
