"""reviewer scan: exported chats."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.chats import FORMATS, Account, ReadOptions, Source, UnknownFormatError, read_chat, walk
from reviewer.chats.source import STDIN, regular_file
from reviewer.cli.options import FINDING_LEVELS, chosen_profile, fail_on_option, fails, page_width, profile_options
from reviewer.errors import InputError, OptionError, ReviewerError, nearest
from reviewer.message import Message
from reviewer.report.harmless import for_terminal
from reviewer.rulefile import Level

if TYPE_CHECKING:
    from reviewer.report.printers import Printer
    from reviewer.review import Reviewer

UNREAD = 3

Write = Callable[[str], None]


@click.command(short_help="Review exported chats.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="For you, for programs, or for a spreadsheet.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file only you can read; - is stdout.",
)
@click.option(
    "--supporter",
    "supporters",
    multiple=True,
    metavar="NAME",
    help="Whose messages are a supporter's; may be given again.",
)
@click.option(
    "--min-level",
    type=click.Choice(FINDING_LEVELS),
    default="notice",
    show_default=True,
    help="Leave out what weighs less.",
)
@click.option("--all", "everything", is_flag=True, help="In text: show every message and every card.")
@click.option("--with-text", is_flag=True, help="In jsonl: add each message's text.")
@click.option("--input-format", type=click.Choice([kind.name for kind in FORMATS]), help="Do not guess the format.")
@click.option("--dayfirst/--monthfirst", "day_first", default=None, help="The order in dates that could be both.")
@click.option("--text-column", metavar="NAME", help="The CSV column that holds the messages.")
@fail_on_option("check")
@profile_options
def scan(
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    supporters: tuple[str, ...],
    min_level: str,
    everything: bool,
    with_text: bool,
    input_format: str | None,
    day_first: bool | None,
    text_column: str | None,
    fail_on: str,
    profile: Path | None,
    no_profile: bool,
) -> int:
    """Review exported chats: files or folders; - is standard input.

    jsonl and csv hold the words that were found. What was read and what was not is said on stderr.
    """
    from reviewer.review import Reviewer

    options = ReadOptions(input_format=input_format, day_first=day_first, text_column=text_column)
    settings = chosen_profile(profile, no_profile)
    with contextlib.ExitStack() as stack:
        sources = [
            stack.enter_context(regular_file(source)) if str(source.path) == STDIN else source
            for source in walk(paths)
            if str(source.path) == STDIN or output is None or source.path.resolve() != output.resolve()
        ]
        _check_supporters(supporters, sources, options)
        settings = replace(settings, supporters=(*settings.supporters, *supporters))
        reviewer = Reviewer.load(settings)
        write = stack.enter_context(_writer(output))
        printer = _printer(form, write, Level[min_level.upper()], everything=everything, with_text=with_text)
        seen = _review_sources(reviewer, sources, options, printer)
        printer.end({name: defaults.title for name, defaults in reviewer.rulebook.categories.items()})
    if settings.supporters and not seen.reviewed:
        click.echo("No supporter wrote in this input: only identifying details were looked for.", err=True)
    return UNREAD if seen.unread else int(fails(list(seen.levels), fail_on))


@dataclass(slots=True)
class _Seen:
    """Keep what the exit code depends on."""

    levels: set[Level | None] = field(default_factory=set)
    reviewed: bool = False
    unread: bool = False


def _review_sources(reviewer: Reviewer, sources: list[Source], options: ReadOptions, printer: Printer) -> _Seen:
    seen = _Seen()
    for source in sources:
        account, failures = Account(), list[ReviewerError]()
        messages = _messages(source, options, account, failures, alone=len(sources) == 1)
        for review in reviewer.review_all(_progress(messages)):
            seen.levels.add(review.level)
            seen.reviewed |= review.reviewed
            printer.send(review)
        seen.unread |= _tell(source, account, failures)
    return seen


def _messages(
    source: Source, options: ReadOptions, account: Account, failures: list[ReviewerError], *, alone: bool
) -> Iterator[Message]:
    """Yield a chat's messages; a failure ends them and is kept, so that all the rest is still reviewed.

    An option that does not fit one file of several is such a failure; where there is only one file, it is the caller's
    to mend before anything is written.
    """
    try:
        yield from read_chat(source, options=options, account=account)
    except (InputError, OptionError) as failure:
        if alone and isinstance(failure, OptionError) and not source.in_folder:
            raise
        failures.append(failure)


def _tell(source: Source, account: Account, failures: list[ReviewerError]) -> bool:
    """Say on stderr what was read of a source; return whether something was not that should have been."""
    for failure in failures:
        if isinstance(failure, UnknownFormatError) and source.in_folder:
            click.echo(for_terminal(f"{source.name}: skipped, its format is not known."), err=True)
            return False
        click.echo(for_terminal(f"Error: {failure}"), err=True)
    if account.format is not None:
        for line in account.lines():
            click.echo(line, err=True)
    return bool(failures or account.skipped)


def _check_supporters(supporters: Iterable[str], sources: list[Source], options: ReadOptions) -> None:
    """Refuse a name that nobody in the input has, before anything is written."""
    wanted = {_key(name): name for name in supporters}
    if not wanted:
        return
    failures: list[ReviewerError] = []
    messages = (
        message
        for source in sources
        for message in _messages(source, options, Account(), failures, alone=len(sources) == 1)
    )
    authors = {message.author for message in messages if message.author is not None}
    if failures and not authors:
        return  # the scan itself says what could not be read
    for key, name in wanted.items():
        if key not in map(_key, authors):
            remedy = nearest(name, authors) if authors else "Nothing in it says who wrote a message."
            raise OptionError(f"--supporter: nobody in the input is called “{name}”", remedy)


def _key(name: str) -> str:
    from reviewer.review import author_key

    return author_key(name)


@contextlib.contextmanager
def _writer(output: Path | None) -> Iterator[Write]:
    """Give a function that writes a line: to stdout, or to a file that appears whole and private at the end."""
    if output is None or str(output) == "-":
        yield click.echo
        return
    output = output.resolve()
    if output.exists() and not output.is_file():
        raise OptionError("it is not an ordinary file", "Choose another place with -o.", path=output)
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.", suffix=".part")
    except OSError as bad:
        problem = f"it cannot be written: {bad.strerror}"
        raise OptionError(problem, "Choose another place with -o.", path=output) from bad
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            yield lambda line: print(click.unstyle(line), file=file)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _progress(messages: Iterator[Message]) -> Iterator[Message]:
    """Pass messages on and, on a terminal, say after each second how many there were."""
    told = time.monotonic()
    shown = sys.stderr.isatty()
    for number, message in enumerate(messages, 1):
        yield message
        if shown and time.monotonic() - told > 1:
            told = time.monotonic()
            click.echo(f"\r{number:,} messages … ", nl=False, err=True)
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)


def _printer(form: str, write: Write, least: Level, *, everything: bool, with_text: bool) -> Printer:
    from reviewer.report.printers import CsvPrinter, JsonPrinter, TextPrinter

    if form == "jsonl":
        return JsonPrinter(write, least, with_text=with_text)
    if form == "csv":
        return CsvPrinter(write, least)
    return TextPrinter(write, least, width=page_width(), everything=everything)
