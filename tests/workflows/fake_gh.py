"""A program that answers as GitHub's `gh` does, over issues kept in the file that GH_STATE names; it notes each change.

Of `--jq` it knows a path, `.body`, and the expression of `NUMBERS`. A search, which lags, it does not know.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

NUMBERS = ".[] | select(.pull_request | not) | .number"


def main() -> int:
    """Do one command; 4 without a token, 1 where gh refuses."""
    if not os.environ.get("GH_TOKEN") or not os.environ.get("GH_REPO"):
        return refused("To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.", 4)
    place = Path(os.environ["GH_STATE"])
    state: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    args = parsed()
    code: int = args.does(args, state)
    if code == 0 and args.does not in (listed, viewed):
        state["changes"].append(f"{args.noun} {args.verb}")
        place.write_text(json.dumps(state), encoding="utf-8")
    return code


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="gh", allow_abbrev=False)
    nouns = parser.add_subparsers(dest="noun", required=True)
    issue = nouns.add_parser("issue").add_subparsers(dest="verb", required=True)
    label = nouns.add_parser("label").add_subparsers(dest="verb", required=True)
    api = nouns.add_parser("api", allow_abbrev=False)
    api.set_defaults(does=listed)
    api.add_argument("--paginate", action="store_true", required=True)
    api.add_argument("path")
    api.add_argument("--jq", choices=[NUMBERS], required=True)
    for verbs, verb, does, words in (
        (issue, "view", viewed, ("number", "--json", "--jq")),
        (issue, "create", created, ("--title", "--label", "--body")),
        (issue, "edit", edited, ("number", "--body")),
        (issue, "close", closed, ("number", "--comment")),
        (label, "create", labelled, ("name", "--color", "--description")),
    ):
        made = verbs.add_parser(verb, allow_abbrev=False)
        made.set_defaults(does=does)
        for word in words:
            made.add_argument(word)
    label.choices["create"].add_argument("--force", action="store_true")
    return parser.parse_args()


def listed(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Print the numbers of the open issues of one label, the newest first."""
    path, _, query = args.path.partition("?")
    label, *rest = query.split("&")
    if (path, rest) != (f"repos/{os.environ['GH_REPO']}/issues", ["state=open", "per_page=100"]):
        return refused(f"gh: Not Found (HTTP 404): {args.path}", 1)
    for issue in reversed(state["issues"]):
        if label.removeprefix("labels=") in issue["labels"] and issue["state"] == "OPEN" and "pull" not in issue:
            sys.stdout.write(f"{issue['number']}\n")
    return 0


def viewed(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Print some fields of one issue."""
    return answered({key: one(args, state)[key] for key in args.json.split(",")}, args.jq)


def created(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Add an issue; a label that the repository does not have is refused."""
    if args.label not in state["labels"]:
        return refused(f"could not add label: '{args.label}' not found", 1)
    number = 1 + max((issue["number"] for issue in state["issues"]), default=0)
    fields = {"number": number, "state": "OPEN", "title": args.title, "labels": [args.label], "body": args.body}
    state["issues"].append(fields | {"comments": []})
    return 0


def edited(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Replace an issue's text."""
    one(args, state)["body"] = args.body
    return 0


def closed(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Close an issue with a comment."""
    issue = one(args, state)
    issue["state"] = "CLOSED"
    issue["comments"].append(args.comment)
    return 0


def labelled(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Add a label; one that is there is refused, unless forced."""
    if args.name in state["labels"] and not args.force:
        return refused(f'label with name "{args.name}" already exists; use `--force` to update its color', 1)
    state["labels"] = sorted({*state["labels"], args.name})
    return 0


def one(args: argparse.Namespace, state: dict[str, Any]) -> dict[str, Any]:
    return next(issue for issue in state["issues"] if issue["number"] == int(args.number))


def answered(value: Any, path: str) -> int:
    """Print what a path leads to, each text raw and on a line of its own."""
    found = [value]
    for step in path.removeprefix(".").split("."):
        found = [inner for one in found for inner in (one if step == "[]" else [one[step]])]
    sys.stdout.write("".join(f"{text}\n" for text in found))
    return 0


def refused(message: str, code: int) -> int:
    sys.stderr.write(f"{message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
