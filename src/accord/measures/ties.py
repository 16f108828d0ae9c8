"""Metrics read off dated ties: recognition, embassies, borders, memberships, accessions."""

import datetime as dt
from dataclasses import dataclass

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import RelationName, StateName


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOfTies:
    """Parameters of count-of-ties."""

    subjects: tuple[StateName, ...]  # who has the tie, a bloc as each of its members
    relation: RelationName  # a kind of tie
    objects: tuple[str, ...]  # states, or organisations for memberships
    mutual: bool = False  # count only pairs in which the tie goes both ways
    on: dt.date | None = None  # the case's date where unsaid


COUNT_OF_TIES = declare(
    "count-of-ties",
    CountOfTies,
    unit="count",
    engine="facts",
    formula="number of pairs (subject, object) with the tie on the date",
    blocs={"subjects": Plural.EACH, "objects": Plural.EACH},
    doc="""How many pairs of subjects and objects have a tie on a date.

    Where no row says that a pair has the tie, it counts as not having it; the table of ties
    must know the subject for that relation, or the metric is refused.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatesWithoutTie:
    """Parameters of states-without-tie."""

    states: tuple[StateName, ...]  # which states, a bloc as each of its members
    relation: RelationName  # a kind of tie
    object: str  # with whom or what
    on: dt.date | None = None  # the case's date where unsaid


STATES_WITHOUT_TIE = declare(
    "states-without-tie",
    StatesWithoutTie,
    unit="count",
    engine="facts",
    formula="number of states without the tie on the date",
    blocs={"states": Plural.EACH, "object": Plural.ANY},
    doc="How many of the states do not have a tie with the object on a date.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTies:
    """Parameters of new-ties."""

    object: str  # with whom or what
    relations: tuple[RelationName, ...]  # kinds of tie
    subjects: tuple[StateName, ...] = ()  # anybody where none is named


NEW_TIES = declare(
    "new-ties",
    NewTies,
    unit="count",
    engine="facts",
    formula="number of ties that began after the case's date, up to where facts are known",
    needs=(Need(Quality.ACCORD),),
    blocs={"subjects": Plural.EACH, "object": Plural.EACH},
    doc="How many ties with an object began between the case's date and the end of known facts.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accedes:
    """Parameters of days-to-accession and accession-observed."""

    candidate: StateName  # who would join; of a bloc all of its members must
    within: int = 365  # days from the case's date


DAYS_TO_ACCESSION = declare(
    "days-to-accession",
    Accedes,
    unit="days",
    engine="facts",
    formula="date of accession - date of the case",
    needs=(Need(Quality.ACCORD),),
    blocs={"candidate": Plural.EACH},
    doc="""Days from the case's date until both governments had announced the accession.

    Untestable while the horizon is open and nothing is decided; where the horizon has ended
    without an accession, the horizon plus one day.
    """,
)


ACCESSION_OBSERVED = declare(
    "accession-observed",
    Accedes,
    unit="yes",
    engine="facts",
    formula="yes if both governments announced the accession within the horizon, else no",
    needs=(Need(Quality.ACCORD),),
    blocs={"candidate": Plural.EACH},
    doc="Whether both governments announced the accession within the horizon, signed or not; "
    "untestable while it is open.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Founders:
    """Parameters of founding-members."""

    states: tuple[StateName, ...]  # which states, a bloc as each of its members
    bloc: str  # a bloc, or states


FOUNDING_MEMBERS = declare(
    "founding-members",
    Founders,
    unit="count",
    engine="facts",
    formula="number of states that are recorded as founding members",
    blocs={"states": Plural.EACH},
    doc="How many of the states founded a bloc.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Parameters of members."""

    states: tuple[StateName, ...]  # which states, a bloc as each of its members
    bloc: str  # a bloc, or states
    on: dt.date | None = None  # the case's date where unsaid


MEMBERS = declare(
    "members",
    Members,
    unit="count",
    engine="facts",
    formula="number of states that are members on the date",
    blocs={"states": Plural.EACH},
    doc="How many of the states are members of a bloc on a date.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleMemberships:
    """Parameters of pole-memberships."""

    state: StateName  # of whom; of a bloc, poles that any member is bound to
    poles: dict[str, tuple[str, ...]]  # pole -> blocs that are its own
    on: dt.date | None = None  # the case's date where unsaid


POLE_MEMBERSHIPS = declare(
    "pole-memberships",
    PoleMemberships,
    unit="count",
    engine="alignment",
    formula="number of poles of whose blocs the state is a full member",
    method="a count of poles, not an index; which bloc belongs to which pole is the case's",
    blocs={"state": Plural.ANY},
    doc="How many poles a state is bound to by full membership of one of their blocs.",
)
