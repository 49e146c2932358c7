"""No command's output acts on a terminal or on GitHub's runner, whatever was typed into billing, data or a call."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.sandbox import Credentials, MadeUpHistory
from generator.sandbox.loopback_server import SandboxResponse
from generator.sandbox.whmcs_values import Params
from tests.acting_text import TYPED, acts
from tests.cli.calls import END, Ran, call
from tests.doubles.faulty_billing import FaultyBilling
from tests.sample_company import copied, edited

ON_GITHUB = {"GITHUB_ACTIONS": "true"}
NAMED = frozenset({"product", "status", "domaintype", "deptname", "priority"})
"""Fields that hold words of people who set up billing, and that a run tells of or skips."""


class TypedBilling(FaultyBilling):
    """Billing in which one row of each answer says these words wherever somebody may have typed them."""

    words = ""

    def respond(self, params: Params, address: str) -> SandboxResponse:
        answer = super().respond(params, address)
        content: Any = json.loads(answer.body)
        if content.get("result") == "success":
            _typed_once(content, self.words)
        else:
            content["message"] = self.words
        return SandboxResponse(answer.status, json.dumps(content).encode(), answer.content_type)


def _typed_once(value: Any, words: str) -> bool:
    """Type the words into the first row that has a place for them."""
    if isinstance(value, list):
        return any(_typed_once(one, words) for one in value)
    if not isinstance(value, dict):
        return False
    places = [key for key in value if key in NAMED]
    value |= dict.fromkeys(places, words)
    inside = [_typed_once(one, words) for one in value.values()]
    return bool(places) or any(inside)


@pytest.fixture(params=TYPED, ids=range(len(TYPED)))
def words(request: pytest.FixtureRequest) -> str:
    typed: str = request.param
    return typed


@pytest.fixture
def typed_billing(history: MadeUpHistory, credentials: Credentials, words: str) -> Iterator[TypedBilling]:
    with TypedBilling(history, as_of=END, credentials=credentials) as server:
        server.words = words
        yield server


OURS = ("::error file=", "::warning file=", "::error title=Hay más::Hay ")


def check_all(ran: Ran, page: Path) -> None:
    """Nothing acts but the marks that are ours, which are told to GitHub alone."""
    ours = [line for line in ran.out.split("\n") if line.startswith(OURS)]
    assert [line for line in acts(f"{ran.out}\n{ran.err}") if line not in ours] == []
    assert acts("\n".join(ours).replace("::error", "").replace("::warning", "")) == []
    assert acts(page.read_text(encoding="utf-8") if page.exists() else "") == []


def test_words_of_billing_are_told_and_do_nothing(
    tmp_path: Path, typed_billing: TypedBilling, keys: Mapping[str, str], first_ledger: Path
) -> None:
    """Products and states that nobody has mapped are printed: staff have to know them."""
    page = tmp_path / "summary.md"
    environ = {**keys, **ON_GITHUB, "DEMORAS_WHMCS_URL": typed_billing.url, "GITHUB_STEP_SUMMARY": str(page)}
    ran = call("sync", "--previous", first_ledger, "--out", tmp_path / "l", environ=environ)

    assert ran.code == 0, ran.err
    assert "Productos sin servicio en data/billing.yml: " in ran.out
    assert page.exists()
    check_all(ran, page)


def test_words_of_billing_s_refusals_do_nothing(
    tmp_path: Path, typed_billing: TypedBilling, keys: Mapping[str, str]
) -> None:
    page = tmp_path / "summary.md"
    wrong = {**keys, **ON_GITHUB, "DEMORAS_WHMCS_SECRET": "otra", "GITHUB_STEP_SUMMARY": str(page)}
    environ = {**wrong, "DEMORAS_WHMCS_URL": typed_billing.url}
    ran = call("sync", "--new-ledger", "--out", tmp_path / "l", environ=environ)

    assert ran.code == 3
    check_all(ran, page)


@pytest.mark.parametrize("command", [("check",), ("explain", "portal"), ("reviews",), ("diff", "HEAD")])
def test_words_in_the_data_do_nothing(tmp_path: Path, words: str, command: tuple[str, ...]) -> None:
    """As a value, a key, an identifier and the name of a file."""
    page = tmp_path / "summary.md"
    root = copied(tmp_path / "project")
    service = next(iter(sorted((root / "data" / "services").glob("*.yml"))))
    shutil.copy(service, service.with_name(f"{words.replace('/', '-')}.yml"))
    quoted = json.dumps(words)
    edited(root, "data/company.yml", "\nsite: ", f"\n{quoted}: {quoted}\nunlisted: {quoted}\nsite: ")
    with service.open("a", encoding="utf-8") as file:
        file.write(f"requirements: [{quoted}]\nclock_starts: {quoted}\npromise: {quoted}\n")
    ran = call(*command, root=root, environ={**ON_GITHUB, "GITHUB_STEP_SUMMARY": str(page)})

    assert ran.code == 1
    check_all(ran, page)


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "{}"),
        ("explain", "--promise", "{}"),
        ("check", "--{}"),
        ("check", "--now", "{}"),
        ("{}",),
        ("holidays", "{}"),
        ("links", "--since", "{}"),
        ("build", "--ledger", "{}", "--out", "x"),
        ("sync", "--source", "{}", "--new-ledger", "--out", "x"),
        ("serve", "--port", "{}"),
        ("verdict", "--ledger", "{}"),
        ("diff", "{}"),
    ],
)
def test_words_of_a_call_do_nothing(
    tmp_path: Path, words: str, keys: Mapping[str, str], command: tuple[str, ...]
) -> None:
    page = tmp_path / "summary.md"
    typed = [part.replace("{}", words) for part in command]
    ran = call(*typed, environ={**keys, **ON_GITHUB, "GITHUB_STEP_SUMMARY": str(page)})

    assert ran.code != 0
    check_all(ran, page)
