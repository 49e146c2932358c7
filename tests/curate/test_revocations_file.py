"""An entry is added to the file of revocations or changed in it; every other byte stays as somebody wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.curate.revocations_file import with_revocation
from generator.errors import DataError
from generator.load.shape import shaped
from generator.load.yaml_file import read_tree
from generator.model.revocations import Revocation, Revocations
from tests.sample_company import SAMPLE

A, B, C = "a" * 32, "b" * 32, "0" * 32
STAFF = f"""\
# Alimenta: una nota de la empresa.
revocations:
  # Perdió el teléfono.
  - {{tag: {A}, revision: 2}}  # pedido por ticket

  - tag: {B}
    # Segunda vez.
    revision: 3  # ¡atención!
# fin
"""


def entry(tag: str = C, revision: int = 1, *, erase: bool = False) -> Revocation:
    """Return an entry."""
    return Revocation(tag=tag, revision=revision, erase=erase)


def loaded(text: str, folder: Path) -> tuple[Revocation, ...]:
    """Return the entries as the project's own loader reads them, which finds no fault."""
    path = folder / "revocations.yml"
    path.write_bytes(text.encode())
    value, problems = shaped(read_tree(path, path.name), Revocations)
    assert value is not None
    assert problems == ()
    return value.revocations


def test_a_new_entry_is_a_line_after_the_last(tmp_path: Path) -> None:
    """Below that one's own comment, above what follows the list."""
    result = with_revocation(STAFF, entry(erase=True))
    new = f"  - {{tag: {C}, revision: 1, erase: true}}\n"
    assert result == STAFF.replace("# fin\n", f"{new}# fin\n")
    assert loaded(result, tmp_path) == (entry(A, 2), entry(B, 3), entry(erase=True))


def test_a_revision_changes_where_it_stands() -> None:
    """In either way of writing an entry, and its comment stays beside it."""
    assert with_revocation(STAFF, entry(A, 10)) == STAFF.replace("revision: 2}", "revision: 10}")
    assert with_revocation(STAFF, entry(B, 4)) == STAFF.replace("revision: 3 ", "revision: 4 ")


def test_erasing_adds_a_key_and_keeps_every_comment() -> None:
    """Asked again it changes nothing; taken back, the word changes alone."""
    one = with_revocation(STAFF, entry(A, 2, erase=True))
    other = with_revocation(STAFF, entry(B, 3, erase=True))
    assert one == STAFF.replace("revision: 2}", "erase: true, revision: 2}")
    assert other == STAFF.replace("    revision: 3", "    erase: true\n    revision: 3")
    for text, again in ((one, entry(A, 2, erase=True)), (other, entry(B, 3, erase=True))):
        assert with_revocation(text, again) == text
        assert with_revocation(text, again.model_copy(update={"erase": False})) == text.replace("true", "false")


@pytest.mark.parametrize(
    ("ending", "first"),
    [
        ("revocations: []\n", "revocations:\n"),
        ("revocations: []", "revocations:\n"),
        ("revocations: [ ] # ninguna\n# fin\n", "revocations: # ninguna\n"),
        ("revocations: [\n]\n# fin\n", "revocations:\n"),
    ],
)
def test_an_empty_list_gives_way_to_a_line(tmp_path: Path, ending: str, first: str) -> None:
    """Comments stay where they are."""
    result = with_revocation(f"# nota\n{ending}", entry())
    last = "# fin\n" if "# fin" in ending else ""
    assert result == f"# nota\n{first}  - {{tag: {C}, revision: 1}}\n{last}"
    assert loaded(result, tmp_path) == (entry(),)


def test_a_company_s_file_can_be_added_to(tmp_path: Path) -> None:
    """Its comments stay."""
    text = (SAMPLE / "data/revocations.yml").read_text(encoding="utf-8")
    result = with_revocation(text, entry())
    assert entry() in loaded(result, tmp_path)
    assert [line for line in result.splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith("#")
    ]


@pytest.mark.parametrize("text", ["{}\n", "{revocations: []}\n", "revocations:\n", "", "revocations: [\n"])
def test_a_file_that_cannot_be_changed_line_by_line_is_refused_with_place_and_remedy(text: str) -> None:
    """Better than a file that says something else."""
    with pytest.raises(DataError) as refused:
        with_revocation(text, entry())
    (problem,) = refused.value.problems
    assert str(problem).startswith("data/revocations.yml:1:")
    assert f"- {{tag: {C}, revision: 1}}" in problem.remedy


tags = st.sampled_from([character * 32 for character in "0123456789abcdef"])
comments = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12).map(
    lambda text: f"  # {text}"
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Make a right file, written in one of the ways that people write such a list."""
    pad = " " * draw(st.integers(0, 4))
    lines = ["# Alimenta: una prueba.", "revocations:"]
    for tag in draw(st.lists(tags, unique=True, min_size=1, max_size=5)):
        quote = draw(st.sampled_from(["", "'", '"']))
        pairs = [f"tag: {quote}{tag}{quote}", f"revision: {quote}{draw(st.integers(1, 9999))}{quote}"]
        pairs += draw(st.sampled_from([[], ["erase: true"], ["erase: false"], [f"erase: {quote}true{quote}"]]))
        pairs = draw(st.permutations(pairs))
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", f"{pad}# suelto", "# al margen"])))
        if draw(st.booleans()):
            lines.append(f"{pad}- {{{', '.join(pairs)}}}{draw(st.just('') | comments)}")
        else:
            lines += [
                f"{pad}{'- ' if first else '  '}{pair}{draw(st.just('') | comments)}"
                for first, pair in zip([True, *[False] * 9], pairs, strict=False)
            ]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    end = draw(st.sampled_from(["", newline, f"{newline}# fin{newline}"]))
    return draw(st.sampled_from(["", "\ufeff"])) + newline.join(lines) + end


def said(text: str) -> dict[str, dict[str, str]]:
    """Return each entry's words by its tag, as any reader of YAML finds them."""
    entries = yaml.load(text, Loader=yaml.BaseLoader)["revocations"]  # noqa: S506
    return {one["tag"]: one for one in entries}


@settings(deadline=None)
@given(files(), tags, st.integers(1, 9999), st.booleans())
def test_whatever_the_file_looks_like_only_that_entry_changes(
    text: str,
    tag: str,
    revision: int,
    erase: bool,
) -> None:
    """Every other entry says what it said, and every other line is there byte for byte, in its order."""
    before = said(text)
    result = with_revocation(text, entry(tag, revision, erase=erase))
    after = said(result)
    own = after.pop(tag)
    assert {"erase": "false", **own} == {"tag": tag, "revision": str(revision), "erase": str(erase).lower()}
    assert after == {key: value for key, value in before.items() if key != tag}
    # A new line needs the one above it to end.
    unended = tag not in before and not text.endswith("\n")
    ended = text + (("\r\n" if "\r\n" in text else "\n") if unended else "")
    old, new = ended.splitlines(keepends=True), result.splitlines(keepends=True)
    if tag not in before:
        added = [line for line in new if tag in line]
        assert [line for line in new if tag not in line] == old
        assert len(added) == 1
    else:
        # Of the entry itself at most the lines of its revision and of its mark differ.
        kept = [line for line in old if "revision" not in line and "erase" not in line]
        assert [line for line in new if "revision" not in line and "erase" not in line] == kept
        assert [line for line in new if line.lstrip().startswith("#")] == [
            line for line in old if line.lstrip().startswith("#")
        ]
        assert "".join(new).count("#") == "".join(old).count("#")
