"""What closes and opens at once, by name: all that the network of corridors is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """What closes and opens at once: passages shut, states without transit, lines in use."""

    close: frozenset[str] = frozenset()  # passages, lines, places
    avoid: frozenset[str] = frozenset()  # states
    use: frozenset[str] = frozenset()  # lines

    def __or__(self, other: "Shut") -> "Shut":
        """Close what either closes, open what either opens."""
        return Shut(
            close=self.close | other.close,
            avoid=self.avoid | other.avoid,
            use=self.use | other.use,
        )

    def __bool__(self) -> bool:
        """Whether anything closes or opens."""
        return bool(self.close or self.avoid or self.use)
