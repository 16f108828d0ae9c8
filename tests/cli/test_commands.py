"""Every command says what it should, as text and as JSON, and its help has examples that run."""

import json
import re
import shlex
import subprocess
import sys

import click
import pytest
from tests.case.sample import TEXT, swapped
from tests.cli.command import accord, inside

from accord.cli.app import app
from accord.cli.failure import FAILED, tell


def commands(group, at=()):
    """Give the path of every command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*at, name))
        else:
            yield (*at, name)


COMMANDS = list(commands(app))


def examples(path):
    """Give the examples at the end of a command's help."""
    done = inside(*path, "--help")
    assert done.returncode == 0
    return re.findall(r"^  +(accord .*)$", done.stdout.split("Examples:")[1], re.MULTILINE)


def imported_by(*arguments):
    """Give the modules of accord, and the heavy ones of others, that a command line imports."""
    code = (
        "import sys\nfrom accord.cli.app import run\n"
        f"run({list(arguments)!r})\n"
        "print('imported', *(m for m in sys.modules if m.startswith('accord.') "
        "or m in ('numpy', 'polars', 'pydantic', 'scipy', 'scipy.optimize', 'scipy.stats')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_help_imports_no_command_and_nothing_heavy():
    light = {"accord.cli", "accord.cli.app", "accord.cli.edge", "accord.cli.options"}
    assert imported_by("--help") == light | {"accord.errors"}


WITHOUT_TABLES = {
    *("accord.engines", "accord.draws", "accord.solve", "accord.verdict"),
    *("numpy", "polars", "scipy"),
}
# What each command does without: tables, models of markets, judges, or what draws on half of scipy.
WITHOUT = {
    "metrics": {
        *("accord.data", "accord.world", "accord.engines", "numpy", "polars", "pydantic", "scipy"),
    },
    "metrics import-share": {"accord.data", "accord.engines", "numpy", "polars", "scipy"},
    "new my-case --stdout": {"accord.data", "accord.engines", "numpy", "polars", "scipy"},
    "data sources": {"accord.case", "accord.engines", "numpy", "polars", "scipy"},
    "cases": {"accord.engines", "accord.verdict", "numpy", "polars", "scipy"},
    "check": WITHOUT_TABLES,
    "check hormuz": WITHOUT_TABLES,
    "flows coal --from AUS --to JPN": {
        *("accord.case", "accord.engines", "accord.draws", "accord.verdict", "scipy", "pydantic"),
    },
    "route Baku Budapest": {
        *("accord.case", "accord.measures", "accord.engines.market", "accord.draws", "pydantic"),
        *("accord.verdict", "scipy"),
    },
    "explain muslim-majority": {  # a fact: no market is solved, and nothing of the case's others
        *("accord.engines.market", "accord.engines.reallocation", "accord.backtest"),
        *("accord.result.made.run", "scipy.optimize", "scipy.stats"),
    },
}


@pytest.mark.parametrize("line", WITHOUT)
def test_a_command_imports_nothing_that_it_does_without(line):
    assert WITHOUT[line] & imported_by(*line.split()) == set()


def test_a_short_command_hardly_looks_for_garbage():
    code = (
        "import gc, sys\nfrom accord.cli.app import main\n"
        "began = sum(one['collections'] for one in gc.get_stats())\n"
        "try:\n    main(['check'])\nexcept SystemExit as left:\n"
        "    looked = sum(one['collections'] for one in gc.get_stats()) - began\n"
        "    print(left.code, looked < 5, gc.get_freeze_count() > 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 True True"


def test_every_command_of_the_list_is_there():
    context = click.Context(app)
    for name in app.list_commands(context):
        assert app.get_command(context, name).name == name


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_two_examples_of_a_help_run(path, tmp_path):
    found = examples(path)
    assert len(found) == 2
    if path in (("run",), ("serve",)):
        return  # their own tests run them, at fewer draws and on a free port
    speech = "Kazakhstan supplies a fifth of the uranium of the European Union."
    (tmp_path / "speech.md").write_text(speech, encoding="utf-8")
    inside("new", "my-draft", cwd=tmp_path)
    for example in found:
        done = inside(*shlex.split(example)[1:], cwd=tmp_path)
        if "BACI_HS92" in example:  # the archive is the reader's own
            assert "no file or folder BACI_HS92" in done.stderr
        else:
            assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_that_prints_a_table_takes_json(path):
    asked = inside(*path, "--help").stdout
    assert ("--json" in asked) == (path not in (("new",), ("serve",)))


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--json"),
        ("check", "--schema"),
        ("cases", "--json"),
        ("metrics", "--json"),
        ("metrics", "import-share", "--json"),
        ("flows", "crude-oil", "--from", "AZE", "--to", "ISR", "--json"),
        ("data", "sources", "--json"),
        ("data", "verify", "--json"),
        ("data", "balance", "crude-oil", "--json"),
        ("explain", "turkic-founders", "--draws", "20", "--json"),
    ],
    ids=" ".join,
)
def test_json_is_all_that_stands_on_standard_output(arguments, tmp_path):
    done = inside(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "nofile.toml", "--json"),
        ("check", "bad.toml", "--json"),
        ("explain", "nothing", "--json"),
        ("metrics", "nothing", "--json"),
        ("flows", "gold-dust", "--json"),
        ("data", "sources", "nothing", "--json"),
        ("data", "balance", "nothing", "--json"),
        ("rnu", "--json"),
        ("run", "--nothing", "--json"),
        ("run", "--draws", "x", "--json"),
    ],
    ids=" ".join,
)
def test_json_is_all_that_stands_there_for_errors_too(arguments, tmp_path):
    (tmp_path / "bad.toml").write_text("format = 1\nyear = 'x'\n", encoding="utf-8")
    done = inside(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert said["format"] == 1
    assert all(fault["wrong"] for fault in said["faults"])


def test_check_counts_what_a_case_without_fault_holds():
    done = inside("check")
    assert re.match(
        r"abraham-accords: no faults\. 50 claims, \d+ scenarios, \d+ assumptions "
        r"\(\d+ of judgement\), \d+ sources",
        done.stdout,
    )


def test_check_counts_each_source_that_a_case_lists_or_names_once(tmp_path):
    # Listed: plan; named: baci, twice; "judgement" is none.
    text = TEXT.replace('"share"', '"import-share"') + (
        '\n[sources.plan]\ntitle = "A plan"\npublisher = "X"\n'
        '[blocs.shore]\nmembers = ["AZE", "KAZ"]\nsource = "baci"\n'
        '[blocs.islands]\nmembers = ["JPN", "GBR"]\nsource = "baci"\n'
        '[blocs.other-shore]\nmembers = ["TKM", "KAZ"]\nsource = "judgement"\n'
    )
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    assert inside("check", "one.toml", cwd=tmp_path).stdout.endswith(", 2 sources\n")


def test_check_tells_every_fault_with_its_line_and_exits_with_2(tmp_path):
    text = swapped('buyer = "ISR"', 'buyer = "IRS"').replace('"share"', '"import-share"')
    (tmp_path / "bad.toml").write_text(text.replace("mode = 10", "mode = 99"), encoding="utf-8")
    done = inside("check", "bad.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "bad.toml:14: assumptions.sigma\n  | [assumptions.sigma]\n  mode (99)" in done.stderr
    assert 'no state or bloc "IRS" in the world of 2023' in done.stderr
    assert done.stderr.rstrip().endswith("2 faults, nothing was run")


def test_a_new_case_can_be_checked_and_is_not_written_twice(tmp_path):
    made = inside("new", "caspian", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "caspian.toml\n")
    hint = re.search(r"accord check \S+", made.stderr)[0]
    assert inside(*shlex.split(hint)[1:], cwd=tmp_path).returncode == 0
    before = (tmp_path / "caspian.toml").read_text(encoding="utf-8")
    again = inside("new", "caspian", cwd=tmp_path)
    assert again.returncode == 2
    assert "caspian.toml is there already" in again.stderr
    assert (tmp_path / "caspian.toml").read_text(encoding="utf-8") == before
    listed = inside("cases", cwd=tmp_path)
    assert "caspian.toml     here" in listed.stdout


def test_a_slip_in_a_command_is_answered_with_the_nearest():
    done = accord("rnu")
    assert done.returncode == 2
    said = 'accord: no command "rnu"; did you mean "run"?      all commands: accord --help\n'
    assert done.stderr == said


def test_a_case_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    inside("new", "caspian", cwd=tmp_path)
    done = inside("run", "nofile.toml", cwd=tmp_path)
    assert done.stderr == (
        'accord: no case "nofile.toml"; here: caspian.toml; shipped: abraham-accords, '
        "eu-drc-zambia, hormuz, lobito, trans-caspian      accord cases\n"
    )


def test_flows_are_recorded_rows_and_domestic_adds_the_diagonal():
    rows = json.loads(inside("flows", "crude-oil", "--from", "AZE", "--json").stdout)
    assert {*rows[0]} == {"year", "supplier", "buyer", "good", "value_usd", "mass_t", "adjusted"}
    assert all(row["supplier"] == "AZE" != row["buyer"] for row in rows)
    values = [row["value_usd"] for row in rows]
    assert values == sorted(values, reverse=True)
    more = json.loads(inside("flows", "crude-oil", "--from", "AZE", "--domestic", "--json").stdout)
    added = [row for row in more if row not in rows]
    assert [(row["supplier"], row["buyer"]) for row in added] == [("AZE", "AZE")]


def test_all_of_the_flows_are_asked_for_with_what_was_asked_for():
    asked = ("flows", "lithium", "--to", "EU-27", "--year", "2022", "--rows", "2")
    hint = re.search(r"all of them  accord (.*)", inside(*asked).stderr)[1]
    rows = json.loads(inside(*shlex.split(hint), "--json").stdout)
    assert rows == json.loads(inside(*asked, "--json").stdout)


def test_flows_of_a_bloc_say_what_its_shares_leave_out():
    rows = json.loads(inside("flows", "lithium", "--to", "EU-27", "--json").stdout)
    said = inside("flows", "lithium", "--to", "EU-27").stdout.splitlines()[-1]
    inside_m, all_m = (float(n) for n in re.findall(r"US\$ ([\d.]+) m", said))
    assert all_m == pytest.approx(sum(r["value_usd"] for r in rows) / 1e6, abs=0.5)
    outside = sum(r["value_usd"] for r in rows if r["supplier"] in ("CHL", "CHN", "USA", "JPN"))
    assert 0 < inside_m < all_m - outside / 1e6
    assert "members" not in inside("flows", "lithium", "--to", "DEU").stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--years", "2022-2021"), '"2022-2021" has no year; write 2021-2022'),
        (("--workers", "0"), "0 is not in the range x>=1"),
    ],
)
def test_a_sweep_of_nothing_is_refused_and_not_taken_for_another(asked, told, tmp_path):
    done = inside("sweep", *asked, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


def test_fewer_rows_than_none_are_refused():
    done = inside("flows", "lithium", "--rows", "-1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "-1 is not in the range" in done.stderr


@pytest.mark.parametrize("asked", [("flows",), ("data", "balance")])
def test_a_good_that_is_not_there_is_answered_with_where_all_are(asked):
    done = inside(*asked, "nothing-like-it")
    assert done.stderr.rstrip().endswith("all goods: docs/models/goods.md")


def test_a_group_without_a_command_shows_its_help_and_nothing_else():
    assert inside("data").returncode == 2
    assert inside("data").stderr == inside("data", "--help").stdout


def test_json_in_an_encoding_without_its_letters_is_the_same_values():
    asked = ("explain", "turkic-founders", "--draws", "20", "--json")
    plain = accord(*asked, PYTHONIOENCODING="ascii")
    assert plain.returncode == 0
    assert plain.stdout.isascii()
    assert json.loads(plain.stdout) == json.loads(accord(*asked).stdout)


def test_an_encoding_without_marks_gets_plain_ones():
    done = accord("explain", "turkic-founders", "--draws", "20", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.startswith("+ supported")
    assert done.stdout.isascii()


def test_a_failure_that_nobody_foresaw_is_told_with_the_file_that_has_its_details(capsys):
    error = ZeroDivisionError("oh")
    assert tell(error, ["run", "x"]) == FAILED
    said = capsys.readouterr().err
    assert said.startswith("accord: failed at: accord run x\n  ZeroDivisionError: oh\n")
    assert "Traceback" not in said
    assert "README" not in said  # which has no address to report to
    path = re.search(r"details are in (\S+)", said)[1]
    with open(path, encoding="utf-8") as file:
        assert "ZeroDivisionError" in file.read()
    assert tell(error, ["run", "x", "--debug"]) == FAILED
    assert "ZeroDivisionError: oh" in capsys.readouterr().err
