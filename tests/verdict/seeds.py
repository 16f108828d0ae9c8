"""The words of the shipped cases for one seed after another: `python -m tests.verdict.seeds 20`.

Facts hang on no seed, so only claims with draws are judged, and only their words.
"""

import sys
from functools import cache

import accord
from accord import case as cases
from accord.case.model import Case, Claim
from accord.study import Study
from accord.verdict import Judge
from accord.verdict.finding import Drawn

Words = dict[str, str]


def words(case: Case, seed: int, claims: tuple[Claim, ...]) -> Words:
    """Judge some claims of a case: id of a claim or part -> word."""
    study = Study.of(case, accord.load_world(case.year), draws=1000, seed=seed)
    judge = Judge(study, words_only=True)
    return {found.id: found.word for claim in claims for found in judge.claim(claim)}


@cache
def drawn(case: str) -> tuple[Case, tuple[Claim, ...]]:
    """Give a shipped case and those of its claims that hang on draws."""
    of = accord.load_case(case)
    study = Study.of(of, accord.load_world(of.year), draws=20, seed=0)
    judge = Judge(study, words_only=True)
    found = [(claim, judge.claim(claim)) for claim in of.claims.values()]
    return of, tuple(c for c, several in found if any(isinstance(v, Drawn) for v in several))


def main(seeds: int) -> None:
    """Print the words of each case that are not the same for all seeds."""
    for name in cases.shipped():
        of, claims = drawn(name)
        by_seed = [words(of, seed, claims) for seed in range(seeds)]
        turned = {
            k: [w[k] for w in by_seed] for k in by_seed[0] if len({w[k] for w in by_seed}) > 1
        }
        print(
            f"{name}: {len(by_seed[0])} words, seeds 0 to {seeds - 1}: {turned or 'all the same'}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
