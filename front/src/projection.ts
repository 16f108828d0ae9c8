/**
 * From degrees to pixels: the two projections that maps need, both equal in area, and the shapes
 * that come of them, cut to what is seen.
 *
 * Region: the conic of Albers, as in Snyder (1987), Map Projections: A Working Manual, USGS
 * Professional Paper 1395, p. 100. World: Equal Earth, Savric, Patterson and Jenny (2018), Int. J.
 * Geogr. Inf. Sci. 33(3), 454-465. Shapes are cut at the date line in the file already, and in the
 * plane it doesn't matter which way round a ring runs.
 */

import type { Point } from "./types";

export type Raw = (point: Point) => Point; // to the plane, y downwards, in units of the radius
export type Project = (point: Point) => Point; // to px

const RADIANS = Math.PI / 180;

/** Degrees east of a meridian, from -180 to 180. */
const from = (meridian: number, x: number) => ((((x - meridian + 180) % 360) + 360) % 360) - 180;

export function albers(meridian: number, south: number, north: number): Raw {
  const [a, b] = [Math.sin(south * RADIANS), Math.sin(north * RADIANS)];
  const n = (a + b) / 2 || 1e-6; // parallels that mirror each other: as good as a cylinder
  const c = 1 - a * a + 2 * n * a;
  const radius = (sine: number) => Math.sqrt(Math.max(0, c - 2 * n * sine)) / n;
  const middle = radius(n);
  return ([x, y]) => {
    const r = radius(Math.sin(y * RADIANS));
    const angle = n * from(meridian, x) * RADIANS;
    return [r * Math.sin(angle), r * Math.cos(angle) - middle];
  };
}

const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];

export const equalEarth: Raw = ([x, y]) => {
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin(y * RADIANS));
  const [t2, t6] = [t * t, t ** 6];
  return [
    (2 * Math.sqrt(3) * x * RADIANS * Math.cos(t)) / (3 * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))),
    -t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)),
  ];
};

/** Puts what some points span into the middle of a width and height, as large as fits. */
export function fitted(raw: Raw, points: Point[], width: number, height: number, air: number): Project {
  const flat = points.map(raw);
  const [left, right] = ends(flat.map(([x]) => x));
  const [top, bottom] = ends(flat.map(([, y]) => y));
  const scale = Math.min((width - 2 * air) / (right - left || 1), (height - 2 * air) / (bottom - top || 1));
  return (point) => {
    const [x, y] = raw(point);
    return [width / 2 + scale * (x - (left + right) / 2), height / 2 + scale * (y - (top + bottom) / 2)];
  };
}

function ends(values: number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Cuts a ring to a rectangle, side by side (Sutherland and Hodgman 1974). */
export function cut(ring: Point[], width: number, height: number, air = 8): Point[] {
  if (ring.every(([x, y]) => x > -air && x < width + air && y > -air && y < height + air)) return ring;
  const sides: [0 | 1, number, 1 | -1][] = [[0, -air, 1], [0, width + air, -1], [1, -air, 1], [1, height + air, -1]];
  return sides.reduce((points, [axis, at, way]) => {
    const kept: Point[] = [];
    points.forEach((point, i) => {
      const last = points.at(i - 1)!;
      const [now, before] = [(point[axis] - at) * way >= 0, (last[axis] - at) * way >= 0];
      if (now !== before) {
        const share = (at - last[axis]) / (point[axis] - last[axis]);
        kept.push([last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])]);
      }
      if (now) kept.push(point);
    });
    return kept;
  }, ring);
}

/** Draws points as a path, to a tenth of a pixel; what falls on the same spot once. */
export function drawn(points: Point[]): string {
  let [text, last] = ["", ""];
  for (const [x, y] of points) {
    const next = `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
    if (next === last) continue;
    text += (text ? "L" : "M") + next;
    last = next;
  }
  return text.includes("L") ? text : "";
}

/** Where a name has most room within a ring, best first: the middles of its widest rows, and how wide. */
export function seats(ring: Point[]): { at: Point; room: number }[] {
  const [top, bottom] = ends(ring.map(([, y]) => y));
  const rows = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((share) => {
    const y = top + share * (bottom - top);
    const xs = ring
      .flatMap(([bx, by], i) => {
        const [ax, ay] = ring.at(i - 1)!;
        return ay > y !== by > y ? [ax + ((bx - ax) * (y - ay)) / (by - ay)] : [];
      })
      .sort((one, two) => one - two);
    let [at, room]: [Point, number] = [[0, y], -1];
    for (let i = 1; i < xs.length; i += 2)
      if (xs[i]! - xs[i - 1]! > room) [at, room] = [[(xs[i]! + xs[i - 1]!) / 2, y], xs[i]! - xs[i - 1]!];
    return { at, room };
  });
  return rows.filter(({ room }) => room > 0).sort((one, two) => two.room - one.room);
}
