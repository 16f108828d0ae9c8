"""A draft quotes exactly, passes `accord check`, and never comes to a verdict by itself."""

import json
import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.command import accord, inside

from accord import draft, load_world
from accord.drafting import written
from accord.drafting.reading import MOST
from accord.errors import InputError

TEXT = """\
# A factsheet

Kazakhstan produces around 40 percent of the world's uranium. Azerbaijan supplies Israel with oil, \
and it borders both Iran and Russia. I believe that this is shameful!

If Azerbaijan joined the Abraham Accords, its revenue from oil would grow. "Who knows?" The law \
on "dual use" banned exports of gallium to the United States.
"""
pieces = st.sampled_from(
    [
        *(
            "Kazakhstan supplies ",
            "a fifth",
            " of the EU’s uranium",
            ". ",
            "\n",
            '"',
            "\\",
            "\u202e",
        ),
        *(
            "China",
            " would join ",
            "the Abraham Accords",
            "; ",
            "\x7f",
            "'''",
            "𝒳",
            "40 % of ",
            "gas ",
        ),
        *("Russia ", "depends on ", "Germany", "the price of oil ", "rose ", "2021", "\t", "# [x]"),
    ]
)


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "facts.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_every_quote_is_where_the_draft_says(world):
    found = draft(TEXT, world=world)
    assert len(found.claims) >= 4
    for one in found.claims:
        assert TEXT[one.start : one.end] == one.quote


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces, max_size=30))
def test_whatever_the_text_quotes_are_exact_and_the_case_reads(world, parts):
    text = "".join(parts) + " of the and is in that it was"
    found = draft(text, world=world)
    if not found.claims:
        return
    made = written(found, world, name="any")
    quotes = [claim["quote"] for claim in tomllib.loads(made.text)["claims"].values()]
    assert quotes == [text[one.start : one.end] for one in found.claims]


def test_a_draft_passes_check_and_no_claim_of_it_gets_a_verdict(file, tmp_path):
    done = inside("draft", str(file), "-o", str(tmp_path / "facts.toml"), "--date", "2026-01-05")
    assert done.returncode == 0
    claims = len(tomllib.loads((tmp_path / "facts.toml").read_text(encoding="utf-8"))["claims"])
    checked = inside("check", "facts.toml", cwd=tmp_path)
    assert f"no faults. {claims} claims ({claims} not reviewed)" in checked.stdout
    ran = inside("run", "facts.toml", "--draws", "20", "--json", cwd=tmp_path)
    document = json.loads(ran.stdout)
    assert [v["verdict"] for v in document["verdicts"]] == [None] * claims
    assert document["tally"]["not_reviewed"] == claims


def test_json_gives_the_spans(file):
    spans = json.loads(inside("draft", str(file), "--json").stdout)["spans"]
    assert [TEXT[s["start"] : s["end"]] for s in spans] == [s["quote"] for s in spans]
    uranium = spans[0]
    assert (uranium["kind"], uranium["entities"]) == ("share", ["KAZ", "uranium"])
    assert uranium["candidates"][0]["metric"] == "production-share"
    assert uranium["candidates"][0]["holds"] == ">= 36 %"
    gaps = [gap for s in spans for c in s["candidates"] for gap in c["gaps"]]
    assert gaps
    assert all(s["candidates"] or s["untestable"] for s in spans)


def test_a_gain_from_joining_is_the_gain_of_its_main_clause(world):
    found = draft(TEXT, world=world)
    (gain,) = [one for one in found.claims if one.quote.startswith("If Azerbaijan")]
    assert gain.kind == "revenue"
    assert gain.candidates[0].metric == "export-revenue-change"
    assert gain.candidates[0].parameters["scenario"] == "accession"


def test_an_actor_of_the_context_is_a_gap(world):
    found = draft(
        "For these nations, revenue from exports of oil would grow by 10 percent.", world=world
    )
    (one,) = found.claims
    assert one.candidates[0].parameters["states"] == ["?"]
    assert "states" in one.candidates[0].gaps


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"oil\0gas", "is binary"),
        (b"\xff\xfeoil", "is not UTF-8"),
        (b"%PDF-1.7", "is a PDF that can't be read"),
        (b"<!DOCTYPE html><p></p>", "is a web page in which no prose"),
        (
            "Die Europäische Union bezieht rund vierzig Prozent ihres Urans aus Kasachstan. " * 5,
            "Engl",
        ),
        (
            "Нефть и газ из Казахстана идут в Европу по трубам через Россию и Турцию. " * 5,
            "English",
        ),
    ],
)
def test_what_is_no_english_text_is_refused_and_nothing_is_written(tmp_path, held, said):
    path = tmp_path / "odd.txt"
    path.write_bytes(held if isinstance(held, bytes) else held.encode())
    done = inside("draft", str(path), "-o", str(tmp_path / "odd.toml"))
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_fifty_megabytes_are_refused(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    done = inside("draft", str(path))
    assert "50.0 MB; a file has at most 20 MB" in done.stderr
    with pytest.raises(InputError, match="a text has at most 1,000,000"):
        draft("a " * MOST)


def test_a_text_without_a_testable_sentence_is_an_answer(tmp_path):
    path = tmp_path / "poem.txt"
    path.write_text("I wandered lonely as a cloud. It was the best of times.", encoding="utf-8")
    done = inside("draft", str(path), "-o", str(tmp_path / "poem.toml"))
    assert done.returncode == 0
    assert "Nothing to draft: 2 sentences" in done.stdout
    assert json.loads(inside("draft", str(path), "--json").stdout)["spans"] == []
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_is_not_written_over(file, tmp_path):
    target = tmp_path / "mine.toml"
    target.write_text("mine", encoding="utf-8")
    done = inside("draft", str(file), "-o", str(target))
    assert done.returncode == 2
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_text_can_be_piped_in_and_gives_the_same_draft_twice(file):
    done = accord("draft", "-", cwd=file.parent)  # standard input is empty here
    assert done.returncode in (0, 2)
    one, two = (inside("draft", str(file)).stdout for _ in range(2))
    assert one == two


@pytest.mark.parametrize("word", ["9" * 5000, "A" * 5000, "A1" * 2500, "a_" * 2500])
def test_a_word_of_thousands_of_letters_is_read_once(world, word):
    # Each pattern goes over it once: none tries all ways of parting it, which would never end.
    found = draft(
        f"Russia sold gas: {word} joined. If {word} joined, Iran would gain.", world=world
    )
    assert found.sentences == 2


def test_an_item_of_a_list_is_no_heading(world):
    text = "Gas at a glance\n\n- Qatar: 45 % of Italian LNG\n- Russia: 87 % of Armenian gas\n"
    assert [claim.quote for claim in draft(text, world=world).claims] == [
        "Qatar: 45 % of Italian LNG", "Russia: 87 % of Armenian gas"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "suppliers", "buyers", "good"),
    [
        ("Korea took 41% of our nickel exports.", ["?"], ["KOR"], "nickel-ore"),
        ("Oman pumps oil, and India bought a third of its exports.", ["OMN"], ["IND"], "crude-oil"),
    ],
)
def test_a_share_of_what_another_sells_asks_for_the_sellers_exports(
    world, text, suppliers, buyers, good
):
    first = draft(text, world=world).claims[-1].candidates[0]
    assert first.metric == "export-share"
    assert first.parameters == {"suppliers": suppliers, "buyers": buyers, "good": good}


@pytest.mark.parametrize(
    "filed",
    [
        "PRAGUE, Oct 3 (Agency) - ",
        "LONDON (Reuters) — ",
        "TOKYO — ",
        "NEW DELHI, 4 May 2026: ",
    ],
)
def test_where_a_report_was_filed_is_no_part_of_its_first_claim(world, filed):
    said = "Norway supplied 30% of Belgium's natural gas in 2023."
    text = f"{filed}{said}\n\nPeru borders Chile.\n"
    found = draft(text, world=world)
    assert found.claims[0].quote == said == text[found.claims[0].start : found.claims[0].end]
    assert found.claims[0].entities == ("NOR", "BEL", "natural-gas")


@pytest.mark.parametrize("name", ["OPEC+", "NATO", "CHINA"])
def test_a_name_in_capitals_that_is_no_city_stays_in_the_claim(world, name):
    text = f"{name} — supplied 30% of Belgium's natural gas in 2023.\n"
    assert draft(text, world=world).claims[0].start == 0


@pytest.mark.parametrize("moved", ["risen", "gone up", "fallen", "gone down"])
def test_what_has_gone_up_or_down_is_bound_as_what_has_risen_or_fallen(world, moved):
    share = "The share of Chad in Japan's coal imports"
    text = f"{share} has {moved} from less than 3% in 2020 to 9% in 2024."
    first = draft(text, world=world).claims[0].candidates[0]
    assert first.metric == "import-share-change"
    assert first.parameters == {
        "suppliers": ["TCD"], "buyer": "JPN", "goods": ["coal"], "since": 2020, "until": 2024,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "subjects", "objects"),
    [
        ("Peru and Mexico severed relations in 2022.", ["PER"], ["MEX"]),
        ("Relations between Sudan and Iran were restored in 2023.", ["SDN"], ["IRN"]),
        ("Saudi Arabia broke off relations with Canada.", ["SAU"], ["CAN"]),
    ],
)
def test_relations_that_are_restored_or_cut_are_diplomatic_ones(world, text, subjects, objects):
    first = draft(text, world=world).claims[0].candidates[0]
    assert first.metric == "count-of-ties"
    assert first.parameters == {
        "subjects": subjects, "relation": "diplomatic-relations", "objects": objects,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "metric", "parameters"),
    [
        (
            "Japanese dependence on Qatari LNG: 12 % in 2020 → 4 % in 2024",
            "import-share-change",
            {"suppliers": ["QAT"], "buyer": "JPN", "goods": ["lng"], "since": 2020, "until": 2024},
        ),
        (
            "HHI of Korean coal imports: ca. 0.28 in 2022",
            "hhi",
            {"buyer": "KOR", "good": "coal", "year": 2022},
        ),
    ],
)
def test_a_label_and_its_value_are_one_claim(world, line, metric, parameters):
    (claim,) = draft(f"# A sheet\n\n- {line}\n- Thanks to all.\n", world=world).claims
    assert claim.quote == line
    assert (claim.candidates[0].metric, claim.candidates[0].parameters) == (metric, parameters)
