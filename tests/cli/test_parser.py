"""Every command speaks Spanish, explains itself and stands in the README."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from generator.cli.main import build_parser, main
from generator.publish.secret import CURRENT_VARIABLE, PREVIOUS_VARIABLE
from generator.pull.whmcs.whmcs_settings import ACCESS_KEY, IDENTIFIER, SECRET, URL
from tests.cli.calls import assert_stopped, call, program
from tests.sample_company import REPOSITORY


def parsers_under(parser: argparse.ArgumentParser, words: str = "") -> dict[str, argparse.ArgumentParser]:
    """Return every command's own parser by what is typed for it, `manual push` too, in the order of the help."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, under in action.choices.items():
                found |= parsers_under(under, f"{words} {name}".strip())
    return found or {words: parser}


PARSERS = parsers_under(build_parser())
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
ENGLISH = re.compile(r"usage|options|arguments|positional|show this|error|default")
EACH = pytest.mark.parametrize("name", list(PARSERS))


@EACH
def test_every_command_has_a_help_in_spanish(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`-h` ends well and holds none of argparse's own words."""
    with pytest.raises(SystemExit) as ended:
        main([*name.split(), "-h"])

    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert shown.startswith(f"uso: demoras {name} ")
    assert "muestra esta ayuda" in shown
    assert not ENGLISH.search(shown)


@EACH
def test_every_option_says_what_it_is_for(name: str) -> None:
    """An option without help is one nobody finds."""
    own = [action for action in PARSERS[name]._actions if not isinstance(action, argparse._HelpAction)]

    assert [action.dest for action in own if not (action.help or "").strip()] == []


@EACH
def test_every_command_takes_now(name: str) -> None:
    """Any day can be replayed."""
    assert "--now" in PARSERS[name]._option_string_actions


@EACH
def test_what_every_command_takes_may_stand_before_it(name: str) -> None:
    """And what is typed behind the command counts."""
    wanted = [action for action in PARSERS[name]._actions if not action.option_strings and action.nargs is None]
    needed = [
        text
        for action in PARSERS[name]._actions
        if action.required and action.option_strings
        for text in (action.option_strings[0], "2026-01-01")
    ]
    groups = [group for group in PARSERS[name]._mutually_exclusive_groups if group.required]
    needed += [next(one.option_strings[0] for one in group._group_actions if one.nargs == 0) for group in groups]
    words = [*name.split(), *needed, *("2026" for _ in wanted)]
    before = ["--now", "2026-11-20", "--root", "otra"]
    parsed = build_parser().parse_args([*before, *words])
    assert (parsed.now, parsed.root) == ("2026-11-20", Path("otra"))
    assert build_parser().parse_args([*before, *words, "--now", "2026-11-21"]).now == "2026-11-21"
    assert build_parser().parse_args(words).root == Path()


def test_the_whole_help_names_every_command() -> None:
    """The first thing anybody types, as they type it."""
    ran = program("-h")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("uso: demoras ")
    assert not ENGLISH.search(ran.stdout)
    assert [
        name
        for name in {name.split()[0] for name in PARSERS}
        if not re.search(rf"^    {name}\b", ran.stdout, re.MULTILINE)
    ] == []


@EACH
def test_every_command_stands_in_the_readme(name: str) -> None:
    """What is not written down is not there."""
    assert re.search(rf"demoras {name}(?![a-z-])", README)


@pytest.mark.parametrize("name", [CURRENT_VARIABLE, PREVIOUS_VARIABLE, URL, IDENTIFIER, SECRET, ACCESS_KEY])
def test_every_variable_stands_in_the_readme(name: str) -> None:
    """Whoever runs it finds each one there."""
    assert re.search(rf"{name}(?![A-Z_])", README)


def test_every_option_of_the_readme_exists() -> None:
    """The table of commands promises nothing that the grammar refuses."""
    names = "|".join(sorted(PARSERS, key=len, reverse=True))
    rows = re.findall(rf"^\| `demoras ({names})(?![a-z-])([^\n]*)$", README, re.MULTILINE)
    used = [(name, option) for name, rest in rows for option in re.findall(r"--[a-z-]+", rest)]

    assert used
    assert [pair for pair in used if pair[1] not in PARSERS[pair[0]]._option_string_actions] == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["explian"], "COMANDO no acepta 'explian'; elija entre"),
        (["sync", "--new-ledger"], "faltan argumentos: --out."),
        (["sync", "--out", "l"], "hace falta una de estas opciones: --previous --new-ledger."),
        (["sync", "--out", "l", "--previous", "x", "--new-ledger"], "--new-ledger no va junto con --previous."),
        (["sync", "--out", "l", "--new-ledger", "--source", "otro"], "--source no acepta 'otro'; elija entre"),
        (["build"], "faltan argumentos: --ledger."),
        (["link"], "faltan argumentos: PEDIDO."),
        (["revoke"], "faltan argumentos: PEDIDO."),
        (["links"], "faltan argumentos: --since."),
        (["links", "--since", "ayer"], "--since no es una fecha, como 2026-11-20: 'ayer'."),
        (["links", "--since", "2026-02-30"], "--since no es una fecha, como 2026-11-20: '2026-02-30'."),
        (["links", "--since", "2026-11-20", "--until", "20261121"], "--until no es una fecha, como 2026-11-20"),
        (["check", "sobra"], "argumentos que no existen: sobra."),
        (["check", "--nada"], "argumentos que no existen: --nada."),
        (["explain", "--promise"], "--promise necesita un valor."),
        (["explain", "--json=sí"], "--json no lleva valor: 'sí'."),
        (["serve", "--port", "65536"], "--port no es un puerto, de 0 a 65535: '65536'."),
        (["sandbox", "--port", "-1"], "--port no es un puerto, de 0 a 65535: '-1'."),
        (["sandbox", "--seed", "x"], "--seed no es un número entero: 'x'."),
        (
            ["explain", "--promise", "1 día hábil", "--from", "mañana"],
            "--from no es una fecha y hora de los años 2000 a 2099: 'mañana'.",
        ),
        (
            ["explain", "--promise", "1 día hábil", "--now", ""],
            "--now no es una fecha y hora de los años 2000 a 2099: ''.",
        ),
        (["explain", "simplenews", "--from", "2026-11-20T10:00", "--now", "foo"], "--now no es una fecha y hora"),
        (["check", "--now", "0001-01-02T00:00"], "--now no es una fecha y hora de los años 2000 a 2099"),
        (["check", "--now", "2100-01-02T00:00"], "--now no es una fecha y hora de los años 2000 a 2099"),
        (["explain", "--promise", "1 día hábil", "--from", "9999-12-31T23:00-03:00"], "--from no es una fecha y hora"),
        (["explain", "--promise", "1 día hábil", "--from", "0001-01-01T00:00Z"], "--from no es una fecha y hora"),
        (["explain"], "Indique un SERVICIO o --promise"),
        (["explain", "hosting", "--promise", "1 día hábil"], "Indique un SERVICIO o --promise"),
    ],
)
def test_wrong_usage_ends_in_two_with_a_spanish_line(argv: list[str], said: str) -> None:
    """Each says what is wrong, then where to read on."""
    ran = call(*argv)

    assert_stopped(ran, 2)
    assert f"demoras: {said}" in ran.err


def test_a_call_without_a_command_is_wrong_usage() -> None:
    """The real program says so too."""
    ran = program()

    assert ran.returncode == 2
    assert ran.stderr == "demoras: faltan argumentos: COMANDO. Remedio: Vea «demoras --help».\n"
