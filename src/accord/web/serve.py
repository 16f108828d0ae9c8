"""Serving: the socket, the hosts that are answered to, and the server until Ctrl-C."""

import errno
import socket
from pathlib import Path

import uvicorn

from accord.errors import InputError
from accord.web.app import application
from accord.web.pool import Pool
from accord.web.shelf import Shelf

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
FILE = "saved.sqlite"


def listening(host: str, port: int) -> socket.socket:
    """Open the socket before anything else. Raises InputError where that can't be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError as error:
        opened.close()
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} is in use; try accord serve --port {port + 1}") from None
        if error.errno == errno.EACCES:
            raise InputError(f"port {port} is not yours to open; try --port 8000") from None
        raise InputError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
    return opened


def hosts(host: str, port: int, also: tuple[str, ...] = ()) -> frozenset[str]:
    """Give the Host headers that are answered to: this machine's names, and those allowed."""
    names = [*LOOPBACK, host, *also]
    return frozenset(f"{name.lower()}:{port}" for name in names) | frozenset(
        name.lower() for name in also
    )


def serve(
    opened: socket.socket, *, folder: Path, answers_to: frozenset[str], seconds: float
) -> None:
    """Answer until somebody presses Ctrl-C.

    Parameters
    ----------
    folder : for what is saved
    answers_to : the values of the Host header that are answered to
    seconds : that one request may take

    Raises
    ------
    InputError, DataError
        The file of saved cases can't be used.
    """
    pool = Pool(seconds=seconds)
    app = application(shelf=Shelf(folder / FILE), hosts=answers_to, pool=pool)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2
    )
    uvicorn.Server(config).run(sockets=[opened])
