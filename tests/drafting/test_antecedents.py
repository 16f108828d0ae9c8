"""A role stands for those of whom the text has said so, and for nobody else."""

import pytest

from accord import draft, load_world


@pytest.fixture(scope="module")
def world():
    return load_world()


def last(text, world):
    return draft(text + "\n", world=world).claims[-1].candidates[0].parameters


def test_both_producers_are_the_two_that_were_named(world):
    text = "Two producers, Namibia and Niger, stand out. Both producers sell uranium to France."
    assert last(text, world)["suppliers"] == ["NAM", "NER"]


def test_the_two_states_are_whom_the_list_before_calls_so(world):
    text = "Chile and Peru, the two neighbours, disagree. The two neighbours sell copper to China."
    assert last(text, world)["suppliers"] == ["CHL", "PER"]


@pytest.mark.parametrize(
    "text",
    [
        "The two producers sell uranium to France.",  # named nowhere
        "Namibia is dry. Niger is drier. The two producers sell uranium to France.",  # not said
        "Three producers, Chad, Mali and Niger, meet. Both producers sell uranium to France.",
    ],
)
def test_a_role_that_the_text_gives_to_nobody_is_a_gap(world, text):
    assert last(text, world)["suppliers"] == ["?"]


def test_the_bloc_is_the_one_that_was_named_last(world):
    text = (
        "The EU met the GCC in Brussels. OPEC+ looked on. The bloc sold half of its oil to China."
    )
    assert last(text, world)["suppliers"] == ["OPEC+"]


def test_a_bloc_that_is_named_nowhere_is_a_gap(world):
    assert last("The bloc sold half of its oil to China.", world)["suppliers"] == ["?"]


def test_the_partners_of_a_state_are_not_that_state(world):
    found = last("Washington's partners import half of their gas from Norway.", world)
    assert found == {"suppliers": ["NOR"], "buyer": "?", "good": "natural-gas"}
