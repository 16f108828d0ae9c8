"""A language model as a further proposer: it may add tests of a text, never a verdict.

Any endpoint that speaks OpenAI's chat format serves; none is the default, nothing is sent without
being asked for, and no key is read from a file. What comes back is taken for what it is, somebody's
proposal: a claim whose quote isn't in the text, whose metric isn't one of ours, or whose names and
parameters the reader of case files refuses is dropped and counted. The rest waits for review like
any other.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from accord.drafting.binding import MOST, Candidate
from accord.drafting.conventions import Lines
from accord.drafting.draft import Draft, Drafted
from accord.drafting.proven import written
from accord.errors import InputError
from accord.measures import measures
from accord.world import World

LONGEST = 8_000  # characters of a text in one request: some 2,000 tokens, which small models take
SECONDS = 120.0  # that one answer may take
LARGEST = 2_000_000  # bytes of one answer that are read
NOT_IN_TEXT = "a quote that is not in the text"
NO_METRIC = "no metric of ours"
NO_FORM = "not in the form asked for"
REFUSED = "names or parameters that the reader of cases refuses"

ASKED = """\
You propose tests of sentences. Answer with JSON only:
{"claims": [{"quote": "...", "metric": "...", "parameters": {...}, "holds": "...", "fails": "..."}]}
A quote is copied from the text, character by character. A metric is one of those below, with its
parameters. States are ISO 3166 alpha-3 codes. What the sentence doesn't say is "?". holds and fails
compare with one number: ">= 10 %", "< 2 %", "> 0 t", "= yes". Leave opinions and questions out.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where to ask, and whom."""

    url: str  # up to and without /chat/completions
    model: str
    key: str = ""  # sent as a bearer token where there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A draft with the claims that were taken over, and how many were dropped for what."""

    draft: Draft
    taken: int
    dropped: Mapping[str, int]


def proposed(draft: Draft, world: World, endpoint: Endpoint) -> Proposed:
    """Ask an endpoint for claims of a draft's text, and add those that pass.

    Raises
    ------
    InputError
        where the endpoint can't be asked: a bad address, no answer, a refusal
    """
    dropped: Counter[str] = Counter()
    found: list[Drafted] = []
    for piece in _pieces(draft.text):
        for one in _claims(_answer(endpoint, _question(piece, world)), dropped):
            drafted = _drafted(one, draft, endpoint.model, dropped)
            found += [drafted] if drafted else []
    passed = _passing(found, draft, world)
    dropped[REFUSED] += len(found) - len(passed)
    return Proposed(
        draft=replace(draft, claims=_merged(draft.claims, passed)),
        taken=len(passed),
        dropped={reason: many for reason, many in sorted(dropped.items()) if many},
    )


def _pieces(text: str) -> Iterator[str]:
    """Cut a text at line ends into pieces that one request holds."""
    piece = ""
    for line in text.splitlines(keepends=True):
        if piece and len(piece) + len(line) > LONGEST:
            yield piece
            piece = ""
        piece += line
    if piece.strip():
        yield piece


def _question(piece: str, world: World) -> str:
    lines = [ASKED, "Metrics:"]
    for name, measure in measures().items():
        keys = ", ".join(field.name for field in fields(measure.parameters))
        lines.append(f"{name}({keys}): {measure.doc.splitlines()[0]}")
    lines += ["Goods: " + ", ".join(world.goods), "Text:", piece]
    return "\n".join(lines)


def _answer(endpoint: Endpoint, question: str) -> str:
    """Ask once. Raises InputError where no answer comes."""
    if urlsplit(endpoint.url).scheme not in ("http", "https"):
        raise InputError(
            f"{endpoint.url} is no address of an endpoint; write http://… or https://…"
        )
    body = {
        "model": endpoint.model,
        "messages": [{"role": "user", "content": question}],
        "temperature": 0,
    }
    head = {"Content-Type": "application/json"}
    if endpoint.key:
        head["Authorization"] = f"Bearer {endpoint.key}"
    address = endpoint.url.rstrip("/") + "/chat/completions"
    try:
        request = Request(address, json.dumps(body).encode(), head)
        with urlopen(request, timeout=SECONDS) as reply:
            held = reply.read(LARGEST + 1)
    except HTTPError as error:
        raise InputError(f"{address} answered {error.code} {error.reason}") from None
    except (URLError, OSError, ValueError) as error:
        raise InputError(f"{address} gave no answer: {error}") from None
    try:
        return str(json.loads(held)["choices"][0]["message"]["content"])
    except (ValueError, LookupError, TypeError):
        raise InputError(f"{address} didn't answer in the chat format of OpenAI") from None


def _claims(answer: str, dropped: Counter[str]) -> Sequence[Mapping[str, Any]]:
    """Read the claims of an answer; what is no JSON of them is dropped."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        claims = json.loads(answer[start : end + 1])["claims"]
    except (ValueError, LookupError, TypeError, RecursionError):
        dropped[NO_FORM] += 1
        return ()
    if not isinstance(claims, list):
        dropped[NO_FORM] += 1
        return ()
    dropped[NO_FORM] += sum(not isinstance(one, dict) for one in claims)
    return [one for one in claims if isinstance(one, dict)]


def _drafted(
    one: Mapping[str, Any], draft: Draft, model: str, dropped: Counter[str]
) -> Drafted | None:
    """Turn a proposal into a claim, or drop it."""
    quote, metric = one.get("quote"), one.get("metric")
    if not isinstance(quote, str) or len(quote.split()) < 2 or quote not in draft.text:
        dropped[NOT_IN_TEXT] += 1
        return None
    if metric not in measures():
        dropped[NO_METRIC] += 1
        return None
    parameters, holds, fails = one.get("parameters"), one.get("holds"), one.get("fails")
    plain = isinstance(parameters, dict) and all(map(_plain, parameters.values()))
    if not (plain and isinstance(holds, str) and isinstance(fails, str)):
        dropped[NO_FORM] += 1
        return None
    start = draft.text.index(quote)
    beside = next((c for c in draft.claims if c.start < start + len(quote) and c.end > start), None)
    return Drafted(
        start=start,
        end=start + len(quote),
        quote=quote,
        paragraph=beside.paragraph if beside else _paragraph(draft, start),
        kind=beside.kind if beside else "proposed",
        entities=beside.entities if beside else (),
        candidates=(
            Candidate(
                metric=str(metric),
                parameters=dict(parameters or {}),
                lines=Lines(holds, fails, f"proposed by the language model {model}; judgement"),
            ),
        ),
        reason="",
        would_take="",
    )


def _plain(value: Any) -> bool:
    """Say whether a value can stand in a case file as a parameter."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) for one in value)
    if isinstance(value, bool) or value is None:
        return False
    return isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value))


def _paragraph(draft: Draft, start: int) -> int:
    """Take the paragraph of the last claim before a place in the text; the first without one."""
    return max((one.paragraph for one in draft.claims if one.start <= start), default=1)


def _passing(found: Sequence[Drafted], draft: Draft, world: World) -> list[Drafted]:
    """Keep the proposals whose metric the reader of case files accepts as it stands."""
    if not found:
        return []
    made = written(replace(draft, claims=tuple(found)), world, name="proposed")
    return [one for one in made.draft.claims if one.candidates]


def _merged(claims: Sequence[Drafted], passed: Sequence[Drafted]) -> tuple[Drafted, ...]:
    """Put a proposal first on the claim whose words it quotes; else it is a claim of its own."""
    merged = {one.start: one for one in claims}
    for one in passed:
        beside = next((c for c in merged.values() if c.start < one.end and c.end > one.start), None)
        if beside is None:
            merged[one.start] = one
            continue
        others = [c for c in beside.candidates if c.metric != one.candidates[0].metric]
        both = (*one.candidates, *others)[:MOST]
        merged[beside.start] = replace(beside, candidates=both, reason="", would_take="")
    return tuple(merged[start] for start in sorted(merged))
