"""One call of every metric, on the shipped case: what tests of the whole registry ask for."""

import functools

import accord
from accord.condition import parse
from accord.measures import MetricCall, measures
from accord.study import Study

# Metrics that the shipped case doesn't ask for.
OTHERS = {
    "accession-chance": {"candidates": ("UZB",), "precision": 1.0},
    "adversary-answer": {"adversary": "RUS", "joiners": ("KAZ",), "action": "cpc-stop"},
    "balanced-channels": {"state": "KAZ"},
    "effective-poles-change": {"state": "KAZ", "scenario": "accession"},
    "leading-poles": {"state": "KAZ"},
    "net-lean": {"state": "KAZ"},
    "pole-coverage": {"state": "KAZ"},
    "pole-share": {"state": "KAZ", "pole": "RUS"},
    "all-gain": {"parties": ("ISR", "KAZ"), "joiners": ("KAZ",)},
    "attribution": {"candidate": "KAZ", "party": "ISR"},
    "buyer-share-after": {"supplier": "KAZ", "buyers": ("CHN",), "scenario": "embargo",
                          "good": "crude-oil"},
    "closure-loss": {"buyer": "EU-27", "suppliers": ("AZE",), "good": "crude-oil",
                     "avoid": ("RUS",)},
    "consumption-share": {"suppliers": ("AZE",), "buyer": "TUR", "good": "crude-oil"},
    "days-of-stock": {"state": "USA", "stock": "strategic-petroleum-reserve", "year": 2023,
                      "good": "crude-oil"},
    "export-revenue": {"states": ("KAZ",), "good": "crude-oil", "scenario": "embargo"},
    "line-capacity": {"line": "btc"},
    "geopolrisk": {"buyer": "ISR", "good": "crude-oil"},
    "largest-loss": {"good": "crude-oil", "parties": ("ISR",), "remove": ("passage",)},
    "n-minus-1": {"state": "ISR",
                  **dict.fromkeys(("entry", "production", "storage", "lng", "largest", "demand"),
                                  "muslim-share")},
    "supply-outside": {"bloc": ("RUS",), "buyer": "TUR", "good": "crude-oil"},
    "quantity-change": {"scenario": "embargo", "good": "crude-oil", "buyers": ("ISR",)},
    "unmet-demand": {"scenario": "embargo", "good": "crude-oil", "buyer": "ISR"},
    "route-cost": {"origin": "baku", "destination": "DEU"},
    "route-km": {"origin": "baku", "destination": "DEU"},
    "trade-hit": {"scenario": "embargo", "good": "crude-oil"},
    "world-price": {"scenario": "embargo", "good": "crude-oil"},
    "world-price-change": {"scenario": "embargo", "good": "crude-oil", "buyers": ("EU-27",)},
    "domino": {"first": ("AZE",), "followers": ("UZB",)},
    "diversion-drop": {"buyer": "EU-27", "bloc": ("RUS",), "redirected": ("AZE",),
                       "good": "crude-oil"},
    "effective-suppliers": {"buyer": "ISR", "good": "crude-oil"},
    "gain": {"parties": ("ISR",), "scenario": "embargo"},
    "hhi": {"buyer": "ISR", "good": "crude-oil"},
    "import-dependency": {"state": "ISR", "good": "crude-oil"},
    "joins": {"joiners": ("KAZ",)},
    "largest-import-share": {"suppliers": ("KAZ",), "buyer": "USA", "codes": ("280450", "811211")},
    "least-core": {},
    "leverage": {"supplier": "RUS", "buyer": "EU-27", "good": "crude-oil"},
    "potential-internal-stability": {"joiners": ("AZE", "KAZ")},
    "price-change": {"state": "ISR", "scenario": "embargo", "good": "crude-oil"},
    "production-share": {"states": ("KAZ",), "good": "uranium"},
    "retaliation-break-even": {"candidate": "KAZ", "answer": ("cpc-stop",)},
    "route-days": {"origin": "baku", "destination": "DEU"},
    "share-of-outside": {"states": ("KAZ",), "bloc": ("CHN",), "good": "uranium"},
    "vote-distance-percentile": {"state": "RUS", "to": "USA"},
    "vote-distance-ratio": {"state": "RUS", "to": "USA"},
    "triggers": {"first": "AZE", "then": "UZB"},
    "transit-share": {"state": "KAZ", "good": "crude-oil", "through": "RUS"},
}  # fmt: skip


@functools.cache
def study():
    case = accord.load_case("abraham-accords")
    return Study.of(case, accord.load_world(case.year), draws=8, seed=0)


@functools.cache
def calls():
    """Give one call of each metric, from the shipped case where it has one."""
    found = {name: measures()[name].parameters(**given) for name, given in OTHERS.items()}
    inner = MetricCall(
        name="import-share",
        parameters=measures()["import-share"].parameters(
            suppliers=("AZE",), buyer="ISR", good="crude-oil"
        ),
    )
    line = parse(">= 5 %", "share")
    found["count-of-years"] = measures()["count-of-years"].parameters(of=inner, line=line)
    found["trend"] = measures()["trend"].parameters(of=inner, since=2021)
    for claim in study().case.claims.values():
        for test in [one.test for one in (claim, *claim.parts) if one.test]:
            found.setdefault(test.metric.name, test.metric.parameters)
    return {name: MetricCall(name=name, parameters=given) for name, given in found.items()}
