"""The command `accord`: its commands, and the one place where errors become exit codes."""

import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

import accord
from accord.cli.edge import (
    abandon,
    collect_rarely,
    enough_memory,
    leave_to_the_system,
    noting_interruptions,
    open_streams,
)
from accord.cli.options import Later, examples

COMMANDS = {  # name -> module, and what the list of commands says of it
    "run": ("results", "Solve a case and judge each of its claims."),
    "explain": ("results", "Show why a claim got its verdict."),
    "compare": ("compare", "Compare scenarios, or two cases, over the same draws."),
    "sweep": ("sweeps", "Ask whether verdicts survive other years, models, seeds and lines."),
    "check": ("cases", "Tell all faults of a case file at once."),
    "new": ("cases", "Write a small case to start from."),
    "draft": ("drafts", "Draft a case from a text, to be reviewed."),
    "review": ("drafts", "Go through the drafted claims of a case one by one."),
    "cases": ("cases", "List the shipped cases and those in this folder."),
    "metrics": ("cases", "List the metrics that a claim can be tested with."),
    "flows": ("flows", "Show who sells how much of a good to whom."),
    "route": ("route", "Find the way between two places under vetoes and closures."),
    "game": ("games", "Play the accession game of a case: who joins, who answers."),
    "forecast": ("forecasts", "Score forecasts of accession against the base rate by stage."),
    "serve": ("serve", "Serve the app: ask what if, compare and save, in a browser."),
    "backtest": ("backtests", "Show how forecasts fared on past events, or on one."),
    "data": ("data", "Show, check, build and add data."),
}


@click.group(
    cls=Later,
    later=COMMANDS,
    epilog=examples("accord run", "accord explain israel-oil-suppliers"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.option("--version", is_flag=True, help="Say the version, and with --data that of the data.")
@click.option("--data", is_flag=True, help="With --version: the checksum of all tables.")
@click.pass_context
def app(context: click.Context, version: bool, data: bool) -> None:
    """Put a strategic-partnership proposal to the test on real data.

    A case file says who might join which accord and what the proposal claims; a run says which
    claims hold, hold only under stated assumptions, fail, or can't be tested here.

    Exit codes: 0 ran, 1 a verdict named by --fail-on came up, 2 the input is wrong, 3 the data are
    damaged, 70 a defect of accord, 130 interrupted.
    """
    if data and not version:
        raise click.UsageError("--data goes with --version; for the data themselves: accord data")
    if version:
        click.echo(f"accord {accord.__version__}")
        if data:
            click.echo(_data_version())
        context.exit()
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


def _data_version() -> str:
    """Say which tables there are: they change without the code, and the code without them."""
    tables = accord.Tables.open()
    last = tables.years.trade[-1]
    return f"data {tables.digest[:12]}: {len(tables.catalogue)} tables, trade to {last}"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    open_streams()
    collect_rarely()
    code = run(sys.argv[1:] if arguments is None else list(arguments))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said and done
    leave_to_the_system()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line; whatever goes wrong becomes a message and an exit code."""
    with noting_interruptions() as interruption:
        try:
            enough_memory(arguments)
            code = app.main(arguments, prog_name="accord", standalone_mode=False)
            sys.stdout.flush()
        except BrokenPipeError:
            abandon(sys.stdout)
            return 0
        except (SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # the edge: nobody above would catch it
            from accord.cli.failure import INTERRUPTED, tell

            return INTERRUPTED if interruption.noted else tell(error, arguments)
    return code if isinstance(code, int) else 0
