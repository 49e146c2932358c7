"""What an exception of the connection is taken for."""

from __future__ import annotations

import ssl

import pytest
import requests
import urllib3

from generator.http.http_fault import HttpFault, fault_of

DISTRUST = ssl.SSLCertVerificationError(1, "certificate verify failed")


def _caused_by(cause: Exception) -> Exception:
    error = requests.exceptions.SSLError("x")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (_caused_by(urllib3.exceptions.SSLError(DISTRUST)), HttpFault.CERTIFICATE),
        (_caused_by(DISTRUST), HttpFault.CERTIFICATE),
        (requests.exceptions.SSLError("x"), HttpFault.NO_TLS),
        (requests.exceptions.ProxyError("x"), HttpFault.PROXY),
        (requests.exceptions.ReadTimeout("x"), HttpFault.SILENT),
        (requests.exceptions.ConnectTimeout("x"), HttpFault.SILENT),
        (requests.exceptions.ChunkedEncodingError("x"), HttpFault.CUT_SHORT),
        (requests.exceptions.ConnectionError("x"), HttpFault.NOT_CONNECTED),
        (requests.exceptions.InvalidURL("x"), HttpFault.UNFORESEEN),
        (RuntimeError("secreto-b81d02"), HttpFault.UNFORESEEN),
    ],
)
def test_an_exception_is_taken_for_the_narrowest_fault_it_can_be(error: Exception, fault: HttpFault) -> None:
    """The library calls nearly everything a ConnectionError."""
    assert fault_of(error) is fault


def test_every_fault_has_words_of_its_own() -> None:
    """They follow a name in a sentence."""
    words = [fault.words for fault in HttpFault]
    assert len(set(words)) == len(words)
    assert not [one for one in words if one != one.strip(" .") or one[0].isupper()]


def test_asking_again_is_for_faults_that_may_pass() -> None:
    """A bomb or a bad certificate will be the same a second later."""
    assert {fault for fault in HttpFault if not fault.may_pass} == {
        HttpFault.CERTIFICATE,
        HttpFault.TOO_LARGE,
        HttpFault.UNKNOWN_ENCODING,
        HttpFault.UNFORESEEN,
    }
