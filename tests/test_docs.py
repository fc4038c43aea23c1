"""README.md: its examples run, its terminal shows what the program prints, and no command or option is left out."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from reviewer.chats import FORMATS
from reviewer.cli import cli
from reviewer.profile import load_profile
from reviewer.report.rows import review_object
from reviewer.review import Reviewer

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAMS = sysconfig.get_path("scripts")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of the README, with the file a comment before it names, if any."""

    language: str
    text: str
    file: str | None


def blocks() -> Iterator[Block]:
    for found in re.finditer(r"(?:^<!-- file: (\S+) -->\n)?^```(\w+)\n(.*?)^```$", README, re.M | re.S):
        yield Block(found[2], found[3], found[1])


SHELL = [block.text for block in blocks() if block.language == "sh"]


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_"))}
    path = os.pathsep.join([PROGRAMS, os.environ["PATH"]])
    return kept | dict.fromkeys(("HOME", "USERPROFILE", "APPDATA"), str(home)) | {"PATH": path}


@pytest.fixture(scope="module")
def walk_through(tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.CompletedProcess[str]]:
    """Follow the README from top to bottom in an empty folder: write its files, run its shell blocks."""
    folder = tmp_path_factory.mktemp("reader")
    done = {}
    for block in blocks():
        if block.file is not None:
            (folder / block.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            done[block.text] = subprocess.run(
                ["bash", "-c", block.text],
                cwd=folder,
                env=environment(folder),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
            )
    done["files"] = subprocess.run(["ls"], cwd=folder, capture_output=True, encoding="utf-8")
    return done


@pytest.mark.parametrize("text", SHELL, ids=[text.splitlines()[0] for text in SHELL])
def test_shell_block_runs(walk_through: dict[str, subprocess.CompletedProcess[str]], text: str) -> None:
    done = walk_through[text]
    may_find = re.search(r" scan |rules test", text.splitlines()[-1])  # their exit code 1: something was found
    assert done.returncode in ({0, 1} if may_find else {0}), done.stdout + done.stderr
    assert "/ours/" not in done.stdout, "the README's own rule fails"
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "not found" not in done.stderr
    assert done.stdout.strip()


def test_shell_blocks_leave_the_files_they_name(
    walk_through: dict[str, subprocess.CompletedProcess[str]],
) -> None:
    assert walk_through["files"].stdout.split() == ["chats", "found.csv", "found.jsonl", "ours", "reviewer.toml"]


def test_python_examples_hold() -> None:
    examples = doctest.DocTestParser().get_doctest(
        "".join(block.text for block in blocks() if block.language == "pycon"), {}, "README.md", "README.md", 0
    )
    assert len(examples.examples) > 5
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=report.append)
    assert report == []


def test_terminal_examples_are_what_the_program_prints() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "README.md"]
    done = subprocess.run(command, cwd=ROOT, env=environment(ROOT), capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"run .venv/bin/cog -r README.md\n{done.stdout}{done.stderr}"


def commands(group: click.Group, name: str = "reviewer") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for sub in group.list_commands(context):
        command = group.get_command(context, sub)
        assert command is not None
        yield f"{name} {sub}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {sub}")


@pytest.mark.parametrize(
    "written",
    sorted(
        {name for name, _ in commands(cli)}
        | {
            option
            for _, command in commands(cli)
            for parameter in command.params
            if isinstance(parameter, click.Option)
            for option in (*parameter.opts, *parameter.secondary_opts)
        }
    ),
)
def test_every_command_and_option_is_named(written: str) -> None:
    assert re.search(rf"{re.escape(written)}(?![\w-])", README)


def test_every_field_of_the_output_is_explained(reviewer: Reviewer) -> None:
    review = review_object(reviewer.review("You should stop taking your meds."), with_text=True)
    explained = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", README, re.M))))
    assert {*review, *review["findings"][0]} <= explained


def test_every_format_is_named() -> None:
    assert f"[{'|'.join(kind.name for kind in FORMATS)}]" in README


def test_every_exit_code_is_explained() -> None:
    assert re.findall(r"^\| (\d+) \|", README, re.M) == ["0", "1", "2", "3", "4", "130"]


def test_profile_example_loads(tmp_path: Path) -> None:
    (text,) = (block.text for block in blocks() if block.file == "reviewer.toml")
    (tmp_path / "reviewer.toml").write_text(text, encoding="utf-8")
    profile = load_profile(tmp_path / "reviewer.toml")
    assert (profile.region, profile.channel, profile.service.lead) == ("GB", "group", "Imani")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_within_the_repository_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "Makefile"])
def test_make_targets_that_are_named_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.M))
    assert named <= targets


def test_changelog_has_the_sections_it_promises() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^(#+ .*)$", text, re.M)
    assert heads[:2] == ["# Changelog", "## [Unreleased]"]
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Rules"}
    assert {head.removeprefix("### ") for head in heads if head.startswith("### ")} <= kinds
    assert "### Rules" in heads
