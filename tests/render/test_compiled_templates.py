"""A template that was compiled before gives the same page, and none that is not exactly of its text is taken."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.sandbox import SandboxedEnvironment

from generator.render import compiled_templates
from generator.render.compiled_templates import CompiledTemplates
from generator.render.markdown import environment
from generator.words.language import WORDS

TEXT = "{% for one in things %}\n{{ one }} {{ 'a*b' }}\n{% endfor %}\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which templates are kept."""
    monkeypatch.setattr(compiled_templates, "_PLACE", tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept"


def of(text: str) -> Environment:
    """Return an environment of pages in which there is one template."""
    env = environment(WORDS)
    env.loader = DictLoader({"a.md": text})
    return env


def page(text: str = TEXT) -> str:
    return of(text).get_template("a.md").render(things=["x_y", "z"])


def test_the_second_page_is_the_first_and_was_not_compiled(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = page()
    assert len(list(kept.iterdir())) == 1
    monkeypatch.delattr(Environment, "compile")

    assert page() == first == "x&#95;y a&#42;b\nz a&#42;b\n"


def test_a_template_that_changed_is_compiled_anew(kept: Path) -> None:
    page()
    assert page("otra\n") == "otra\n"
    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize("change", ["jinja2.__version__", "generator.render.compiled_templates.OPTIONS"])
def test_what_another_jinja_or_other_options_compiled_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """It is not even looked at: the mark of its text is another."""
    before = CompiledTemplates().get_source_checksum(TEXT)
    monkeypatch.setattr(change, "otra")

    assert CompiledTemplates().get_source_checksum(TEXT) != before


@pytest.mark.parametrize("cut", [0, 1, 30, -1])
def test_a_kept_template_that_is_cut_short_is_compiled_anew(kept: Path, cut: int) -> None:
    whole = page()
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:cut])

    assert page() == whole


def test_a_kept_template_of_which_one_bit_is_another_is_compiled_anew_and_kept(kept: Path) -> None:
    """Of its code, too: it would show other words, or end the process."""
    whole = page()
    (file,) = kept.iterdir()
    data = file.read_bytes()
    for at in range(0, len(data), 7):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert page() == whole
        assert file.read_bytes() == data


def test_no_text_is_escaped_while_a_template_is_compiled() -> None:
    """Else what is kept would show how another version of this program escapes."""
    assert "a*b" in of(TEXT).compile(TEXT, raw=True)


def test_a_folder_that_cannot_be_written_keeps_none(kept: Path) -> None:
    kept.write_text("")
    assert page() == page()


def test_where_python_keeps_no_modules_no_template_is_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    page()
    assert not kept.exists()


def test_a_text_of_staff_is_compiled_for_its_sandbox_alone() -> None:
    assert environment(WORDS, SandboxedEnvironment).bytecode_cache is None
