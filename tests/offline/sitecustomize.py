"""Refuse every connection but to this machine, below any library, and write down each that was tried.

A Python that finds this folder in PYTHONPATH runs this file when it starts, and so do the processes it starts.
"""

import ipaddress
import os
import sys
from pathlib import Path
from typing import Any


def is_here(host: object) -> bool:
    """Return whether a host is this machine; None or a number stands for a socket that has no host."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def write_down(line: str) -> None:
    """Add a line to the file the test reads."""
    with Path(os.environ["TEST_NETWORK_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{line}\n")


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop what would reach another machine."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # else a Unix socket, or connected before
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if not is_here(host):
        write_down(f"{event} {host}")
        raise PermissionError(f"refused by the test: {event} {host}")


sys.addaudithook(refuse)
write_down("guarded")
