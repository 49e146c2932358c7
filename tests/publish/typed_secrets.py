"""Secrets that a person typed or counted, and what they are refused for; secrets that nobody can tell from drawn ones.

The generator and the hook for WHMCS are both held to them.
"""

from __future__ import annotations

import hashlib
from itertools import accumulate

TEXT, REGULAR, PRINTED = "texto escrito en hexadecimal", "demasiado regular", "está impreso"
DRAWN = [hashlib.sha256(f"secret {number} of the tests".encode()).hexdigest() for number in range(200)]
"""Made in the tests, so that none of them is printed anywhere."""
SOME = bytes.fromhex(DRAWN[0])


def words(text: str) -> str:
    """Return the first 32 bytes of a text in hex."""
    return text.encode()[:32].hex().ljust(64, "0")


def counted(step: int, start: int = 0) -> str:
    return bytes((start + step * place) % 256 for place in range(32)).hex()


def again(block: str) -> str:
    return (block * 64)[:64]


TYPED = {
    "words": (words("esta es la clave secreta del hosting"), TEXT),
    "words-with-accents": (words("contraseña de producción número uno"), TEXT),
    "words-in-another-alphabet": (words("тайна" + "ключ" + "хостинга"), TEXT),
    "words-and-a-line-break": (words("Una clave larga, de treinta y 1\n"), TEXT),
    "words-and-a-tail": (b"Demoras.AltoMarketing2".ljust(32, b"\xff").hex(), TEXT),
    "words-after-others": ((SOME[:10] + b"AltoMarketing-2026-Demoras").hex()[:64], TEXT),
    "signs-of-a-keyboard": (words("a1!B2@c3#D4$e5%F6^g7&H8*i9(J0)kL"), TEXT),
    "hex-written-in-hex": (words(DRAWN[1][:32]), TEXT),
    "a-few-words-and-zeros": (b"altomarketing".ljust(32, b"\0").hex(), REGULAR),
    "one-byte": ("ab" * 32, REGULAR),
    "zeros": ("0" * 64, REGULAR),
    "fifteen-bytes": (bytes(range(15)).hex() + "00" * 17, REGULAR),
    "digits-in-order": (again("0123456789abcdef"), REGULAR),
    "digits-backwards": (again("fedcba9876543210"), REGULAR),
    "digits-in-a-row": ("".join(digit * 4 for digit in "0123456789abcdef"), REGULAR),
    "digits-three-by-three": ("".join(digit * 3 for digit in "0123456789abcdef0123456789")[:64], REGULAR),
    "runs-of-several-lengths": ("aaaaaaaabbbbbb33333333333c7c7c7dddddddd111111115555e5e9e9f0f0f24", REGULAR),
    "letters-and-digits-by-turns": (again("1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a2b"), REGULAR),
    "half-again": (SOME[:16].hex() * 2, REGULAR),
    "a-block-of-21-again": (again(DRAWN[2][:21]), REGULAR),
    "a-block-of-25-again": (again(DRAWN[3][:25]), REGULAR),
    "half-again-a-little-changed": (SOME[:16].hex() + SOME[:14].hex() + "77e1", REGULAR),
    "there-and-back": (SOME[:16].hex() + SOME[:16].hex()[::-1], REGULAR),
    "there-and-back-by-bytes": ((SOME[:16] + SOME[:16][::-1]).hex(), REGULAR),
    "a-number": ("3141592653589793238462643383279502884197169399375105820974944592", REGULAR),
    "a-number-and-a-letter": ("2026112820261129a2026113020261201b20261202202612032026120420261205"[:64], REGULAR),
    "numbers-in-order": ("".join(f"{number:02d}" for number in range(1, 33)), REGULAR),
    "letters-alone": ("acebfdabcfedaffecabeddbaefacbdcefbadecfabecdfabdecafbedcfaebcdab", REGULAR),
    "last-run-that-starts-over": (bytes([*range(240, 256), *range(16)]).hex(), REGULAR),
    "every-second": (counted(2), REGULAR),
    "by-sevens": (counted(7, 3), REGULAR),
    "backwards": (counted(-1, 200), REGULAR),
    "by-seventeens": (counted(17), REGULAR),
    "two-counts-by-turns": (bytes(x for n in range(16) for x in (0xA0 + n, 3 * n)).hex(), REGULAR),
    "squares": (bytes(n * n % 256 for n in range(32)).hex(), REGULAR),
    "sums": (bytes(n % 256 for n in accumulate(range(32))).hex(), REGULAR),
    "a-count-inside": ((SOME[:12] + bytes(range(60, 70)) + SOME[12:22]).hex(), REGULAR),
    "zeros-inside": ((SOME[:12] + bytes(10) + SOME[12:22]).hex(), REGULAR),
    "uuid-and-zeros": (SOME[:16].hex() + "0" * 32, REGULAR),
    "vector": (bytes(range(32)).hex(), PRINTED),
    "last-run": (bytes(range(224, 256)).hex().upper(), PRINTED),
}
