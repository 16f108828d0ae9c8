"""Code and data have versions of their own."""

from tests.cli.command import inside

import accord


def test_version_names_the_code_and_with_data_the_tables():
    assert inside("--version").stdout == f"accord {accord.__version__}\n"
    code, data = inside("--version", "--data").stdout.splitlines()
    assert code == f"accord {accord.__version__}"
    assert data.startswith(f"data {accord.Tables.open().digest[:12]}: ")


def test_data_alone_is_refused_with_what_would_be_right():
    done = inside("--data", "cases")
    assert done.returncode == 2
    assert "--data goes with --version" in done.stderr


def test_without_a_command_the_help_is_shown_and_the_exit_code_is_that_of_wrong_input():
    done = inside()
    assert done.returncode == 2
    assert "Commands:" in done.stderr
    assert done.stdout == ""
