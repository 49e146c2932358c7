"""Reading the last Ledger back, over real HTTP on loopback, from a folder and from a file."""

from __future__ import annotations

import itertools
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from generator.errors import DemorasError, LedgerError, UnreachableError, UsageError
from generator.model.ledger import Ledger
from generator.publish.heartbeat import heartbeat_file, heartbeat_for
from generator.publish.ledger_file import seal_ledger
from generator.publish.ledger_source import LARGEST_HEARTBEAT, read_ledger
from generator.publish.secret import Secrets
from generator.publish.staging import staging
from generator.publish.swap import swap_into_place
from tests.doubles.site_server import SiteAnswer, SiteServer, body, cut_short, serving, status

LEDGER = "/demoras/pedido/ledger.bin"
BEAT = "/demoras/pedido/latido.json"


@dataclass
class FakeTime:
    """Time that passes only in `sleep`, so that three minutes of retries take none."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Reader:
    """`read_ledger` with everything but the location given."""

    secrets: Secrets
    time: FakeTime = field(default_factory=FakeTime)
    call_seconds: float = 30.0

    def read(self, location: str, newer_than: datetime | None = None) -> tuple[Ledger, bytes]:
        numbers = itertools.count()
        return read_ledger(
            location,
            self.secrets,
            "prod",
            unique=lambda: f"n{next(numbers)}",
            sleep=self.time.sleep,
            monotonic=self.time.monotonic,
            call_seconds=self.call_seconds,
            newer_than=newer_than,
        )


@dataclass(frozen=True)
class Published:
    """A Ledger with the two files it is published as."""

    ledger: Ledger
    sealed: bytes
    beat: bytes


def _published(ledger: Ledger, secrets: Secrets) -> Published:
    sealed = seal_ledger(secrets, "prod", ledger)
    return Published(ledger, sealed, heartbeat_file(heartbeat_for(ledger.synced_at, 30, sealed)))


@pytest.fixture
def fresh(ledger: Ledger, secrets: Secrets) -> Published:
    """Give the Ledger of the last run."""
    return _published(ledger, secrets)


@pytest.fixture
def stale(ledger: Ledger, secrets: Secrets) -> Published:
    """Give the Ledger of the run before."""
    return _published(ledger.model_copy(update={"synced_at": ledger.synced_at - timedelta(hours=1)}), secrets)


@pytest.fixture
def running() -> Iterator[tuple[SiteServer, threading.Event]]:
    """Give a web server, and the event that ends its hanging answers."""
    with serving() as both:
        yield both


@pytest.fixture
def site(running: tuple[SiteServer, threading.Event]) -> SiteServer:
    """Give a web server that so far has nothing."""
    return running[0]


@pytest.fixture
def reader(secrets: Secrets) -> Reader:
    """Give a reader with the test secret and no waiting."""
    return Reader(secrets)


def _refused(reader: Reader, location: str, kind: type[DemorasError]) -> DemorasError:
    with pytest.raises(kind) as caught:
        reader.read(location)
    assert caught.value.remedy
    assert reader.secrets.current.key.hex() not in f"{caught.value!r}{caught.value.remedy}"
    return caught.value


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_site_gives_its_ledger_and_every_request_has_a_query_of_its_own(
    site: SiteServer, reader: Reader, fresh: Published, slash: str
) -> None:
    """The final slash of the address may be missing; no cache can answer a query it has not seen."""
    site.serves(LEDGER, body(fresh.sealed))
    site.serves(BEAT, body(fresh.beat))
    assert reader.read(site.url.rstrip("/") + slash) == (fresh.ledger, fresh.sealed)
    assert sorted(site.requests) == [f"{BEAT}?sin-cache=n0", f"{LEDGER}?sin-cache=n1"]
    assert reader.time.slept == []


def test_an_older_pair_is_asked_for_again_where_a_newer_one_was_published(
    site: SiteServer, reader: Reader, fresh: Published, stale: Published
) -> None:
    """A host may lag behind the run that has just ended, with both files alike."""
    site.serves(LEDGER, *[body(stale.sealed)] * 2, body(fresh.sealed))
    site.serves(BEAT, *[body(stale.beat)] * 2, body(fresh.beat))
    assert reader.read(site.url, fresh.ledger.synced_at)[0] == fresh.ledger
    assert reader.time.slept == [5.0, 5.0]


def test_after_half_a_minute_the_older_pair_is_what_there_is(
    site: SiteServer, reader: Reader, fresh: Published, stale: Published
) -> None:
    """Whether a run may go on from it is not decided here; without such a moment nothing is waited for."""
    site.serves(LEDGER, body(stale.sealed))
    site.serves(BEAT, body(stale.beat))
    assert reader.read(site.url, fresh.ledger.synced_at)[0] == stale.ledger
    assert reader.time.slept == [5.0] * 6
    assert reader.read(site.url)[0] == stale.ledger
    assert reader.time.slept == [5.0] * 6


@pytest.mark.parametrize("late", [LEDGER, BEAT])
def test_a_stale_copy_of_either_file_is_asked_for_again_until_they_fit(
    site: SiteServer, reader: Reader, fresh: Published, stale: Published, late: str
) -> None:
    """A CDN may serve one of them old for minutes; an old Ledger is never taken for the new one."""
    site.serves(LEDGER, *([body(stale.sealed)] * 2 if late == LEDGER else []), body(fresh.sealed))
    site.serves(BEAT, *([body(stale.beat)] * 2 if late == BEAT else []), body(fresh.beat))
    assert reader.read(site.url) == (fresh.ledger, fresh.sealed)
    assert len(reader.time.slept) == 2
    assert len(set(site.requests)) == 6


@pytest.mark.parametrize("missing", [LEDGER, BEAT])
def test_one_file_missing_beside_the_other_is_asked_for_again(
    site: SiteServer, reader: Reader, fresh: Published, missing: str
) -> None:
    """A site in the middle of a deploy has a Ledger: telling its operator to start anew would lose it."""
    site.serves(LEDGER, *([status(404)] if missing == LEDGER else []), body(fresh.sealed))
    site.serves(BEAT, *([status(404)] if missing == BEAT else []), body(fresh.beat))
    assert reader.read(site.url)[0] == fresh.ledger


@pytest.mark.parametrize("beat", [b"<!doctype html>", None])
def test_after_three_minutes_without_a_fit_it_stops_with_exit_code_3(
    site: SiteServer, reader: Reader, fresh: Published, stale: Published, beat: bytes | None
) -> None:
    """The same where the host answers a page instead of the heartbeat."""
    site.serves(LEDGER, body(fresh.sealed))
    site.serves(BEAT, body(stale.beat if beat is None else beat))
    error = _refused(reader, site.url, LedgerError)
    assert "corridas distintas" in str(error)
    assert error.exit_code == 3
    assert 170 <= sum(reader.time.slept) <= 180


def test_a_site_of_a_newer_program_is_refused_at_once_and_as_that(
    site: SiteServer, reader: Reader, fresh: Published, tmp_path: Path
) -> None:
    """Asking for three minutes would not make it older."""
    newer = fresh.beat.replace(b'"v":1', b'"v":2')
    site.serves(LEDGER, body(fresh.sealed))
    site.serves(BEAT, body(newer))
    for place in (site.url, str(_folder(tmp_path / "site", fresh.sealed, newer))):
        error = _refused(reader, place, LedgerError)
        assert "latido.json es de una versión que este programa no conoce" in str(error)
        assert "actualice" in error.remedy
    assert reader.time.slept == []


def test_a_site_without_ledger_and_heartbeat_is_told_about_new_ledger(site: SiteServer, reader: Reader) -> None:
    """Only the operator can know that this is the first run."""
    error = _refused(reader, site.url, LedgerError)
    assert "No hay un Ledger publicado" in str(error)
    assert "--new-ledger" in error.remedy


def test_a_ledger_sealed_with_another_secret_is_refused(site: SiteServer, rotating: Secrets, fresh: Published) -> None:
    """It fits its heartbeat, which anyone can make, but it does not open."""
    site.serves(LEDGER, body(fresh.sealed))
    site.serves(BEAT, body(fresh.beat))
    assert rotating.previous is not None
    error = _refused(Reader(Secrets(rotating.previous)), site.url, LedgerError)
    assert "no se puede abrir" in str(error)


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_is_refused_and_not_followed(site: SiteServer, reader: Reader, fresh: Published, code: int) -> None:
    """Whoever answers must not choose where the Ledger comes from."""
    site.serves("/elsewhere", body(fresh.beat))
    site.serves(BEAT, status(code, Location=site.url.replace("/demoras/", "/elsewhere")))
    assert "redirige" in str(_refused(reader, site.url, UnreachableError))
    assert len(site.requests) == 1


@pytest.mark.parametrize("code", [403, 429, 500, 503])
def test_any_other_status_stops_the_run_and_is_named(site: SiteServer, reader: Reader, code: int) -> None:
    """A host out of order is not a site without Ledger."""
    site.serves(BEAT, status(code, b"<h1>sorry</h1>"))
    error = _refused(reader, site.url, UnreachableError)
    assert str(code) in str(error)
    assert error.exit_code == 3


def test_a_file_over_its_limit_is_refused(site: SiteServer, reader: Reader) -> None:
    """A heartbeat has some hundred bytes."""
    site.serves(BEAT, body(bytes(LARGEST_HEARTBEAT + 1)))
    assert "de más de" in str(_refused(reader, site.url, UnreachableError))


def test_an_answer_cut_short_is_refused(site: SiteServer, reader: Reader, fresh: Published) -> None:
    """Half a Ledger is no Ledger."""
    site.serves(BEAT, body(fresh.beat))
    site.serves(LEDGER, cut_short(fresh.sealed))
    assert "No se pudo leer el sitio" in str(_refused(reader, site.url, UnreachableError))


def test_a_host_that_never_answers_or_drips_for_ever_is_left(
    running: tuple[SiteServer, threading.Event], reader: Reader
) -> None:
    """The limit is on the whole request: before the headers, inside them, and inside the body."""
    site, over = running

    def silent(_handler: BaseHTTPRequestHandler) -> None:
        over.wait()

    def dripping(start: bytes) -> SiteAnswer:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + start)
            while not over.wait(0.02):
                handler.wfile.write(b"x")

        return answer

    reader.call_seconds = 0.3
    for answer in (silent, dripping(b"X-Header: "), dripping(b"Content-Length: 60000\r\n\r\n")):
        site.serves(BEAT, answer)
        assert "no terminó de responder en 0.3 segundos" in str(_refused(reader, site.url, UnreachableError))


def test_a_site_where_nobody_listens_is_unreachable(reader: Reader) -> None:
    """One Spanish line, with the host and the remedy."""
    with serving() as (gone, _):
        url = gone.url
    assert "No se pudo leer el sitio publicado en 127.0.0.1" in str(_refused(reader, url, UnreachableError))


@pytest.mark.parametrize(
    "url",
    [
        "http://demoras.example/",
        "ftp://demoras.example/",
        "file:///etc/passwd",
        "https://user:hunter2@demoras.example/",
        "https://demoras.example/?a=b",
        "https://demoras.example/#ivnsj7b24u6ajoul6uuwododshiluxfb",
        "https://[bad/",
        "https://",
    ],
)
def test_an_address_that_is_not_plain_https_is_refused_before_any_request(reader: Reader, url: str) -> None:
    """What may be a password or a token in it is not repeated."""
    error = _refused(reader, url, UsageError)
    assert "hunter2" not in f"{error}{error.remedy}"
    assert "ivnsj7b2" not in f"{error}{error.remedy}"


def _folder(place: Path, sealed: bytes, beat: bytes) -> Path:
    (place / "pedido").mkdir(parents=True)
    (place / "pedido" / "ledger.bin").write_bytes(sealed)
    (place / "pedido" / "latido.json").write_bytes(beat)
    return place


def test_a_sites_folder_and_a_saved_file_give_the_ledger_too(reader: Reader, fresh: Published, tmp_path: Path) -> None:
    """`--previous` takes all three."""
    folder = _folder(tmp_path / "site", fresh.sealed, fresh.beat)
    assert reader.read(str(folder)) == (fresh.ledger, fresh.sealed)
    assert reader.read(str(folder / "pedido" / "ledger.bin")) == (fresh.ledger, fresh.sealed)


def test_a_folder_whose_two_files_do_not_fit_is_refused(
    reader: Reader, fresh: Published, stale: Published, tmp_path: Path
) -> None:
    """It was copied in part."""
    folder = _folder(tmp_path / "site", fresh.sealed, stale.beat)
    assert "no son de la misma corrida" in str(_refused(reader, str(folder), LedgerError))
    (folder / "pedido" / "latido.json").unlink()
    assert "no son de la misma corrida" in str(_refused(reader, str(folder), LedgerError))


def test_a_folder_without_ledger_or_a_path_that_is_not_there_is_told_about_new_ledger(
    reader: Reader, tmp_path: Path
) -> None:
    """Each with its own words."""
    error = _refused(reader, str(tmp_path), LedgerError)
    assert "No hay un Ledger publicado" in str(error)
    assert "--new-ledger" in error.remedy
    error = _refused(reader, str(tmp_path / "none.bin"), LedgerError)
    assert "No existe el Ledger" in str(error)
    assert "--new-ledger" in error.remedy


def test_a_folder_left_aside_by_a_killed_publication_is_put_back_and_read(
    reader: Reader, fresh: Published, tmp_path: Path
) -> None:
    """Else the operator would be told to start a new Ledger while the old one stands beside."""
    target = tmp_path / "site"
    with staging(target) as new:
        _folder(new, fresh.sealed, fresh.beat)
        swap_into_place(new, target)
    shutil.move(target, tmp_path / ".site.demoras-old")
    assert reader.read(str(target)) == (fresh.ledger, fresh.sealed)
