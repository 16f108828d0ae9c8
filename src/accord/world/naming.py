"""How a sentence names states and blocs, by no key of a file."""

from collections.abc import Iterable

from accord.world.world import World

# States that English gives an article.
THE = frozenset(
    {
        *("ARE", "ATF", "BHS", "CAF", "CCK", "COK", "COM", "CYM", "DOM", "FLK", "GBR", "GMB"),
        *("IOT", "MDV", "MHL", "MNP", "NLD", "PHL", "PYF", "SLB", "SYC", "TCA", "UMI", "USA"),
        *("VGB",),
    }
)
CAPITALS = {  # words of keys that English writes large
    **{word: word.upper() for word in ("btc", "cpc", "eu", "gdp", "hhi", "lng", "un", "usa")},
    **{word: word.title() for word in ("america", "asia", "europe", "israel", "russia")},
}
BARE = frozenset({"BRICS", "GUAM", "NATO", "OPEC+"})  # and blocs that it gives none


def said(name: str, world: World) -> str:
    """Name a state or a bloc as a sentence does: `the United States`, `the EU-27`, `Africa`."""
    if name in world.states:
        return f"the {world.name(name)}" if name in THE else world.name(name)
    if title := world.region_titles.get(name):
        return title
    if name in BARE or name not in world.blocs:
        return name
    return f"the {plain(name).title() if name.islower() else name}"


def listed(names: Iterable[str], last: str = "and") -> str:
    """Join names as people do.

    >>> listed(["Iran", "Iraq", "Oman"])
    'Iran, Iraq and Oman'
    """
    *most, end = tuple(names)
    return f"{', '.join(most)} {last} {end}" if most else end


def plain(name: str) -> str:
    """Turn a key into words; what has a capital letter gets it.

    >>> plain("land-border"), plain("gas-imports-from-russia")
    ('land border', 'gas imports from Russia')
    """
    words = name.replace("-", " ").replace("_", " ").split()
    return " ".join(CAPITALS.get(word, word) for word in words)
