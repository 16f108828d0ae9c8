"""Whatever a file holds, reading it gives a Case or an error that says what is wrong."""

import os
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.case.sample import TEXT, SmallWorld, faults, measured, read, swapped

from accord import case, load_world
from accord.case.find import MOST_BYTES, shipped_folder
from accord.errors import AccordError, CaseError, InputError, UnknownNameError
from accord.measures import measures

NOISE = [
    '"', "'", '"""', "[", "]", "[[", "{", "}", "=", ",", "#", "\n", ".", "-", "nan", "inf", "true",
    "0", "1e400", "9" * 5000, "2025-13-45", "1979-05-27T07:32:00Z", "\\u0000", "\\", "é", "А", "\t",
    "[[claims.supplier]]", "[accord]", "format = 1", "each = true", "\r", "\x7f", "‮",
]  # fmt: skip


def test_bytes_of_a_byte_order_mark_and_windows_lines_change_nothing(tmp_path):
    file = tmp_path / "windows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    with measured():
        assert case.read(file).claims == read(TEXT).claims


@pytest.mark.parametrize(
    ("held", "says", "line"),
    [
        (b"", "is empty", None),
        (b" \n\t\n", "is empty", None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is binary", 1),
        (b"title = 'a\0b'\n", "is binary", None),
        (b"format = 1\ntitle = 'caf\xe9'\n", "is not UTF-8: byte 0xe9; save it as UTF-8", 2),
        (TEXT.encode("utf-16"), "is binary, no text; save it as UTF-8", 1),
        (b"[project]\nname = 'x'\n", "this is TOML, but no case", 1),
        (b"just some words\n", "this is no TOML", 1),
        (b'{"json": 1}\n', "this is no TOML", 1),
        (b"x = " + b"[" * 5000 + b"]" * 5000, "nested too deeply", 1),
        (b"a = 1\nx = " + b"9" * 5000 + b"\n", "a number of too many digits", 2),
    ],
)
def test_a_file_that_is_no_case_is_told_in_one_sentence(tmp_path, held, says, line):
    file = tmp_path / "bad.toml"
    file.write_bytes(held)
    with pytest.raises(CaseError) as caught:
        case.read(file)
    (fault,) = caught.value.faults
    assert says in f"{fault.wrong}; {fault.right}"
    assert (fault.file, fault.line) == ("bad.toml", line)


def test_a_file_of_50_mb_is_refused_without_being_read(tmp_path):
    file = tmp_path / "large.toml"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    with pytest.raises(InputError, match=r"has 50\.0 MB; a case has at most 0.5 MB"):
        case.read(file)
    assert len(TEXT) < MOST_BYTES / 100


def test_a_folder_a_pipe_and_a_locked_file_are_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        case.read(tmp_path)
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="no regular file"):
        case.read(pipe)


def test_a_case_that_is_nowhere_is_answered_with_those_that_are(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "caspian.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    with pytest.raises(UnknownNameError, match=r'no case "nofile.toml"; here: caspian.toml; ship'):
        case.read("nofile.toml")


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "../../etc/passwd\0", "~", "a\nb", "%s"])
def test_a_strange_name_is_no_case(name):
    with pytest.raises(AccordError):
        case.read(name)


def test_a_second_table_of_the_wrong_kind_is_told():
    (fault,) = faults(TEXT + '[[claims.supplier]]\nquote = "x"\n')
    assert fault.line == TEXT.count("\n") + 1


@pytest.mark.parametrize(
    "key", ["accord", "goods", "assumptions", "scenarios", "claims", "article"]
)
@pytest.mark.parametrize("value", ["1", '"x"', "[1]", "true", "2025-01-01", "[[{}]]", "{ x = 1 }"])
def test_any_value_in_place_of_a_table_is_told(key, value):
    blocks = TEXT.split("\n\n")
    kept = [block for block in blocks if not block.startswith(f"[{key}")]
    assert faults(f"{key} = {value}\n" + "\n\n".join(kept))


def mutated(text: str, dice: random.Random) -> str:
    """Change a text in one to four places: cut, double, swap or insert."""
    for _ in range(dice.randint(1, 4)):
        a, b = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        b = min(b, a + dice.choice([1, 3, 20, 200]))
        match dice.randrange(4):
            case 0:
                text = text[:a] + text[b:]
            case 1:
                text = text[:b] + text[a:b] + text[b:]
            case 2:
                text = text[:a] + dice.choice(NOISE) + text[b:]
            case _:
                lines = text.split("\n")
                i, j = (dice.randrange(len(lines)) for _ in range(2))
                lines[i], lines[j] = lines[j], lines[i]
                text = "\n".join(lines)
    return text


@pytest.mark.parametrize("seed", range(8))
def test_a_mutated_case_reads_or_has_a_fault_within_the_file(seed):
    dice = random.Random(seed)
    world = SmallWorld()
    told = 0
    for _ in range(300):
        text = mutated(TEXT, dice)
        for fault in faults(text, world=world):
            assert fault.line is None or 1 <= fault.line <= text.count("\n") + 1
            assert fault.wrong
            told += 1
    assert told > 300


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_no_bytes_are_read_as_anything_but_a_case_or_a_fault(tmp_path_factory, held):
    file = tmp_path_factory.getbasetemp() / "bytes.toml"
    file.write_bytes(held)
    with pytest.raises(CaseError):
        case.read(file)


SCALARS = st.one_of(
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.booleans().map(lambda b: str(b).lower()),
    st.dates().map(str),
    st.text("abcÅß-_ 0", max_size=8).map(lambda t: f"'{t}'"),
    st.sampled_from(["nan", "-inf", "[]", "{}", "[{}]", "[[]]", "''", "1e308"]),
)


@given(st.sampled_from([line for line in TEXT.split("\n") if " = " in line]), SCALARS)
@settings(max_examples=300, deadline=None)
def test_any_value_behind_any_key_reads_or_is_told(line, value):
    key = line.split(" = ")[0]
    for fault in faults(swapped(line + "\n", f"{key} = {value}\n"), world=SmallWorld()):
        assert fault.line is None or 1 <= fault.line <= TEXT.count("\n") + 1


LARGE = {
    "a long list": "x = [" + "1, " * 160_000 + "]\n",
    "a deep dotted key": "x" + ".x" * 240_000 + " = 1\n",
    "a deep quoted key": "''" + ".''" * 160_000 + " = 1\n",
    "a deep header": "[x" + ".x" * 240_000 + "]\n",
    "many tables": "".join(f"[claims.c{i}]\nquote = 'x'\n" for i in range(15_000)),
    "many parts": "".join("[[claims.c.parts]]\nid = 'x'\n" for _ in range(15_000)),
    "many keys": "".join(f"key-{i} = 1\n" for i in range(30_000)),
    "many states": "parties = [" + '"AZF", ' * 60_000 + "]\n",
    "a long line": "title = '" + "x" * 480_000 + "'\n",
    "a long word": "x" * 480_000,
    "many inline tables": "x = [" + "{a={b=[1]}}," * 40_000 + "]\n",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_of_nonsense_is_answered_in_seconds(name):
    started = time.process_time()
    found = faults("format = 1\n" + LARGE[name], world=SmallWorld())
    assert time.process_time() - started < 10
    assert 1 <= len(found) <= 200
    assert sum(len(str(fault)) for fault in found) < 100_000


def test_the_shipped_case_mutated_reads_or_has_a_fault_within_the_file():
    """With the real metrics and the real World, which know more names than the sample does."""
    world, metrics = load_world(), measures()
    text = case.new("fuzzed")
    if case.shipped():
        text = (shipped_folder() / f"{case.shipped()[0]}.toml").read_text("utf-8")
    dice = random.Random(11)
    for _ in range(40):
        changed = mutated(text, dice)
        for fault in faults(changed, metrics, world=world):
            assert fault.line is None or 1 <= fault.line <= changed.count("\n") + 1
