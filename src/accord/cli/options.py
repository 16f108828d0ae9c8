"""Options that commands share, and how an example is shown at the end of their help."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_CASE = "abraham-accords"


class Group(click.Group):
    """A group that answers an unknown command with the nearest one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command by its name."""
        from accord.errors import InputError
        from accord.names import nearest

        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            close = nearest(name, self.list_commands(ctx))
            meant = f'did you mean "{close}"?' if close else "there is none like it"
            error = InputError(f'no command "{name}"; {meant}')
            error.add_note(f"all commands: {ctx.command_path} --help")
            raise error
        return super().resolve_command(ctx, args)


class Later(Group):
    """A group whose commands are imported when one of them is asked for, and not for a list."""

    def __init__(self, *, later: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(**settings)
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order that a user meets them."""
        return list(self.later)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; before numpy comes with it, the C library is told of one heap."""
        if cmd_name not in self.later:
            return None
        from accord.memory import keep_what_is_let_go

        keep_what_is_let_go()
        module, _ = self.later[cmd_name]
        command: click.Command = getattr(import_module(f"accord.cli.{module}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, with what is said of each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in self.later.items()])


def examples(*commands: str) -> str:
    """Write the end of a command's help: commands that can be pasted, and that the tests run."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


def _screen(context: click.Context, _option: click.Parameter, value: str) -> None:
    from accord.cli.screen import Screen

    context.obj = Screen(colour=value)  # type: ignore[arg-type]


def shared(command: Command) -> Command:
    """Give a command --color and --debug."""
    colour = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        expose_value=False,
        callback=_screen,
        help="Colour: on a terminal (auto), always or never. NO_COLOR counts too.",
    )
    debug = click.option(
        "--debug", is_flag=True, expose_value=False, help="Show the details of a failure."
    )
    return colour(debug(command))


def as_json(command: Command) -> Command:
    """Give a command --json."""
    return click.option(
        "--json", "in_json", is_flag=True, help="Print JSON alone, also for errors."
    )(command)


def of_data(command: Command) -> Command:
    """Give a command --data."""
    return click.option(
        "--data", metavar="NAME", help="A set of data that was added, by name or path."
    )(command)


def solving(command: Command) -> Command:
    """Give a command the options that say what a run is made of."""
    draws = click.option(
        "--draws", type=int, default=1000, show_default=True, help="Joint samples of assumptions."
    )
    seed = click.option("--seed", type=int, default=0, show_default=True, help="Of the draws.")
    year = click.option("--year", type=int, help="Of the world, in place of the case's own.")
    return draws(seed(year(of_data(command))))
