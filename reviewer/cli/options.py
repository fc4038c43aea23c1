"""Options that several commands take."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reviewer.errors import ProfileError
from reviewer.profile import Profile, default_path, load_profile
from reviewer.rulefile import Level

Command = Callable[..., Any]
FINDING_LEVELS = [level.label for level in Level if level > Level.STRENGTH]


def debug_option(command: Command) -> Command:
    """Add --debug, which the program itself looks for when something went wrong."""
    return click.option("--debug", is_flag=True, expose_value=False, help="Show where an error came from.")(command)


def profile_options(command: Command) -> Command:
    """Add --profile, --no-profile and --debug."""
    for option in (
        debug_option,
        click.option("--no-profile", is_flag=True, help="Use no profile, not even your own."),
        click.option("--profile", metavar="FILE", type=click.Path(path_type=Path), help="Your team's reviewer.toml."),
    ):
        command = option(command)
    return command


def fail_on_option(default: str) -> Callable[[Command], Command]:
    """Return an option --fail-on with a default.

    Args:
        default: a level or never.
    """
    return click.option(
        "--fail-on",
        type=click.Choice([*FINDING_LEVELS, "never"]),
        default=default,
        show_default=True,
        help="End with 1 if anything is found at this level or above.",
    )


def chosen_profile(profile: Path | None, no_profile: bool) -> Profile:
    """Return the profile to use and say on stderr which one it is.

    Args:
        profile: the file given.
        no_profile: whether none may be used.
    """
    if profile is not None and no_profile:
        raise click.UsageError("--profile and --no-profile do not go together.")
    if profile is not None and not profile.is_file():
        raise ProfileError("there is no such profile", "Check its name.", path=profile)
    path = profile or (default_path() if default_path().is_file() and not no_profile else None)
    click.echo("Profile: none." if path is None else f"Profile: {path}", err=True)
    return Profile() if path is None else load_profile(path)


def fails(levels: list[Level | None], fail_on: str) -> bool:
    """Tell whether anything reached the level of --fail-on.

    Args:
        levels: of the messages.
        fail_on: a level or never.
    """
    return fail_on != "never" and any(level is not None and level >= Level[fail_on.upper()] for level in levels)


def page_width() -> int:
    """Return how wide text is set."""
    return max(40, min(shutil.get_terminal_size((88, 24)).columns, 100))
