"""What commands do otherwise in CI: refuse what a log would keep; on GitHub, mark faults, word remedies, tell all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from generator.cli.terminal import Terminal
from generator.errors import DataError, DemorasError, Problem, UsageError
from generator.shown_text import shown_line

BOXES = {
    "--new-ledger": "new_ledger",
    "--discard-live": "discard_live",
    "--accept-drop": "accept_drop",
    "--accept-old-ledger": "accept_old_ledger",
}
"""The options of `sync` that are a box of *Run workflow* in publish.yml."""
SAVED = "(el artefacto «ledger-1» de una corrida anterior, como dice docs/operations.md)"
_RUN_WORKFLOW = "Actions → Publicar → Run workflow, con «{}» tildado"
# What stands between « and » is a whole command, and stays as it is.
_OPTION = re.compile(r"«[^»]*»|(?P<lead>\b(?:con|use) )?(?P<option>--[a-z][a-z-]*)")
_SENTENCE_END = re.compile(r"(?<=\.) ")
MOST_MARKS = 10
"""Annotations of one kind that GitHub keeps of a step."""
SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
MOST_SUMMARY_BYTES = 1_000_000
"""Above 1 MiB GitHub shows nothing of a step's part of the page; between the two the three lines have their place."""
_CUT = "… El resto no cabe en esta página.\n\n"


def on_github(environ: Mapping[str, str]) -> bool:
    """Tell whether GitHub's runner reads what is printed."""
    return environ.get("GITHUB_ACTIONS") == "true"


def refuse_in_ci(terminal: Terminal, fault: str, remedy: str = "Córralo en su máquina.") -> None:
    """Stop a command whose answer must not stand in a log that others can read.

    Raises:
        UsageError: the environment is a CI system's.

    """
    if terminal.environ.get("CI") or terminal.environ.get("GITHUB_ACTIONS"):
        raise UsageError(fault, remedy)


def mark(terminal: Terminal, problems: Sequence[Problem], level: Literal["error", "warning"]) -> None:
    """Print, on GitHub alone, the lines with which it shows problems beside the files, and list all on the run's page.

    GitHub keeps the first ten of a step and drops the rest in silence: where there are more, the tenth says so.
    """
    if not on_github(terminal.environ) or not problems:
        return
    from generator.render.github_text import github_text

    shown = problems if len(problems) <= MOST_MARKS else problems[: MOST_MARKS - 1]
    for problem in shown:
        path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
        text = _escaped(f"{problem.message} {problem.remedy}")
        terminal.hand_over(f"::{level} file={path},line={problem.line},col={problem.column}::{text}\n")
    if more := len(problems) - len(shown):
        terminal.hand_over(f"::{level} title=Hay más::Hay {more} más: están todos en el resumen de esta ejecución.\n")
    lines = [f"### {'Problemas en los datos' if level == 'error' else 'Avisos'}: {len(problems)}", ""]
    for problem in problems:
        place = github_text(f"{problem.path}:{problem.line}:{problem.column}")
        lines.append(f"- {place}: {github_text(problem.message)} {github_text(problem.remedy)}")
    append_to_summary(terminal.environ, "\n".join(lines) + "\n\n")


def mark_run(terminal: Terminal, title: str, text: str) -> None:
    """Print, on GitHub alone, the line with which it shows a fault in red above the run, though the run goes on."""
    if on_github(terminal.environ):
        terminal.hand_over(f"::error title={_escaped(title)}::{_escaped(text)}\n")


def append_to_summary(environ: Mapping[str, str], text: str) -> None:
    """Add to the page that GitHub shows beside a run, as many whole lines as it takes; elsewhere there is none."""
    if not (place := environ.get(SUMMARY_VARIABLE)):
        return
    page = Path(place)
    room = MOST_SUMMARY_BYTES - (page.stat().st_size if page.exists() else 0)
    if room > 0:
        _append(page, text if len(text.encode()) <= room else _cut(text, room))


def _cut(text: str, room: int) -> str:
    """Return the lines that fit, the last one saying that there are more; a block that was open is closed."""
    lines = text.encode()[:room].decode(errors="ignore").split("\n")[:-1]
    fence = ["```"] if sum(line.startswith("```") for line in lines) % 2 else []
    return "\n".join([*lines, *fence, "", _CUT])


def _append(page: Path, text: str) -> None:
    with page.open("a", encoding="utf-8") as file:
        file.write(text)


def worded(remedy: str, options: frozenset[str], environ: Mapping[str, str]) -> str:
    """Return a remedy that names nothing its reader lacks.

    Args:
        remedy: as the place that failed words it, in the options of `sync`.
        options: those that the command has which was called.
        environ: tells whether GitHub runs it; there nobody types an option.

    """

    def said(match: re.Match[str]) -> str:
        lead, option = match["lead"] or "", match["option"]
        if option is None:
            return match[0]
        if on_github(environ):
            if option in BOXES:
                how = _RUN_WORKFLOW.format(BOXES[option])
                return f"use {how}" if lead == "use " else f"desde {how}"
            return SAVED if option == "--previous" else match[0]
        if option in options or option not in {*BOXES, "--previous"}:
            return match[0]
        return f"{lead}--ledger" if option == "--previous" else f"{lead}«demoras sync {option}»"

    if on_github(environ):
        sentences = _SENTENCE_END.split(remedy)
        remedy = " ".join(one for one in sentences if not _typed_only(one)) or remedy
    return _OPTION.sub(said, remedy)


def _typed_only(sentence: str) -> bool:
    """Tell whether a sentence asks for an option that no box of *Run workflow* stands for."""
    options = {match["option"] for match in _OPTION.finditer(sentence)}
    return not options <= {None, *BOXES, "--previous"}


def told_in_summary(error: Exception, lost: str, options: frozenset[str], environ: Mapping[str, str]) -> None:
    """Add to the page of a run on GitHub what was not published, why, and what to do; an unforeseen error's words stay.

    Args:
        error: why the command stopped.
        lost: what was not published by it; empty for a command that publishes nothing, which tells nothing here.
        options: those that the command has.
        environ: tells where the page is, if there is one.

    """
    if not lost:
        return
    if isinstance(error, DataError):
        why, remedy = error.message, "Corríjalos en data/: el registro dice el archivo y la línea de cada uno."
    elif isinstance(error, DemorasError):
        why, remedy = error.message, worded(error.remedy, options, environ)
    else:
        why = f"error del programa: {type(error).__name__}."
        remedy = "El registro dice dónde; repórtelo."
    tell_on_page(lost, why, remedy, environ)


def tell_on_page(lost: str, why: str, remedy: str, environ: Mapping[str, str]) -> None:
    """End the page of a run on GitHub with the three lines of every red one; elsewhere there is none."""
    from generator.render.github_text import github_text

    lines = (
        f"- **Qué no se publicó:** {lost}",
        f"- **Por qué:** {github_text(why)}",
        f"- **Qué hacer:** {github_text(remedy)}",
    )
    if place := environ.get(SUMMARY_VARIABLE):
        _append(Path(place), "".join(f"{line}\n" for line in lines))
    # By this the action's last step knows that it need not say it.
    hand_on(environ, "told", "yes")


def hand_on(environ: Mapping[str, str], name: str, value: str) -> None:
    """Give a value to the later steps of a run on GitHub, as the step's output; elsewhere there are none."""
    if place := environ.get("GITHUB_OUTPUT"):
        _append(Path(place), f"{name}={value}\n")


def _escaped(text: str) -> str:
    """Return a text on one line that cannot end its workflow command and begin another one."""
    return shown_line(text).replace("%", "%25")
