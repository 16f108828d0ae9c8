"""The command that serves the app."""

from importlib.util import find_spec
from pathlib import Path

import click

from accord.cli.options import examples, shared
from accord.cli.screen import Screen
from accord.errors import InputError

ABSENT = "accord serve needs Starlette and uvicorn; install them: pip install 'accord[serve]'"


@click.command(epilog=examples("accord serve", "accord serve --port 8765"))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--allow", multiple=True, help="A further Host to answer to, as behind a proxy.")
@click.option(
    "--seconds", type=click.FloatRange(1), default=60, show_default=True, help="Of one request."
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder for what is saved.")
@shared
@click.pass_obj
def serve(
    screen: Screen,
    host: str,
    port: int,
    allow: tuple[str, ...],
    seconds: float,
    data: Path | None,
) -> None:
    """Serve the app: look, ask what if, compare and save, in a browser on this machine.

    It listens on this machine alone unless --host says otherwise; then everybody who reaches that
    address may solve cases on it. What is saved stays in the user's data folder.
    """
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise InputError(ABSENT)
    from accord.web.serve import hosts, listening
    from accord.web.serve import serve as run
    from accord.web.shelf import data_folder

    opened = listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    screen.out(f"accord at http://{shown}:{port}/   Ctrl-C ends it")
    run(
        opened,
        folder=data or data_folder(),
        answers_to=hosts(shown, port, allow),
        seconds=seconds,
    )
