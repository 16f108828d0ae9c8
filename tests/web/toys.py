"""Workers that do nothing but what a test is about."""

import os
import time


class Toy:
    """Sleeps, counts, fails, hangs or dies, as it is asked to."""

    steps = 0  # done ahead
    busy = False  # whether a step takes half a minute

    def ahead(self):
        """Work ahead twice."""
        if self.busy:
            time.sleep(30)
        self.steps += self.steps < 2
        return self.steps < 2

    def do(self, kind, asked, tell):
        if kind == "steps":
            return str(self.steps)
        if kind == "busy":
            self.busy = True
        if kind == "sleep":
            for n in range(int(asked["seconds"] * 100)):
                tell("steps", n, 100)
                time.sleep(0.01)
        if kind == "burn":
            while time.process_time() < 30:
                tell("steps", 0, 1)
        if kind == "deaf":  # as a solver that swallows whatever is raised
            tell("steps", 0, 1)
            until = time.monotonic() + 30
            while time.monotonic() < until:
                try:
                    time.sleep(0.05)
                except BaseException:
                    continue
        if kind == "die":
            os._exit(1)
        if kind == "fail":
            raise ValueError("an accident")
        if kind == "eat":
            return str(len(bytearray(8 * 2**30)))
        return str(os.getpid())


def toy():
    return Toy()
