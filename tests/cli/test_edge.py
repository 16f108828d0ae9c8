"""At the edge of the process exit codes mean what they say, whatever machine or user does."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.cli.command import wait_for_first_line

from accord.cli.screen import Screen
from accord.files import one_set

ACCORD = f"{sys.executable} -m accord"
NAMES = frozenset({"a", "b"})


def shell(line: str, cwd: Path, **options):
    """Run a line of a shell, `accord` being the command under test."""
    return subprocess.run(
        ["bash", "-c", f'accord() {{ {ACCORD} "$@"; }}; {line}'],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=600,  # only against a hang: a loaded machine is slow
        check=False,
        **options,
    )


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("accord cases 2>&- <&-", 0, ""),
        ("accord metrics nothing 2>&-", 2, ""),
        ("accord metrics --json >&-", 2, "standard output is closed"),
        ("accord metrics nothing --json >&-", 2, 'no metric "nothing"'),
        ("accord metrics --json >&- 2>&-", 2, ""),
        ("accord metrics > /dev/full", 2, "No space left on device"),
        ("accord metrics nothing 2> /dev/full", 2, ""),
        ("accord metrics nothing --json > /dev/full", 2, 'no metric "nothing"'),
        ("accord metrics | head -1; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
def test_streams_that_are_closed_or_full_end_as_they_should(tmp_path, line, code, said):
    done = shell(line, tmp_path)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (code, True, False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("prepare", "out", "said"),
    [
        ("true", "x" * 300, "File name too long"),
        ("true", "x/" * 3000 + "y", "File name too long"),
        ("ln -s nowhere out", "out", "out is a link to nothing"),
        ("ln -s out out", "out", "out is a link to nothing"),
        ("touch out", "out", "out is a file; name a folder"),
        ("mkdir -p out/report.html", "out", "out/report.html is a folder, where a file"),
        ("touch file", "file/out", "Not a directory"),
    ],
)
def test_a_folder_that_cannot_take_a_run_is_told_before_anything_is_solved(
    tmp_path, prepare, out, said
):
    # Draws enough that a solved run would not end before the shell's own limit.
    done = shell(f"{prepare}; accord run --draws 500000 --out {out}", tmp_path)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_working_folder_that_is_gone_is_told(tmp_path):
    (tmp_path / "gone").mkdir()
    done = shell("cd gone; rmdir ../gone; accord check nothing.toml", tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_too_little_memory_is_no_defect(tmp_path):
    def limited():
        resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))

    # Told before a library is loaded that would abort, or ask again and again in vain.
    done = shell("accord flows crude-oil", tmp_path, preexec_fn=limited)
    assert done.returncode == 2
    assert "may have 700 MB of memory; allow it 1,536 MB or more" in done.stderr


def test_an_interruption_ends_with_130_at_any_moment_and_leaves_nothing(tmp_path):
    moments = random.Random(0)
    for _ in range(4):
        run = subprocess.Popen(
            [sys.executable, "-m", "accord", "run", "--draws", "200"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        wait_for_first_line(run)
        time.sleep(moments.uniform(0, 3))
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=600)
        # Before accord's first line the signal itself ends Python; a shell says 130 then too.
        ended = run.returncode == -signal.SIGINT
        assert ended or (run.returncode, b"Traceback" in said) == (130, False), said
        assert not list(tmp_path.iterdir())


def test_what_lies_in_the_working_folder_is_not_imported(tmp_path):
    for name in ("numpy", "polars", "click", "json", "tomllib"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('planted')")
    done = shell("accord metrics import-share", tmp_path)
    assert (done.returncode, "planted" in done.stderr) == (0, False)


def test_no_process_that_is_started_imports_from_the_working_folder_either(tmp_path):
    # Each worker of a sweep begins with `python -c`, which looks in the working folder first.
    (tmp_path / "multiprocessing.py").write_text("raise SystemExit('planted')")
    (tmp_path / "small.toml").write_text(
        'format = 1\ntitle = "Small"\nyear = 2023\n[goods.crude-oil]\n[claims.majority]\n'
        'quote = "most"\nwhy = "half"\nholds = "> 50 %"\n'
        'metric = { name = "figure", figure = "muslim-share", state = "AZE" }\n'
    )
    done = shell("accord sweep small.toml --seeds 2 --draws 20 --workers 2 --out o", tmp_path)
    assert (done.returncode, "planted" in done.stderr) == (0, False), done.stderr


def test_control_characters_never_reach_a_terminal_raw(capsys):
    evil = "a\x1b[2Jb\x1b]0;t\x07c\u202ed\u2066e\x9bf\x08g\rh"
    Screen().out(evil)
    Screen().err(f"\x1b[31m{evil}")
    out, err = capsys.readouterr()
    assert out == err == "a[2Jb]0;tcdefgh\n"


def test_a_set_of_files_is_all_old_or_all_new(tmp_path):
    target = tmp_path / "out"
    for text in ("old", "new"):
        with one_set(target, NAMES) as stage:
            for name in NAMES:
                (stage / name).write_text(text)
    assert {(target / name).read_text() for name in NAMES} == {"new"}
    with suppress(ZeroDivisionError), one_set(target, NAMES) as stage:
        (stage / "a").write_text("half")
        raise ZeroDivisionError
    assert {(target / name).read_text() for name in NAMES} == {"new"}
    assert os.listdir(tmp_path) == ["out"]


def test_other_files_in_the_folder_stay(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with one_set(tmp_path, NAMES) as stage:
        (stage / "a").write_text("new")
    assert sorted(os.listdir(tmp_path)) == ["a", "letter.txt"]


def test_a_set_with_folders_within_takes_the_place_of_the_old_one(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    for text in ("old", "new"):
        with one_set(tmp_path, frozenset({"a", "sub/b"})) as stage:
            (stage / "a").write_text(text)
            (stage / "sub").mkdir()
            (stage / "sub" / "b").write_text(text)
    assert sorted(os.listdir(tmp_path)) == ["a", "letter.txt", "sub"]
    assert (tmp_path / "a").read_text() == (tmp_path / "sub" / "b").read_text() == "new"


FULL = """
import resource
from pathlib import Path
from accord.files import one_set, write_text
for size in (10, 2000):
    with one_set(Path("out"), frozenset("ab")) as stage:
        write_text(stage / "a", "x" * 10)
        write_text(stage / "b", "x" * size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
"""


def test_a_disk_that_is_full_leaves_the_old_set_and_nothing_else(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL], cwd=tmp_path, capture_output=True, text=True
    )
    assert "InputError: cannot write" in done.stderr
    assert "File too large" in done.stderr
    assert os.listdir(tmp_path) == ["out"]
    assert {(tmp_path / "out" / name).read_text() for name in "ab"} == {"x" * 10}


KILLED = """
import sys
from pathlib import Path
from accord.files import one_set
n = 0
while True:
    n += 1
    with one_set(Path("out"), frozenset("ab")) as stage:
        (stage / "a").write_text(str(n))
        (stage / "b").write_text(str(n))
    if n == 1:
        print("there", flush=True)
"""


def test_a_run_that_is_killed_in_the_middle_of_writing_leaves_the_old_set_or_the_new(tmp_path):
    moments = random.Random(1)
    for _ in range(20):
        run = subprocess.Popen([sys.executable, "-c", KILLED], cwd=tmp_path, stdout=subprocess.PIPE)
        run.stdout.readline()
        time.sleep(moments.uniform(0, 0.05))
        run.kill()
        run.communicate()
        assert (tmp_path / "out" / "a").read_text() == (tmp_path / "out" / "b").read_text()


def test_what_a_killed_run_has_left_beside_is_cleared_away_and_nothing_else(tmp_path):
    out, hour = tmp_path / "out", time.time() - 3600
    left = {
        "dead": (".out.0123abcd", "a"),  # of a run that was killed
        "young": (".out.0123abce", "a"),
        "of another folder": (".oud.0123abcd", "a"),
        "with a stranger": (".out.0123abcf", "diary"),
        "no stage": (".out.notes", "a"),
    }
    for what, (name, file) in left.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text("old")
        if what != "young":
            os.utime(tmp_path / name, (hour, hour))
    with one_set(tmp_path / "at-work", NAMES) as stage:  # a run that is still at it, slowly
        os.utime(stage, (hour, hour))
        with one_set(tmp_path / "at-work", NAMES) as other:
            (other / "a").write_text("new")
        assert stage.is_dir()
    with one_set(out, NAMES) as stage:
        (stage / "a").write_text("new")
    gone = [what for what, (name, _) in left.items() if not (tmp_path / name).exists()]
    assert gone == ["dead"]


def test_two_that_write_into_one_folder_leave_one_set(tmp_path):
    runs = [
        subprocess.Popen([sys.executable, "-c", KILLED], cwd=tmp_path, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    try:
        [run.stdout.readline() for run in runs]
        time.sleep(0.5)
    finally:
        for run in runs:
            run.kill()
            run.communicate()
    assert (tmp_path / "out" / "a").read_text() == (tmp_path / "out" / "b").read_text()


NOTED = """
import sys
import accord.memory as memory
said = []
memory.keep_what_is_let_go = lambda: said.append("numpy" in sys.modules)
del sys.modules["ctypes"]
from accord.cli.app import app
app(sys.argv[1:], standalone_mode=False)
print(said[:1], "ctypes" in sys.modules)
"""


def test_one_heap_is_asked_for_before_numpy_has_threads_and_never_for_a_list(tmp_path):
    for line, said in (("run --help", "[False]"), ("--help", "[] False")):
        command = [sys.executable, "-c", NOTED, *line.split()]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1].startswith(said)
