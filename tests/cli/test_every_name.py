"""Whatever name a registry gives out, the command line takes: none of them is a defect of accord.

One process walks a whole registry, as a user would with one line after the other.
"""

import json
import re
from typing import get_args

import pytest
from tests.cli.command import inside
from tests.cli.test_commands import COMMANDS

import accord
from accord import case
from accord.case import form
from accord.cli.app import COMMANDS as ALL
from accord.measures import measures
from accord.shocks import Shock

SHOCKS = {
    "accession": 'candidates = ["AZE"], with = ["ISR"], cost_cut = 0.02',
    "capacity": 'state = "AZE", good = "crude-oil", ratio = 0.5',
    "closure": 'passages = ["btc"], open_share = 0.1',
    "embargo": 'by = ["EU-27"], on = ["RUS"], evasion = 0.2, evasion_cost = 0.1',
    "freight": 'suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 0.1',
    "lost-supply": 'state = "AZE", good = "crude-oil", share = 0.5',
    "new-line": 'lines = ["kirkuk-ceyhan-line"]',
    "stock-release": 'by = ["USA"], good = "crude-oil", rate = 1, days = 30',
    "stop": 'passages = ["btc"], days = 20',
    "war": 'passages = ["btc"], open_share = 0.5',
    "new-link": 'supplier = "KAZ", buyer = "ISR", good = "crude-oil", seed = 0.05',
    "price-cap": 'state = "RUS", good = "crude-oil", ratio = 0.8, rent_to = "IND"',
    "quota": 'by = ["EU-27"], on = ["RUS"], good = "crude-oil", ratio = 0.5, rent_to = "RUS"',
    "spare-capacity": 'state = "SAU", good = "crude-oil", share = 0.1',
    "specific-tariff": 'by = ["EU-27"], on = ["RUS"], share = 0.1',
    "tariff": 'by = ["EU-27"], on = ["RUS"], rate = 0.1',
    "toll": 'to = "TUR", suppliers = ["AZE"], buyers = ["ISR"], share = 0.1',
    "veto": 'by = ["GEO"]',
}


@pytest.fixture(scope="module")
def world():
    return accord.load_world()


def took(*arguments, cwd=None):
    """Run a line that must be taken, and give what it printed."""
    done = inside(*arguments, cwd=cwd)
    assert done.returncode == 0, (arguments, done.stderr)
    assert done.stdout.strip(), arguments
    return done.stdout


def refused(reason, *arguments):
    """Run a line that must be refused for a reason, and not for a defect."""
    done = inside(*arguments)
    assert done.returncode == 2, (arguments, done.stderr)
    assert reason in " ".join(done.stderr.split()), (arguments, done.stderr)


def test_every_metric():
    for name, measure in measures().items():
        text = took("metrics", name)
        assert text.startswith(name)
        assert all(key in text for key in form.keys(measure.parameters))
        (told,) = json.loads(took("metrics", name, "--json"))
        assert (told["name"], told["formula"]) == (name, measure.formula)


def test_every_shock(tmp_path):
    kinds = [form.tag(one)[1] for one in get_args(Shock)]
    assert set(SHOCKS) == set(kinds)
    text = case.new("all").split("[scenarios.")[0].split("[claims.")[0]
    for kind, keys in SHOCKS.items():
        text += f'\n[scenarios.{kind}]\nshocks = [{{ kind = "{kind}", {keys} }}]\n'
    text += '\n[claims.none]\nquote = "any"\nuntestable = "no data"\n'
    (tmp_path / "all.toml").write_text(text, encoding="utf-8")
    took("check", "all.toml", cwd=tmp_path)


def test_every_good(world):
    for name, good in world.goods.items():
        for line in (("flows", name, "--rows", "3"), ("data", "balance", name)):
            if good.codes:
                took(*line)
            else:
                refused(" ".join(good.why_not.split()), *line)


def test_every_line_and_passage(world):
    names, unused = list(world.passages), []
    while names:
        batch, names = names[:150], names[150:]
        done = inside(
            "route", "AZE", "ISR", *(word for name in batch for word in ("--close", name))
        )
        if done.returncode:  # a line that isn't in use is refused by name: the others again
            odd = re.search(r'"([^"]+)" cannot be closed in \d+: it is not in use', done.stderr)
            assert odd, (batch, done.stderr)
            unused.append(odd[1])
            names = [name for name in batch if name != odd[1]] + names
    assert {"nord-stream-2", "trans-caspian-gas"} <= set(unused)
    assert len(unused) < len(world.passages) / 10


def test_every_source(world):
    for name in world.sources:
        assert name in took("data", "sources", name)


def test_every_case():
    for name in case.shipped():
        took("check", name)


def test_every_command():
    for path in [(), *((name,) for name in ALL), *COMMANDS]:
        assert "Usage: " in took(*path, "--help")
