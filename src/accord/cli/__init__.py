"""Command line: reads arguments, asks one room, prints. Whatever it does, a line of Python can."""

from accord.cli.app import main

__all__ = ["main"]
