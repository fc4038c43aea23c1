"""``python -m reviewer`` is ``reviewer``."""

from reviewer.cli import cli

cli(prog_name="reviewer")
