"""The command line: one module a command, the exit codes in one place."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import traceback
from importlib import import_module
from typing import Any

import click

from reviewer.errors import ReviewerError
from reviewer.report.harmless import for_terminal

OWN_FAULT = 4
INTERRUPTED = 130

_COMMANDS = {
    "check": "Give one draft a second look.",
    "rules": "List, show, test and begin rules.",
    "scan": "Review exported chats.",
}


class Program(click.Group):
    """Import a command only when it is asked for, and turn every error into its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing it, or None."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"reviewer.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; end quietly if whoever reads its output has gone, as in ``| head``."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.stdout = None  # nothing is left to flush
            return 0

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Run the program; end it with the exit code of what happened.

        Args:
            args: as click takes them.
            standalone_mode: whether to end the process; False lets errors through.
            kwargs: as click takes them.
        """
        if not standalone_mode:
            return super().main(*args, standalone_mode=False, **kwargs)  # type: ignore[call-overload] # passed through
        _write_utf8()
        _end_tidily()
        if os.environ.get("NO_COLOR"):
            kwargs["color"] = False
        sys.exit(self._run(*args, **kwargs))

    def _run(self, *args: Any, **kwargs: Any) -> int:
        try:
            return super().main(*args, standalone_mode=False, **kwargs) or 0  # type: ignore[call-overload] # as above
        except click.ClickException as bad:
            bad.show()
            return 2
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrupted.", err=True)
            return INTERRUPTED
        except ReviewerError as bad:
            _debug()
            click.echo(for_terminal(f"Error: {bad}"), err=True)
            return bad.exit_code
        except Exception as bad:
            _debug()
            click.echo(
                f"Error: something went wrong in the program itself ({type(bad).__name__}). --debug says where.",
                err=True,
            )
            return OWN_FAULT


def _write_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale, and never stop at a character that cannot be written."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="replace")


def _end_tidily() -> None:
    """Let a closed window or a kill end the program as Ctrl-C does, so that no temporary copy of a chat stays."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with contextlib.suppress(ValueError):  # only the main thread may
                signal.signal(number, signal.default_int_handler)


def _debug() -> None:
    if "--debug" in sys.argv:
        traceback.print_exc()


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="peer-message-reviewer", prog_name="reviewer")
def cli() -> None:
    """A second look at what a peer supporter is about to send.

    It notices words that may overshare, advise beyond the role or identify someone, says why, asks one question and
    offers another wording. It never blocks anything, and no text leaves this machine.
    """
