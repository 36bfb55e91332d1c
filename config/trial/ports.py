"""Listening on loopback: the port asked for, or the next free one."""

import socket

from config.trial.folder import TrialError

LOOPBACK = "127.0.0.1"


def _answered(port: int) -> bool:
    """Whether somebody already serves the port, also on another address of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((LOOPBACK, port)) == 0


def listen(first: int, tries: int = 100) -> socket.socket:
    """A bound, listening socket on `first` or the next free port after it.

    The socket itself is handed to the web server, so nobody can take the port in between.
    """
    for port in range(first, min(first + tries, 65536)):
        if _answered(port):
            continue
        server = socket.socket()
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((LOOPBACK, port))
            server.listen(128)
        except OSError:
            server.close()
            continue
        return server
    raise TrialError(f"从 {first} 起的 {tries} 个端口都被占用。")


def free_port() -> int:
    """A port nobody holds at this moment; the caller retries when it is lost to somebody else."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
