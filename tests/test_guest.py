"""Within another's process accord changes nothing, serves many threads, and says what it can't."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.loops import run_apart

import accord
from accord.files import write_text
from accord.threads import _libraries

CHILD = """
import os, sys
import accord
from accord.errors import InputError
if sys.argv[1] == "read":
    accord.load_world().recorded("crude-oil")
child = os.fork()
if child == 0:
    try:
        accord.load_world().recorded("crude-oil")
    except InputError as error:
        print(error, flush=True)
        os._exit(7)
    os._exit(0)
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.parametrize(("before", "code"), [("nothing", 0), ("read", 7)])
def test_a_forked_child_works_or_is_told_why_it_cannot(before, code):
    done = subprocess.run(
        [sys.executable, "-c", CHILD, before], capture_output=True, text=True, timeout=600
    )
    assert done.returncode == code, done.stderr
    assert ("spawn" in done.stdout) == (code == 7)


def test_the_mask_of_the_process_is_never_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "umask", lambda mask: pytest.fail("the mask was set"))
    write_text(tmp_path / "a", "text")
    plain = tmp_path / "b"
    plain.write_text("text")
    assert (tmp_path / "a").stat().st_mode == plain.stat().st_mode


def test_eight_threads_at_once_get_what_one_after_another_gets_and_no_limit_stays():
    before = [blas.get_num_threads() for blas in _libraries()]

    def asked(place: int) -> list[float]:
        world = accord.load_world()
        return world.market(("crude-oil", "lng")[place % 2]).flows.sum(axis=0).tolist()

    alone = [asked(place) for place in range(2)]
    with ThreadPoolExecutor(8) as pool:
        many = list(pool.map(asked, range(8)))
    assert many == [alone[place % 2] for place in range(8)]
    assert [blas.get_num_threads() for blas in _libraries()] == before
    assert threading.active_count() < 50


def test_it_works_within_an_event_loop():
    async def asked() -> float:
        return accord.load_world().share("RUS", "NATO", "crude-oil", 2021)

    assert run_apart(asked()) == accord.load_world().share("RUS", "NATO", "crude-oil", 2021)


def test_nothing_is_written_to_the_folder_for_temporary_files(tmp_path):
    code = 'import accord; accord.run("trans-caspian", draws=20).to_json("r.json")'
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
        cwd=(tmp_path / "temporary").mkdir() or tmp_path,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert list(Path(tmp_path, "temporary").iterdir()) == []
