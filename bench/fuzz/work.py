"""Working at one door: in a process that may hang or die, watched by one that does neither."""

import faulthandler
import hashlib
import json
import multiprocessing
import os
import random
import re
import signal
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.fuzz.doors import DOORS, Door

from accord.errors import AccordError, CaseError

LIMIT = 60.0  # seconds of the processor that one input may take
WAIT = 900.0  # seconds of the clock, on a machine however busy: only against what waits for ever
SAVED = 2.0  # seconds between two writings of the tally
FROM_GOOD = 0.7  # of the changes: those of an input that was answered
GROWN = 2_000  # inputs that a corpus has at most
NEW_SEED = 1_000_003  # added to the seed with each process, so that none does the same again
HERE = str(Path(__file__).parents[2] / "src")


@dataclass(slots=True)
class Tally:
    """What came of the inputs of a door; defects: where from -> the file that holds the input."""

    tried: int = 0
    answered: int = 0
    corpus: int = 0
    longest: float = 0.0  # seconds that one input took
    seconds: float = 0.0  # of work, by the clock
    defects: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Add what came of further inputs."""
        self.tried += other.tried
        self.answered += other.answered
        self.corpus = other.corpus
        self.longest = max(self.longest, other.longest)
        self.seconds += other.seconds
        self.defects |= other.defects


def watched(name: str, *, seed: int, seconds: float, kept: Path) -> Tally:
    """Let processes work at a door until the time is over, one after another as they end."""
    until = time.monotonic() + seconds
    total, held = Tally(), _Kept(kept, name)
    seed += in_all(name, kept).tried  # so that no sitting does again what one before it did
    process = 0
    while (left := until - time.monotonic()) > 0:
        child = multiprocessing.get_context("spawn").Process(
            target=work, args=(name, seed + NEW_SEED * process, left, kept)
        )
        child.start()
        child.join()
        total.add(held.add_up())
        if child.exitcode:
            last = held.now.read_bytes()
            how = f"ended with {child.exitcode}, or took more than {LIMIT:.0f} s of the processor"
            total.defects.setdefault(how, str(held.defect(last, how)))
        process += 1
    return total


def in_all(name: str, kept: Path) -> Tally:
    """Give what came of all inputs since the folder was begun, over all sittings."""
    held = _Kept(kept, name)
    held.add_up()  # of a sitting that was broken off
    return _tally(held.sums)


class _Kept:
    """The folder of a door: corpus/, defects/, the input that is being tried, tally and sums."""

    def __init__(self, kept: Path, door: str) -> None:
        self.root = kept / door
        self.now, self.told = self.root / "now", self.root / "tally.json"
        self.sums = self.root / "sums.json"
        for folder in ("corpus", "defects"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)

    def corpus(self) -> list[bytes]:
        return [file.read_bytes() for file in sorted((self.root / "corpus").iterdir())]

    def grow(self, held: bytes) -> None:
        _written(self.root / "corpus", held)

    def defect(self, held: bytes, why: str) -> Path:
        file = _written(self.root / "defects", held)
        file.with_suffix(".why").write_text(why, encoding="utf-8", errors="replace")
        return file

    def tell(self, tally: Tally) -> None:
        _write(self.told, tally)

    def add_up(self) -> Tally:
        """Add what was told last to the sums, once; give it."""
        found, sums = _tally(self.told), _tally(self.sums)
        sums.add(found)
        if self.told.exists():
            _write(self.sums, sums)
            self.told.unlink()
        return found


def _write(file: Path, tally: Tally) -> None:
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(asdict(tally)), encoding="utf-8")
    beside.replace(file)


def _tally(file: Path) -> Tally:
    return Tally(**json.loads(file.read_text("utf-8"))) if file.exists() else Tally()


def _written(folder: Path, held: bytes) -> Path:
    file = folder / hashlib.sha256(held).hexdigest()[:16]
    file.write_bytes(held)
    return file


def work(name: str, seed: int, seconds: float, kept: Path) -> None:
    """Work at a door for some seconds; in a process of its own."""
    door, held, tally = DOORS[name], _Kept(kept, name), Tally()
    dice = random.Random(f"{name} {seed}")
    seen: set[str] = set()
    seeds = list(door.seeds())
    corpus = [*seeds, *held.corpus()]
    good = list(seeds)  # what was answered: a change of it often is, too
    todo = list(corpus)  # once as they are: the corpus of before says what was seen
    began = saved = time.monotonic()
    with (held.root / "hang.txt").open("w") as trace:
        faulthandler.register(signal.SIGPROF, file=trace, chain=True)  # which then ends the process
        while time.monotonic() < began + seconds:
            of = good if dice.random() < FROM_GOOD else corpus
            one = todo.pop() if todo else door.change(_short(of, dice), corpus, dice)
            held.now.write_bytes(one)
            signal.setitimer(signal.ITIMER_PROF, LIMIT)
            faulthandler.dump_traceback_later(WAIT, exit=True, file=trace)
            started = time.monotonic()
            answered = tally.answered
            said = _tried(door, one, held, tally)
            tally.longest = max(tally.longest, time.monotonic() - started)
            faulthandler.cancel_dump_traceback_later()
            signal.setitimer(signal.ITIMER_PROF, 0)
            shape = _shape(said)
            if shape not in seen and len(corpus) < GROWN:
                seen.add(shape)
                corpus.append(one)
                good += [one] * (tally.answered > answered)
                held.grow(one)
            if time.monotonic() - saved > SAVED:
                saved = time.monotonic()
                tally.corpus, tally.seconds = len(seen), saved - began
                held.tell(tally)
    tally.corpus, tally.seconds = len(seen), time.monotonic() - began
    held.tell(tally)


def _short(inputs: list[bytes], dice: random.Random) -> bytes:
    """Choose one, a shorter one more often: it is done sooner, and a change of it says more."""
    return min(dice.choice(inputs), dice.choice(inputs), key=len)


def _tried(door: Door, one: bytes, held: _Kept, tally: Tally) -> str:
    """Give one input in; count and name what came of it."""
    tally.tried += 1
    try:
        said = door.open(one)
        tally.answered += 1
        return said
    except CaseError as error:
        return "\n".join(sorted({fault.wrong for fault in error.faults})[:3])
    except AccordError as error:
        return str(error)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # polars panics with one that is no Exception
        where = _where(error)
        if where not in tally.defects:
            why = "".join(traceback.format_exception(error))
            tally.defects[where] = os.fspath(held.defect(one, why))
        return where


def _where(error: BaseException) -> str:
    """Name the kind of a defect and the innermost line of accord that it came through."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(HERE)]
    at = f"{frames[-1].filename[len(HERE) + 1 :]}:{frames[-1].lineno}" if frames else "the door"
    return f"{type(error).__name__} at {at}"


def _shape(said: str) -> str:
    """Leave out of a message what differs from input to input: paths, what is quoted, numbers."""
    return re.sub(r'/\S*/fuzz-\w+/|"[^"]*"|\'[^\']*\'|\d+', "_", said)[:300]
