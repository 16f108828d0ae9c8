"""The page's two projections place points where d3-geo does."""

from tests.report.front import run_node

COMPARE = """
import { buildSync } from "esbuild";
import { geoConicEqualAreaRaw, geoEqualEarthRaw } from "d3-geo";
const module = process.argv.at(-1);
buildSync({ entryPoints: ["src/projection.ts"], bundle: true, format: "esm", outfile: module });
const { albers, equalEarth } = await import(module);
const radians = Math.PI / 180;
let most = 0;
function compare(ours, theirs, meridian) {
  const [x0, y0] = [ours([meridian, 10]), theirs(0, 10 * radians)].map(([, y], i) => (i ? -y : y));
  for (let x = -170; x <= 170; x += 17)
    for (let y = -80; y <= 85; y += 11) {
      const [a, b] = ours([meridian + x, y]);
      const [c, d] = theirs(x * radians, y * radians);
      most = Math.max(most, Math.abs(a - c), Math.abs(b - x0 - (-d - y0)));
    }
}
for (const [at, south, north] of [[60, 30, 55], [40, 20, 20.5], [0, -35, -10], [-150, -10, 40]])
  compare(albers(at, south, north), geoConicEqualAreaRaw(south * radians, north * radians), at);
compare(equalEarth, geoEqualEarthRaw, 0);
console.log(most);
"""


def test_points_lie_where_d3_geo_puts_them(tmp_path):
    off = run_node("--input-type=module", "-e", COMPARE, "--", str(tmp_path / "projection.mjs"))
    assert float(off) < 1e-9
