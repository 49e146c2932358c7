"""A repository on this machine whose workflows run whole, by act: one `GitHub` a test, one `Run` a run of it.

The actions are stood in for by `actions/` beside this file, `gh` by fake_gh_api.py, Pages by a folder; `demoras` is the
real one, at the moment that a test names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from tests.workflows.workflow_file import ROOT, TOOLS, WORKFLOWS

HERE = Path(__file__).resolve().parent
UNKNOWN_TO_ACT = ("  queue: max\n", "      deployment: false\n")
"""What act's schema refuses, though GitHub takes it; a workflow loses nothing of its jobs without them."""
SHELL = """\
/bin/bash "$@"
code=$?
[ $code = 0 ] && exit
end="the end of what step $$ says"
echo "$end"
for _ in $(seq 1500); do
  grep -q "$end" "$STAND_IN_SAID" && break
  sleep 0.02
done
exit $code"""
"""The shell of every step. act reads no further as soon as one fails, so what it said last would be lost at times: it
ends only when act has written down all of that."""
THREE = ["Qué no se publicó", "Por qué", "Qué hacer"]
"""What the page of every red run ends with."""
IDENTITY = ("-c", "user.name=x", "-c", "user.email=x@example.com")


@dataclass(frozen=True)
class Job:
    """How a job of a run ended, and what it said."""

    result: str
    log: str
    summary: str
    outputs: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What began a run, and which attempt at it this is."""

    number: int
    attempt: int
    commit: str
    workflow: str
    event: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Run:
    """One run of a workflow, in one attempt: its jobs by name; those skipped are not among them."""

    asked: Asked
    jobs: Mapping[str, Job]
    log: str = field(repr=False)

    def __repr__(self) -> str:
        """Return how each job ended and the end of what it said, for a test that fails."""
        told = "\n".join(f"{name}: {job.result}\n{job.log[-2000:]}" for name, job in self.jobs.items())
        return f"run {self.asked.number}, attempt {self.asked.attempt}\n{told}"

    @property
    def results(self) -> dict[str, str]:
        return {name: job.result for name, job in self.jobs.items()}

    @property
    def summary(self) -> str:
        return "".join(job.summary for job in self.jobs.values())


@dataclass
class GitHub:
    """A repository with its main line, its secrets, the runs there were and what they left."""

    folder: Path
    now: datetime
    secrets: dict[str, str] = field(default_factory=lambda: {"GITHUB_TOKEN": "ghs_inventado"})
    variables: dict[str, str] = field(default_factory=dict)
    number: int = 0

    @classmethod
    def at(cls, folder: Path, checkout: Path, now: datetime) -> GitHub:
        """Make one whose main line begins with these files."""
        made = cls(folder, now)
        (folder / "bin").mkdir(parents=True)
        made.program("gh", f'exec "{sys.executable}" "{HERE}/fake_gh_api.py" "$@"')
        made.program("bash", SHELL)
        made.program("python", f'[ "$2" = pip ] || exec "{sys.executable}" "$@"')
        made.program("demoras", f'exec "{sys.executable}" -m generator --now "$STAND_IN_NOW" "$@"')
        checkout.rename(folder / "origin")
        made.git("init", "--quiet", "--initial-branch=main")
        made.keep({"main": made.commit(), "runs": []})
        return made

    def copied(self, folder: Path) -> GitHub:
        """Return another like it, for a test to change."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return replace(self, folder=folder, secrets=dict(self.secrets), variables=dict(self.variables))

    def program(self, name: str, script: str) -> None:
        """Put a program on the PATH of every step."""
        place = self.folder / "bin" / name
        place.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        place.chmod(0o755)

    def git(self, *words: str) -> str:
        command = ["git", "-C", str(self.folder / "origin"), *IDENTITY, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self) -> str:
        """Bring main to what stands in `origin`, and return the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=x")
        commit = self.git("rev-parse", "HEAD")
        if (self.folder / "state.json").exists():
            self.keep(self.state() | {"main": commit})
        return commit

    def state(self) -> dict[str, Any]:
        """Return what fake_gh_api.py answers from."""
        state: dict[str, Any] = json.loads((self.folder / "state.json").read_text(encoding="utf-8"))
        return state

    def keep(self, state: Mapping[str, Any]) -> None:
        (self.folder / "state.json").write_text(json.dumps(state), encoding="utf-8")

    def run(self, workflow: str, event: str, payload: Mapping[str, Any] | None = None, commit: str = "") -> Run:
        """Run a workflow as if begun now on the tip of main, or when a commit was its tip."""
        self.number += 1
        asked = Asked(self.number, 1, commit or self.state()["main"], workflow, event, payload or {})
        return self.attempt(asked, {})

    def again(self, run: Run, *only: str) -> Run:
        """Run a run again, all jobs or the named ones alone; the others hand on what they did before."""
        kept = {name: job for name, job in run.jobs.items() if only and name not in only}
        return self.attempt(replace(run.asked, attempt=run.asked.attempt + 1), kept)

    def attempt(self, asked: Asked, kept: Mapping[str, Job]) -> Run:
        """Run what was asked for; the jobs that are kept are not run."""
        place = self.folder / "runs" / f"{asked.number}-{asked.attempt}"
        self.git("worktree", "add", "--quiet", "--detach", str(place), asked.commit)
        self.lay(place, asked.workflow, kept)
        (place / "event.json").write_text(json.dumps(asked.payload), encoding="utf-8")
        said = self.said(place)
        with said.open("w", encoding="utf-8") as lines:
            ran = subprocess.run(
                self.command(place, asked),
                cwd=place,
                env=self.environ(place),
                stdin=subprocess.DEVNULL,
                stdout=lines,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        made = read_run(asked, said.read_text(encoding="utf-8"), ran.stderr)
        assert made.jobs or ran.returncode == 0, ran.stderr
        self.note(made)
        return made

    def said(self, place: Path) -> Path:
        """Return the file of what act says of a run."""
        return self.folder / f"{place.name}.jsonl"

    def note(self, ran: Run) -> None:
        """Let GitHub know of a run, with the jobs of all its attempts."""
        asked, state = ran.asked, self.state()
        known = {"id": 1000 + asked.number, "run_number": asked.number, "event": asked.event}
        known |= {"created_at": f"{self.now:%Y-%m-%dT%H:%M:%SZ}", "jobs": []}
        runs = {one["run_number"]: one for one in state["runs"]}
        run = runs.setdefault(asked.number, known)
        run["jobs"] += [{"name": name, "conclusion": result} for name, result in ran.results.items()]
        self.keep(state | {"runs": [runs[number] for number in sorted(runs)] if asked.workflow == "publish" else []})

    def lay(self, place: Path, workflow: str, kept: Mapping[str, Job]) -> None:
        """Write the workflow as act can read it, alone, with the jobs that are kept made to hand on their outputs."""
        text = (WORKFLOWS / f"{workflow}.yml").read_text(encoding="utf-8")
        for line in UNKNOWN_TO_ACT:
            text = text.replace(line, "")
        loaded = yaml.safe_load(text)
        loaded["on"] = loaded.pop(True)  # YAML 1.1 reads the word as a boolean
        for job in loaded["jobs"].values():
            if job["name"] in kept:
                said = {f"${{{{ {name} }}}}": value for name, value in kept[job["name"]].outputs.items()}
                outputs = {key: said.get(named, "") for key, named in job.get("outputs", {}).items()}
                job |= {"outputs": outputs, "steps": [{"run": "true"}]}
        folder = place / ".github" / "workflows"
        folder.mkdir(parents=True)
        (folder / f"{workflow}.yml").write_text(yaml.safe_dump(loaded, sort_keys=False), encoding="utf-8")

    def command(self, place: Path, asked: Asked) -> list[str]:
        """Return the words that run it: on this machine itself, with nothing fetched."""
        pinned = re.findall(r"uses: (actions/([a-z-]+)@[0-9a-f]{40})", self.all_workflows())
        words = [
            str(TOOLS / "act"),
            asked.event,
            "--json",
            "--platform=ubuntu-24.04=-self-hosted",
            "--action-offline-mode",
        ]
        words += [f"--local-repository={use}={HERE / 'actions' / name}" for use, name in sorted(set(pinned))]
        words += [f"--var={name}={value}" for name, value in self.variables.items()]
        words += [
            f"--secret={name}={value}" for name, value in {"GITHUB_TOKEN": "ghs_inventado", **self.secrets}.items()
        ]
        told = {"GITHUB_RUN_ID": f"{1000 + asked.number}", "GITHUB_RUN_NUMBER": f"{asked.number}"}
        told |= {"GITHUB_RUN_ATTEMPT": f"{asked.attempt}", "GITHUB_REPOSITORY": "empresa/demoras"}
        words += [f"--env={name}={value}" for name, value in told.items()]
        return [*words, f"--eventpath={place / 'event.json'}"]

    def all_workflows(self) -> str:
        return "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS.glob("*.yml"))

    def environ(self, place: Path) -> dict[str, str]:
        """Return the environment of act and of every step: nothing of this process's but where programs are."""
        return {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder / "homes" / place.name),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "STAND_IN": f"{sys.executable} {HERE / 'stand_in.py'}",
            "STAND_IN_NOW": self.now.isoformat(),
            "STAND_IN_STATE": str(self.folder),
            "STAND_IN_SAID": str(self.said(place)),
            "GH_STATE": str(self.folder / "state.json"),
        }


def read_run(asked: Asked, lines: str, errors: str) -> Run:
    """Return what act's JSON lines tell."""
    jobs: dict[str, dict[str, Any]] = {}
    for line in lines.splitlines():
        entry = json.loads(line)
        if "jobID" not in entry:
            continue
        job = jobs.setdefault(
            entry["job"].partition("/")[2].strip(), {"log": "", "summary": "", "result": "", "out": {}}
        )
        message = entry["msg"]
        if entry.get("raw_output"):
            job["log"] += message
        elif "Summary - " in message:
            job["summary"] += message.partition("Summary - ")[2]
        if entry.get("command") == "set-output":
            job["out"][f"steps.{entry['stepID'][0]}.outputs.{entry['name']}"] = entry["arg"]
        job["result"] = entry.get("jobResult", job["result"])
    made = {name: Job(job["result"], job["log"], job["summary"], job["out"]) for name, job in jobs.items()}
    return Run(asked, made, lines + errors)


def synced_at(github: GitHub) -> str:
    """Return when what is live was read from billing."""
    beat = json.loads((github.folder / "pages" / "pedido" / "latido.json").read_text(encoding="utf-8"))
    moment: str = beat["synced_at"]
    return moment


def live(github: GitHub) -> dict[str, bytes]:
    """Return every file that is live."""
    pages = github.folder / "pages"
    return {str(path.relative_to(pages)): path.read_bytes() for path in pages.rglob("*") if path.is_file()}


def told(ran: Run) -> list[str]:
    """Return what the three lines of a red run begin with, if its page ends with them."""
    lines = ran.summary.splitlines()[-3:]
    return [line.removeprefix("- **").partition(":**")[0] for line in lines]
