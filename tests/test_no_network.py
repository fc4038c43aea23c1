"""No words leave the machine: the program runs with every connection but to this machine refused."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
SAMPLE = TESTS / "data" / "sample_chat.txt"
REVIEWER = Path(sysconfig.get_path("scripts")) / "reviewer"
DRAFT = "You should ring your cousin."


class Guarded:
    """Runs commands under tests/offline/sitecustomize.py, in a home without a profile."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.log = home / "network.log"

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REVIEWER_", "XDG_"))
        }
        home = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA"), str(self.home))
        guard = {"PYTHONPATH": str(TESTS / "offline"), "PYTHONUTF8": "1", "TEST_NETWORK_LOG": str(self.log)}
        return subprocess.run(
            command,
            cwd=self.home,
            env=kept | home | guard,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )

    def attempts(self) -> list[str]:
        """Return what was tried, having made sure that the guard stood."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        assert "guarded" in lines
        return [line for line in lines if line != "guarded"]


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    return Guarded(tmp_path)


@pytest.mark.parametrize(
    ("code", "tried"),
    [
        ("socket.create_connection(('192.0.2.1', 80), timeout=1)", "socket.getaddrinfo 192.0.2.1"),
        ("socket.socket().connect(('192.0.2.1', 80))", "socket.connect 192.0.2.1"),
        ("socket.socket().connect_ex(('192.0.2.1', 80))", "socket.connect 192.0.2.1"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))", "socket.sendto 192.0.2.1"),
        ("socket.getaddrinfo('peer.invalid', 80)", "socket.getaddrinfo peer.invalid"),
        ("socket.gethostbyname('peer.invalid')", "socket.gethostbyname peer.invalid"),
    ],
)
def test_guard_refuses_what_lies_beyond_this_machine(code: str, tried: str, guarded: Guarded) -> None:
    done = guarded.run(sys.executable, "-c", f"import socket; {code}")
    assert done.returncode == 1
    assert "refused by the test" in done.stderr
    assert guarded.attempts() == [tried]


def test_guard_stands_in_child_processes(guarded: Guarded) -> None:
    code = (
        "from multiprocessing import get_context; from socket import getaddrinfo\n"
        "if __name__ == '__main__':\n"
        "    with get_context('spawn').Pool(1) as pool: pool.apply(getaddrinfo, ('peer.invalid', 80))"
    )
    done = guarded.run(sys.executable, "-c", code)
    assert done.returncode == 1
    assert guarded.attempts() == ["socket.getaddrinfo peer.invalid"]


def test_guard_lets_this_machine_through(guarded: Guarded) -> None:
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    done = guarded.run(sys.executable, "-c", code)
    assert done.returncode == 0, done.stderr
    assert guarded.attempts() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", DRAFT],
        ["check", "--format", "json", DRAFT],
        ["scan", str(SAMPLE), "--supporter", "Dana (peer)", "--fail-on", "never"],
        ["scan", str(SAMPLE), "--format", "jsonl", "--fail-on", "never"],
        ["rules", "list"],
    ],
    ids=lambda arguments: " ".join(Path(argument).name for argument in arguments),
)
def test_program_needs_no_network(arguments: list[str], guarded: Guarded) -> None:
    done = guarded.run(REVIEWER, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()
    assert guarded.attempts() == []
