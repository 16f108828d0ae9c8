"""One run of the shipped case for all tests of the command line."""

import pytest
from tests.cli.command import accord


@pytest.fixture(scope="session")
def ran(tmp_path_factory):
    """Give a folder in which the shipped case was run, and what it printed."""
    folder = tmp_path_factory.mktemp("ran")
    return folder, accord("run", "--draws", "40", "--seed", "3", cwd=folder)
