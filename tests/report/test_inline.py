"""A page carries the result packed, and unpacks the same result."""

import json

import pytest
from tests.report.fixture import result
from tests.report.front import FRONT, run_node

from accord.report.inline import cut, packed

UNPACK = """
import { buildSync } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
const [given, module, out] = process.argv.slice(-3);
buildSync({ entryPoints: ["src/unpack.ts"], bundle: true, format: "esm", outfile: module });
const { unpack } = await import(module);
writeFileSync(out, JSON.stringify(unpack(JSON.parse(readFileSync(given, "utf8")))));
"""


def unpacked(document, folder):
    """What the page's own code makes of a document."""
    (folder / "given.json").write_text(json.dumps(document), encoding="utf-8")
    script = FRONT / "unpack-test.mjs"
    names = [str(folder / name) for name in ("given.json", "unpack.mjs", "out.json")]
    run_node("--input-type=module", "-e", UNPACK, "--", *names)
    assert not script.exists()
    return json.loads((folder / "out.json").read_text(encoding="utf-8"))


def nearly(one, other):
    """The same shape and words, and numbers as near as a page shows."""
    if isinstance(other, dict):
        assert {k for k, v in one.items() if v is not None} == {
            k for k, v in other.items() if v is not None
        }
        for key, value in other.items():
            nearly(one.get(key), value)
    elif isinstance(other, list):
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            nearly(a, b)
    elif isinstance(other, float | int) and not isinstance(other, bool):
        assert one == pytest.approx(other, rel=5e-3, abs=1e-9)
    else:
        assert one == other


def test_what_is_packed_is_unpacked_by_the_page(tmp_path):
    found = unpacked(packed(result()), tmp_path)
    assert found.pop("packed")
    nearly(found, cut(result(), 6))


def test_what_is_not_packed_passes_unchanged(tmp_path):
    plain = cut(result(), 6)
    assert unpacked(plain, tmp_path) == plain


def test_packing_takes_at_least_a_third_off():
    size = len(json.dumps(result(), separators=(",", ":")))
    assert len(json.dumps(packed(result()), separators=(",", ":"))) < 0.67 * size
