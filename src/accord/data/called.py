"""What a state is called: its code, and every way in which people and tables write its name.

Small and capital letters, diacritics, points and blanks make no difference, nor does a leading
"the": "Türkiye", "Turkiye" and "TUR" are one state, "Rep. of Korea" and "Korea, Rep." another.
Demonyms and capitals are no names of a state here: only in a running text do they stand for one.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from accord.data.facts import state_names, states
from accord.data.shelf import Shelf
from accord.memo import kept
from accord.names import fold

NAMES = ("name", "written")
ALIKE = 0.8  # of two names that are one but for a slip, as difflib scores likeness


@kept
def called(shelf: Shelf) -> Mapping[str, str]:
    """Give the ISO 3166 alpha-3 code of a state by every name of it, folded."""
    found: dict[str, str] = {}
    listed = state_names(shelf).select("iso3", "name", "kind").iter_rows()
    for code, name, kind in listed:
        if kind in NAMES:
            found[fold(name)] = code
    for code, name in states(shelf).select("iso3", "name").iter_rows():
        found.setdefault(fold(name), code)
    for code in states(shelf)["iso3"]:
        found[fold(code)] = code
    found.pop("", None)  # a name without a Latin letter folds to nothing
    return MappingProxyType(found)


def state_called(shelf: Shelf, label: str) -> str | None:
    """Give the code of the state that a label means; None where none is called so."""
    known = called(shelf)
    return known.get(fold(label)) or known.get(fold(label.casefold().removeprefix("the ")))


def nearest_state(shelf: Shelf, label: str) -> str | None:
    """Give the code of the state that a label comes nearest to; None where none is near.

    Only a slip of the pen is near: "Rest of World" is no "Rep. of Moldova".
    """
    known = called(shelf)
    found = get_close_matches(fold(label), known, n=1, cutoff=ALIKE)
    return known[found[0]] if found else None
