"""Sentences and clauses are exact stretches of the text, cut where a reader would cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.drafting.sentences import Span, clauses, sentences


def split(text):
    return [span.of(text) for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One fell. Two rose.", ["One fell.", "Two rose."]),
        ("The U.S. Senate met Mr. Kara. It left.", ["The U.S. Senate met Mr. Kara.", "It left."]),
        ("It was 4.5 percent. No more!", ["It was 4.5 percent.", "No more!"]),
        ("“Never.” He left? Yes", ["“Never.”", "He left?", "Yes"]),
    ],
)
def test_a_stop_ends_a_sentence_but_not_after_an_abbreviation_or_within_a_number(text, parts):
    assert split(text) == parts


def test_a_sentence_that_joins_two_statements_has_two_clauses():
    text = "Russia sold much of its gas to Europe, but the pipelines were closed in the year 2022."
    (one,) = sentences(text, Span(0, len(text)))
    assert [span.of(text) for span in clauses(text, one)] == [
        "Russia sold much of its gas to Europe",
        "the pipelines were closed in the year 2022.",
    ] or [span.of(text) for span in clauses(text, one)] == [
        "Russia sold much of its gas to Europe",
        "but the pipelines were closed in the year 2022.",
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ("Both states sell oil to Israel", "contributing to its energy security."),
        ("The deal has paid off", "with Chad providing Mali with oil", "while buying its gold."),
        ("As Europe cuts its purchases of gas", "Algeria could provide alternative sources."),
        ("Niger has no port of its own", "and Benin's border has been closed since May."),
        (
            "The line opens a route to the sea",
            "which avoids Iran itself",
            "giving trade another way.",
        ),
        ("Baku sells oil and gas to the Union", "which bypasses Russia."),
        ("Prices would hardly move at all", "because others can pump more."),
    ],
)
def test_what_follows_from_a_statement_is_another_one(parts):
    text = parts[0]
    for part in parts[1:]:
        comma = "" if part.startswith(("while", "because")) else ","
        text += f"{comma} {part}"
    assert [span.of(text) for span in clauses(text, Span(0, len(text)))] == list(parts)


@pytest.mark.parametrize(
    "text",
    [
        "For these states, joining the accords could raise their revenues.",
        "Chile, including its islands, exports copper to China.",
        "Turkey, Bulgaria, and Romania have signed it.",
        "Korean dependence on Qatari gas: 31 % in 2020 → 12 % in 2024",
        "HHI of Greek coal imports: ca. 0.41 in 2022",
        "The head of the Commission, Ursula von der Leyen, and the head of Niger have signed it.",
        "Korean dependence on Qatari gas – 31 % in 2020 → 12 % in 2024",
        "HHI of Greek coal imports — ca. 0.41 in 2022",
        "The states that it crosses – Chad, Libya and the Sudan – are hoping for a share of it.",
        "The ministry has paid – through the export bank and other lenders – for half of the line.",
        "Since the beginning of 2021, Chad has sold Libya 2 Mt of oil.",
        "As part of its plan for more gas, Chad has signed a treaty with Libya.",
        "The treaty still needs the consent of the crown, and the parliaments of the nine states.",
    ],
)
def test_a_subject_or_a_list_is_not_cut_in_two(text):
    assert [span.of(text) for span in clauses(text, Span(0, len(text)))] == [text]


def test_what_is_said_after_a_dash_is_a_statement_of_its_own():
    text = "The first ships came in May – Chad has sold most of its oil by them since."
    assert [span.of(text) for span in clauses(text, Span(0, len(text)))] == text.split(" – ")


def test_a_statement_and_the_number_that_explains_it_are_two():
    text = "The Gulf is no exception: 40 % of its gas was sold to Asia."
    assert [span.of(text) for span in clauses(text, Span(0, len(text)))] == [
        "The Gulf is no exception",
        "40 % of its gas was sold to Asia.",
    ]


@given(st.text(alphabet=st.sampled_from("aB .!?;,–\u202e\n\"'é𝒳"), max_size=200))
def test_no_piece_overlaps_another_and_all_words_are_in_one(text):
    found = sentences(text, Span(0, len(text)))
    at = 0
    for span in found:
        assert at <= span.start < span.end <= len(text)
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()
