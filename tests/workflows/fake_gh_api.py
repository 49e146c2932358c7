"""A program that answers as GitHub's `gh api` and `gh run download` do, over what the file that GH_STATE names holds.

Of jq it knows the expressions of the workflows and no other: one that is changed there has to be understood here too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MARK = "<!-- demoras diff -->"
EXPRESSIONS: dict[str, Callable[[Any], list[object]]] = {
    ".sha": lambda commit: [commit["sha"]],
    r'.workflow_runs[] | "\(.run_number) \(.id) \(.event) \(.created_at)"': lambda found: [
        f"{one['run_number']} {one['id']} {one['event']} {one['created_at']}" for one in found["workflow_runs"]
    ],
    '[.jobs[] | select(.name == "Publicar" and .conclusion == "success")] | length': lambda found: [
        sum((one["name"], one["conclusion"]) == ("Publicar", "success") for one in found["jobs"])
    ],
    r'.[] | "\(.number) \(.head.sha)"': lambda pulls: [f"{one['number']} {one['head']['sha']}" for one in pulls],
    ".artifacts | sort_by(.id) | .[] | select(.name | test("
    '"^(informe|vista-previa)-[0-9]{1,4}$")) | "\\(.name) \\(.size_in_bytes)"': lambda found: [
        f"{one['name']} {one['size_in_bytes']}"
        for one in found["artifacts"]
        if re.fullmatch("(informe|vista-previa)-[0-9]{1,4}", one["name"])
    ],
    '.[] | if [.filename, .previous_filename // .filename] | all(startswith("data/")) then "data" else "code" end': (
        lambda files: [
            "data"
            if all(one.get(key, one["filename"]).startswith("data/") for key in ("filename", "previous_filename"))
            else "code"
            for one in files
        ]
    ),
    r'"\(.head.sha) \(.changed_files)"': lambda pull: [f"{pull['head']['sha']} {pull['changed_files']}"],
    '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("' + MARK + '"))) | .id': lambda found: [
        one["id"] for one in found if one["user"]["login"] == "github-actions[bot]" and one["body"].startswith(MARK)
    ],
}


def main() -> int:
    """Do one command; 4 without a token, 1 where gh refuses."""
    if not os.environ.get("GH_TOKEN"):
        return refused("To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.", 4)
    place = Path(os.environ["GH_STATE"])
    state: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    args = parsed()
    code: int = args.does(args, state)
    place.write_text(json.dumps(state), encoding="utf-8")
    return code


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="gh", allow_abbrev=False)
    nouns = parser.add_subparsers(dest="noun", required=True)
    api = nouns.add_parser("api", allow_abbrev=False)
    api.set_defaults(does=asked)
    api.add_argument("path")
    api.add_argument("--method", default="GET")
    api.add_argument("--jq")
    api.add_argument("--silent", action="store_true")
    api.add_argument("--paginate", action="store_true")
    api.add_argument("-f", "--raw-field", action="append", default=[])
    api.add_argument("-F", "--field", action="append", default=[])
    download = nouns.add_parser("run").add_subparsers(required=True).add_parser("download", allow_abbrev=False)
    download.set_defaults(does=downloaded)
    download.add_argument("run")
    download.add_argument("--name", required=True)
    download.add_argument("--dir", required=True)
    return parser.parse_args()


def asked(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Answer one request to the API."""
    repository = os.environ.get("GH_REPO") or os.environ["GITHUB_REPOSITORY"]
    path, _, query = args.path.removeprefix(f"repos/{repository}/").partition("?")
    fields = dict(pair.split("=", 1) for pair in [*args.raw_field, *args.field, *filter(None, query.split("&"))])
    if args.method == "GET" and path == "pulls":
        # GitHub takes a head that it does not understand for none at all.
        found = [one for one in state["pulls"] if fields["head"] in (one["head"]["label"], ":")]
        return answered([one for one in found if one["state"] == fields["state"]], args.jq)
    if args.method == "GET" and path == "commits/main":
        return answered({"sha": state["main"]}, args.jq)
    if args.method == "GET" and path == "actions/workflows/publish.yml/runs":
        assert fields == {"status": "completed", "per_page": "50"}
        # A run that is run again is not completed any more.
        asking = int(os.environ["GITHUB_RUN_NUMBER"])
        completed = [one for one in state["runs"] if one["run_number"] != asking]
        return answered({"workflow_runs": completed[::-1][:50]}, args.jq)
    if args.method == "GET" and (run := re.fullmatch(r"actions/runs/(\d+)/jobs", path)):
        assert fields == {"filter": "all", "per_page": "100"}
        jobs = [job for one in state["runs"] if one["id"] == int(run[1]) for job in one["jobs"]]
        return answered({"jobs": jobs}, args.jq)
    if args.method == "GET" and (run := re.fullmatch(r"actions/runs/(\d+)/artifacts", path)):
        return answered({"artifacts": [one for one in state["artifacts"] if one["run"] == run[1]]}, args.jq)
    if args.method == "GET" and (pull := re.fullmatch(r"pulls/(\d+)(/files)?", path)):
        (found,) = [one for one in state["pulls"] if str(one["number"]) == pull[1]]
        # GitHub lists 3000 files at most, and counts them all.
        return answered(found["files"][:3000] if pull[2] else found | {"changed_files": len(found["files"])}, args.jq)
    if args.method in ("GET", "POST") and (issue := re.fullmatch(r"issues/(\d+)/comments", path)):
        found = [one for one in state["comments"] if one["issue"] == issue[1]]
        if args.method == "GET":
            return answered(found if args.paginate else found[:30], args.jq)
        fresh = {"id": 1 + max((one["id"] for one in state["comments"]), default=0), "issue": issue[1]}
        state["comments"].append(fresh | {"user": {"login": "github-actions[bot]"}, "body": body(fields)})
        return 0
    if args.method == "PATCH" and (one := re.fullmatch(r"issues/comments/(\d+)", path)):
        next(comment for comment in state["comments"] if str(comment["id"]) == one[1])["body"] = body(fields)
        return 0
    return refused(f"gh: Not Found (HTTP 404): {args.method} {path}", 1)


def downloaded(args: argparse.Namespace, state: dict[str, Any]) -> int:
    """Unpack an artifact, given as a folder, into a new one."""
    found = [one for one in state["artifacts"] if one["run"] == args.run and one["name"] == args.name]
    if not found:
        return refused("no artifact matches any of the names or patterns provided", 1)
    shutil.copytree(found[0]["folder"], args.dir, symlinks=True)
    return 0


def body(fields: dict[str, str]) -> str:
    """Return the text of a comment, which GitHub refuses when it is too long."""
    text = Path(fields["body"].removeprefix("@")).read_text(encoding="utf-8")
    assert fields["body"].startswith("@")
    assert len(text) <= 65_536
    return text


def answered(value: Any, expression: str) -> int:
    """Print what an expression makes of a value, a line each."""
    known = EXPRESSIONS.get(" ".join(expression.split()))
    if known is None:
        return refused(f"failed to parse jq expression: {expression}", 1)
    sys.stdout.write("".join(f"{line}\n" for line in known(value)))
    return 0


def refused(message: str, code: int) -> int:
    sys.stderr.write(f"{message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
