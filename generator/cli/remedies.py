"""What a failure tells to do, in the words of whoever reads it: a command's own options, or on GitHub its boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.cli.github_actions import append_to_summary, on_github
from generator.errors import DataError, DemorasError

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

    return _OPTION.sub(said, remedy)


def told_in_summary(error: Exception, lost: str, options: frozenset[str], environ: Mapping[str, str]) -> None:
    """Add to the page of a run on GitHub what was not published, why, and what to do; an unforeseen error's words stay.

    Args:
        error: why the command stopped.
        lost: what was not published by it.
        options: those that the command has.
        environ: tells where the page is, if there is one.

    """
    from generator.render.github_text import github_text

    if isinstance(error, DataError):
        why, remedy = error.message, "Corríjalos en data/: el registro dice el archivo y la línea de cada uno."
    elif isinstance(error, DemorasError):
        why, remedy = error.message, worded(error.remedy, options, environ)
    else:
        why = f"error del programa: {type(error).__name__}."
        remedy = "El registro dice dónde; repórtelo."
    lines = (
        f"- **Qué no se publicó:** {lost}",
        f"- **Por qué:** {github_text(why)}",
        f"- **Qué hacer:** {github_text(remedy)}",
    )
    append_to_summary(environ, "".join(f"{line}\n" for line in lines))
