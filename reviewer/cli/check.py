"""reviewer check: one draft."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reviewer.cli.options import chosen_profile, fail_on_option, fails, page_width, profile_options


@click.command(short_help="Give one draft a second look.")
@click.argument("text", nargs=-1, metavar="[TEXT|-]")
@click.option("--reply-to", metavar="TEXT", help="The message your draft answers.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For you, or for programs.",
)
@click.option("--all", "everything", is_flag=True, help="Show every card and every notice.")
@fail_on_option("never")
@profile_options
def check(
    text: tuple[str, ...],
    reply_to: str | None,
    form: str,
    everything: bool,
    fail_on: str,
    profile: Path | None,
    no_profile: bool,
) -> int:
    """Give one draft a second look.

    TEXT is the draft; - or nothing reads it from standard input, which also keeps it out of the shell's history.
    """
    from reviewer.report.rows import json_line
    from reviewer.report.text import review_text
    from reviewer.review import Reviewer

    settings = chosen_profile(profile, no_profile)
    if len(text) > 1:  # said here because click would repeat the words of the draft
        raise click.UsageError("The draft came as several words. Put it in quotes, or paste it: reviewer check -")
    draft = text[0] if text and text[0] != "-" else _typed()
    review = Reviewer.load(settings).review(_whole(draft), reply_to and _whole(reply_to))
    if form == "json":
        click.echo(json_line(review))
    else:
        click.echo(review_text(review, width=page_width(), everything=everything))
    return int(fails([review.level], fail_on))


def _typed() -> str:
    if sys.stdin.isatty():
        click.echo("Write or paste the draft, then press Ctrl-D.", err=True)
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace").removesuffix("\n")


def _whole(text: str) -> str:
    """Return an argument without the halves of characters that Python makes of bytes it cannot decode."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
