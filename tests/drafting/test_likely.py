"""Features, the models that weigh them, and what a binding makes of the likeliest metric."""

import math

import numpy as np
import pytest
from scipy.sparse import csr_array

from accord import draft, load_world
from accord.case import parse
from accord.drafting import Draft, Drafted, written
from accord.drafting.binding import Candidate, Clause, candidates
from accord.drafting.draft import known_names
from accord.drafting.features import classes, features, masked, read, stem
from accord.drafting.likely import BIAS, NONE, NOT, Likely, Model, model
from accord.drafting.roles import Roles, roles_of
from accord.drafting.training import Labelled, Words, labelled, learnt, table


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def names(world):
    return known_names(world)


def seen(text, names):
    mentions = names.mentions(text)
    return features(read(text, mentions, roles_of(text, mentions, None)))


def first(text, world):
    return draft(text + "\n", world=world).claims[0].candidates[0]


def test_a_name_is_no_feature_of_its_clause(names):
    norway = seen("Norway covered 48 percent of Germany's gas imports in 2024.", names)
    gabon = seen("Gabon covered 3 percent of Chile's copper ore imports in 1999.", names)
    assert norway == gabon


def test_names_years_and_numbers_are_masked(names):
    text = "Russian gas cost $40 in 2021"
    assert masked(text, names.mentions(text)).split() == (
        ["OFSTATE", "GOOD", "cost", "money", "NUMBER", "in", "YEAR"]
    )


@pytest.mark.parametrize("word", ["supply", "supplies", "supplied"])
def test_forms_of_a_word_are_one_feature(word):
    assert stem(word) == "supply"


def test_what_was_never_seen_weighs_nothing(names):
    clause = seen("Norway sells gas to Germany.", names)
    assert model().likely([*clause, "w=xyzzy"]) == model().likely(clause)


def test_chances_are_those_of_the_summed_weights():
    # Sums 20 - 0 in steps of 0.1 are log odds of 2; the bias is 0, an unknown feature too.
    # Two classes of shares with 13 each have odds of 2 e^1.3; the log odds of both are halfway.
    weights = np.array([[0, 0, 0, 0, 0, 0, 0], [20, 0, 13, 13, 0, 7, 7]])
    classes = ("share x", "share y", NOT)
    by_hand = Model({BIAS: 0, "w=sell": 1}, weights, ("share", NOT), classes, ("x", "y"))
    likely = by_hand.likely(["w=sell", "w=unknown"])
    assert likely.kind == "share"
    assert likely.worthy
    assert likely.kinds["share"] == pytest.approx(1 / (1 + math.exp(-(2 + 1.3 + math.log(2)) / 2)))
    assert likely.metrics == {"x": 0.5, "y": 0.5}


def test_a_metric_is_as_likely_as_both_models_have_it():
    # By itself x has 1 of 2. Of the classes, x has e, y 1 and "gains" 1, which it leaves to both.
    weights = np.array([[0, 0, 0, 10, 0, 0, 0]])
    classes = ("gains", "share x", "share y")
    by_hand = Model({BIAS: 0}, weights, ("gains", "share"), classes, ("x", "y"))
    by_class = (math.e + 1 / 2) / (math.e + 2)
    assert by_hand.likely([]).metrics["x"] == pytest.approx((1 / 2 + by_class) / 2)


def test_the_weights_know_no_class_that_is_gone():
    known = {name[2:] for name in model().rows if name.startswith("c=")}
    assert known <= {name for several in classes().values() for name in several}
    assert known  # some are worth a weight


def test_words_of_one_class_share_a_feature(names):
    ban, embargo = seen("A ban angered Chad.", names), seen("An embargo angered Chad.", names)
    assert {"c=law", "o=law_threat", "o=threat_STATE"} <= set(ban) & set(embargo)


def test_without_features_what_is_learnt_is_how_often_a_class_is():
    # Three clauses of one class and one of the other: log odds of log 3.
    ones = csr_array(np.ones((4, 1)))
    weights = learnt(ones, np.array([0, 0, 0, 1]), np.ones(4), 2)
    assert weights[0, 0] - weights[0, 1] == pytest.approx(math.log(3), abs=1e-3)


def test_a_word_that_goes_with_a_class_speaks_for_it(tmp_path, names):
    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses" / "few.txt").write_text(
        "% a remark\n\n## share import-share\n" + "Chad sells oil to Mali.\n" * 5
        + "## border count-of-ties\n" + "Chad borders Mali.\n" * 5
    )  # fmt: skip
    clauses = tuple(labelled(tmp_path))
    assert len(clauses) == 10
    made = table(clauses, names, Words({}, np.zeros((0, 0))))
    weight = {row["feature"]: row for row in made.iter_rows(named=True)}
    assert weight["w=sell"]["kind:share"] > 0 > weight["w=sell"]["kind:border"]
    assert weight["w=border"]["metric:count-of-ties"] > 0


def test_a_word_that_no_clause_has_shares_what_was_learnt_of_one_used_like_it(names):
    # "peddle" stands where "sells" does; "borders" stands elsewhere.
    words = Words({"sells": 0, "peddle": 1, "borders": 2}, np.array([[5.0, 0], [5, 0], [0, 5]]))
    clauses = [Labelled("Chad sells oil to Mali.", "share", ("import-share",))] * 5
    clauses += [Labelled("Chad borders Mali.", "border", ("count-of-ties",))] * 5
    made = table(clauses, names, words)
    (peddle,) = made.filter(feature="v=peddle").iter_rows(named=True)
    assert peddle["kind:share"] > 0 > peddle["kind:border"]


def test_a_question_is_no_claim_however_its_words_weigh(world):
    assert not draft("Does Norway sell half of its gas to Germany?\n", world=world).claims


def test_a_table_of_numbers_asserts_nothing(world):
    assert not draft("1, 2, 3\n4, 5, 6\n2021 | 7.5 % | 12 bcm\n", world=world).claims


def test_a_link_is_no_reason_to_pass_over_what_is_said(world):
    text = "**Norway** sells <b>half</b> of its [gas](https://example.org/gas) to Germany.\n"
    (claim,) = draft(text, world=world).claims
    assert claim.quote == text.strip()
    assert claim.candidates[0].parameters["suppliers"] == ["NOR"]


def test_a_good_without_a_market_leaves_a_gap_and_says_why(world):
    found = draft("A ban would raise the price of antimony in Japan by a third.\n", world=world)
    candidate = found.claims[0].candidates[0]
    assert candidate.metric == "price-change"
    assert candidate.parameters["good"] == "?"
    assert "Antimony ore has no market here" in candidate.note
    text = written(found, world, name="ban").text
    assert "# Antimony ore has no market here" in text
    parse(text, name="ban", file="ban.toml", world=world)


def by_hand(*candidates):
    text = "Chad keeps its options open."
    claim = Drafted(
        start=0, end=len(text), quote=text, paragraph=1, kind="relation", entities=("TCD",),
        candidates=candidates, reason="", would_take="",
    )  # fmt: skip
    return Draft(title="", accord=None, candidates=(), claims=(claim,), sentences=1, text=text)


POLES = Candidate(metric="effective-poles", parameters={"state": "TCD"}, lines=None)
TIES = Candidate(
    metric="count-of-ties",
    parameters={"subjects": ["TCD"], "relation": "embassy", "objects": ["FRA"]},
    lines=None,
)


def test_what_only_the_case_lacks_stands_behind_what_can_be_read(world):
    found = written(by_hand(POLES, TIES), world, name="poles")
    assert found.draft.claims[0].candidates == (TIES, POLES)
    assert '# or: metric = { name = "effective-poles"' in found.text


def test_alone_it_is_untestable_until_the_case_has_it(world):
    claim = written(by_hand(POLES), world, name="poles").draft.claims[0]
    assert not claim.candidates
    assert claim.reason == "effective-poles would read it, but the case has no [alignment]"


def test_what_no_metric_reads_has_a_reason_and_no_test(world):
    claim = draft("China banned exports of gallium to the United States.\n", world=world).claims[0]
    assert (claim.kind, claim.candidates) == ("law", ())
    assert claim.reason


@pytest.mark.parametrize(
    ("text", "congo"),
    [
        ("Congo sold oil to China.", None),
        ("The smelters of Katanga are idle. Congo sold oil to China.", "COD"),
        ("Brazzaville lies on a river. Congo sold oil to China.", "COG"),
    ],
)
def test_which_congo_is_meant_a_word_of_the_text_tells_and_else_it_is_a_gap(world, text, congo):
    claims = draft(text + "\n", world=world).claims
    assert claims[-1].candidates[0].parameters["suppliers"] == [congo or "?"]


@pytest.mark.parametrize(
    ("text", "suppliers", "buyer"),
    [
        ("Some 58 percent of Vietnamese coal comes from Australia.", ["AUS"], "VNM"),
        ("Belarus has always covered its gas demand with Russian deliveries.", ["RUS"], "BLR"),
        ("Bahrain pipes in half of its crude from Saudi Arabia.", ["SAU"], "BHR"),
        ("Qatar's part of Korean LNG imports came to a fifth.", ["QAT"], "KOR"),
        ("Of the oil that Germany imports, a fifth is Norwegian.", ["NOR"], "DEU"),
    ],
)
def test_whom_nothing_else_places_stands_on_the_empty_side(world, text, suppliers, buyer):
    candidate = first(text, world)
    assert candidate.metric == "import-share"
    assert candidate.parameters["suppliers"] == suppliers
    assert candidate.parameters["buyer"] == buyer


def test_whom_something_helps_is_who_buys(world):
    candidate = first("This will help Europe to end its dependency on Russian gas.", world)
    assert (candidate.parameters["suppliers"], candidate.parameters["buyer"]) == (["RUS"], "EU-27")


def test_a_bloc_is_the_other_side_where_only_one_state_signs(world):
    claim = draft("The EU and Chile have signed a partnership.\n", world=world).claims[0]
    ties = next(c for c in claim.candidates if c.metric == "count-of-ties").parameters
    assert (ties["subjects"], ties["objects"]) == (["EU-27"], ["CHL"])


def test_all_critical_minerals_together_are_counted_one_by_one(world):
    text = "The United States depends on China for most of its critical minerals.\n"
    proposed = draft(text, world=world).claims[0].candidates
    each = next(c for c in proposed if c.metric == "count-of-goods").parameters
    assert each["group"] == "us-critical"
    assert each["of"] == {"name": "import-share", "suppliers": ["CHN"], "buyer": "USA"}
    assert "good" not in each["of"]


@pytest.mark.parametrize(
    ("text", "holds", "unit"),
    [
        ("Baku sold the EU 12 bcm of gas in 2023.", 12 * 735_000 * 0.9, "t"),
        (
            "Pipelines from Azerbaijan to Italy can carry at least 20 bcm of gas a year.",
            20 * 735_000,
            "t_per_year",
        ),
        ("Kazakhstan ships 200,000 barrels a day of oil to Italy.", 200 * 49_795.4 * 0.9, "t"),
    ],
)
def test_the_texts_own_volume_is_the_line_in_tonnes(world, text, holds, unit):
    # 0.735 t per 1000 m3; 7.33 barrels a tonne over 365 days
    lines = first(text, world).lines
    value, written_in = lines.holds.removeprefix(">= ").split()
    assert float(value) == pytest.approx(holds, rel=1e-3)
    assert written_in == unit
    assert "in tonnes" in lines.why


def test_customers_that_are_named_buy(world):
    text = "Four customers, China, India, Japan and Korea, account for seven tenths of the oil."
    candidate = first(text, world)
    assert candidate.metric == "export-share"
    assert candidate.parameters["buyers"] == ["CHN", "IND", "JPN", "KOR"]


def test_it_is_whom_the_clause_before_is_about(world):
    text = "Iran would not escape: nine of every ten barrels that it sells leave through Hormuz.\n"
    (_, claim) = draft(text, world=world).claims
    assert claim.candidates[0].parameters["state"] == "IRN"


def test_bought_by_makes_a_buyer(world):
    candidate = first("About 70 percent of Zambia's copper ore is bought by China.", world)
    assert candidate.metric == "export-share"
    assert candidate.parameters == {"suppliers": ["ZMB"], "buyers": ["CHN"], "good": "copper-ore"}


def test_who_closes_a_strait_isnt_who_goes_without(world):
    candidate = first("If Iran closed the Strait of Hormuz, Japan would lose its oil.", world)
    assert candidate.metric == "closure-loss"
    assert candidate.parameters["buyer"] == "JPN"


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("Grain is thought to have earned Ukraine 8 billion dollars.", {"states": ["UKR"]}),
        ("Some 70 percent of Armenian trade passes through Georgia.",
         {"state": "ARM", "through": "GEO"}),
        ("Korean refiners supply 45 percent of New Zealand's fuel.",
         {"suppliers": ["KOR"], "buyer": "NZL"}),
        ("The Philippines sends nine shiploads of nickel out of ten to China.",
         {"suppliers": ["PHL"], "buyers": ["CHN"], "good": "nickel-ore"}),
        ("Most of this cobalt is exported to China.", {"suppliers": ["?"], "buyers": ["CHN"]}),
        ("Freight that takes a month by road will get from Zambia to Angola in a week, without "
         "passing through South Africa.",
         {"origin": "ZMB", "destination": "AGO", "avoid": ["ZAF"]}),
        ("Kazakh ore can reach Europe without touching Russia by way of Baku and Poti.",
         {"origin": "KAZ", "destination": "EU-27", "avoid": ["RUS"]}),
    ],
)  # fmt: skip
def test_who_earns_sends_or_is_crossed_is_bound_as_the_words_have_it(world, text, parameters):
    assert parameters.items() <= first(text, world).parameters.items()


@pytest.mark.parametrize(
    ("text", "metric", "parameters"),
    [
        ("Saudi Arabia shares a border with Jordan but none with Israel.",
         "count-of-ties", {"subjects": ["SAU"], "objects": ["JOR"]}),
        ("Neither country recognises Israel.",
         "count-of-ties", {"subjects": ["?"], "relation": "recognition", "objects": ["ISR"]}),
        ("It was noted that the United Kingdom shares a land border with Ireland.",
         "count-of-ties", {"subjects": ["GBR"], "objects": ["IRL"]}),
        ("Namibia, behind Kazakhstan and Canada, makes 11 percent of the world's uranium.",
         "production-share", {"states": ["NAM"]}),
        ("The gas that keeps Vienna warm comes from Russia by four fifths.",
         "import-share", {"suppliers": ["RUS"], "buyer": "AUT"}),
        ("They furnish four of every five tonnes of cobalt that China takes in.",
         "import-share", {"buyer": "CHN"}),
    ],
)  # fmt: skip
def test_whom_a_clause_is_not_about_takes_no_part(world, text, metric, parameters):
    candidate = next(c for c in draft(text + "\n", world=world).claims[0].candidates
                     if c.metric == metric)  # fmt: skip
    assert parameters.items() <= candidate.parameters.items()


def test_words_without_a_verb_before_a_colon_belong_to_what_follows(world):
    (claim,) = draft("Gas from Azerbaijan to Italy: 10 bcm in 2023.\n", world=world).claims
    assert claim.quote.endswith("2023.")
    assert claim.entities == ("natural-gas", "AZE", "ITA")


def test_the_gas_that_is_provided_is_that_of_whom_the_sentence_is_about(world):
    text = "France is the worst offender, with Russia providing 34 percent of its LNG.\n"
    candidate = draft(text, world=world).claims[-1].candidates[0]
    assert candidate.parameters == {"suppliers": ["RUS"], "buyer": "FRA", "good": "lng"}


def test_nobody_sells_to_himself(world):
    candidate = first("Spain gets 22 percent of its LNG there, whatever Madrid may say.", world)
    assert candidate.parameters["suppliers"] == ["?"]


def test_before_a_year_is_not_that_year(world):
    text = "Before 2022 Ukraine sold Egypt a quarter of its coal."
    assert "year" not in first(text, world).parameters
    assert first(text.replace("Before", "In"), world).parameters["year"] == 2022


@pytest.mark.parametrize("kind", ["background", "share"])
def test_a_fact_of_the_background_is_left_alone_sooner_than_a_share(kind):
    # Two metrics, the share of imports at 0.7 and none at 0.3: more likely bound than not.
    clause = Clause(
        text="Norway sells gas to Germany.", kind=kind,
        likely=Likely({kind: 0.9, NOT: 0.1}, {"import-share": 0.7, NONE: 0.3}),
        roles=Roles(suppliers=["NOR"], buyers=["DEU"], goods=["natural-gas"]),
        numbers=(), years=(), accord=None, candidates=(),
    )  # fmt: skip
    found = [one.metric for one in candidates(clause, lambda measure, parameters: {})]
    assert found == ([] if kind == "background" else ["import-share"])
