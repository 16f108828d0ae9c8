/** Where land, lines and names of seas lie in pixels: worked out once for a frame and a size. */

import { boxOf, theLand, type Contested, type Shape } from "../land";
import { albers, cut, drawn, equalEarth, fitted, seats, type Project } from "../projection";
import type { Chart, MapLine, Point } from "../types";

/** What a map shows: the whole world, or what lies about some points. */
export type Frame = "world" | Point[];

const AIR = 28; // px between the outermost point and the edge
const BORDER = 10; // px beyond the edge in which a line still shows, for its width
const WIDEST = 160; // degrees; what is wider is shown as the world
const STEP = 3; // degrees between points of the world's outline

const across = Array.from({ length: 180 / STEP + 1 }, (_, i) => i * STEP - 90);
const OUTLINE: Point[] = [...across.map((y): Point => [-180, y]), ...across.map((y): Point => [180, -y])];

export const isWorld = (frame: Frame): frame is "world" => {
  if (frame === "world") return true;
  const [west, , east] = boxOf(frame);
  return !(east - west < WIDEST);
};

function projected(frame: Frame, width: number, height: number): Project {
  if (isWorld(frame)) return fitted(equalEarth, OUTLINE, width, height, 2);
  const [west, south, east, north] = boxOf(frame);
  const sixth = (north - south) / 6;
  return fitted(albers((west + east) / 2, south + sixth, north - sixth), frame, width, height, AIR);
}

/** Shapes that may show: others would cost time and draw nothing. */
function near(frame: Frame): (shape: Shape) => boolean {
  if (isWorld(frame)) return () => true;
  const [west, south, east, north] = boxOf(frame);
  const air = 0.6 * Math.max(east - west, north - south);
  return ({ box }) => box[0] < east + air && box[2] > west - air && box[1] < north + air && box[3] > south - air;
}

/** Wider where more flows, as published, in Mt or bcm a year; the same where nobody says. */
export const widthFor = (most: number) => Math.min(7, 1.5 + 0.7 * Math.sqrt(most));
export const carriedBy = (line: MapLine) => line.flows.reduce((sum, flow) => sum + (flow.unit === "t" ? 0 : flow.quantity), 0);
export const widthOf = (line: MapLine, whole = false) => (whole ? 1.5 : widthFor(carriedBy(line)));

const BARS = [1000, 500, 200, 100, 50]; // km of a scale
const EARTH = 6371;

export interface Ground {
  project: Project;
  at: (point: Point) => Point | null;
  shifted: (points: Point[]) => Point[][];
  outline: string;
  land: { code: string; d: string; seats: { at: Point; room: number }[] }[];
  scale: [number, number] | null; // km, and the px that they take
  seas: [string, Point][];
  areas: { d: string; within: string }[];
  dots: [string, Point][];
}

export interface Stretch {
  line: MapLine;
  d: string;
  closed: string[];
  heads: string;
}

const WORLD: Point[] = [];
const grounds = new WeakMap<Point[], Map<string, Ground>>();

/** The land of a frame at a size, whatever moves over it: drawn anew it costs nothing. */
export function groundOf(frame: Frame, width: number, height: number): Ground {
  const key = frame === "world" ? WORLD : frame;
  const sizes = grounds.get(key) ?? new Map<string, Ground>();
  grounds.set(key, sizes);
  const size = `${width} ${height}`;
  const found = sizes.get(size) ?? ground(frame, width, height);
  sizes.set(size, found);
  return found;
}

const extent = (points: Point[]) => (points.length ? ((box) => (box[2] - box[0]) * (box[3] - box[1]))(boxOf(points)) : 0);

function ground(frame: Frame, width: number, height: number): Ground {
  const project = projected(frame, width, height);
  const { shapes, dots, contested, seas } = theLand();
  const at = (point: Point) => {
    const [x, y] = project(point);
    return x > 0 && x < width && y > 0 && y < height ? ([x, y] as Point) : null;
  };
  const whole = isWorld(frame);
  const shifts = whole ? [0, 360, -360] : [0]; // what lies over the date line shows on both sides
  const shifted = (points: Point[]) =>
    shifts.filter((by) => !by || points.some(([x]) => Math.abs(x + by) <= 180)).map((by) => points.map(([x, y]) => project([x + by, y])));
  const ring = (points: Point[]) => shifted(points).map((some) => cut(some, width, height));
  const land = shapes.filter(near(frame)).flatMap(({ code, polygons }) => {
    const rings = polygons.flatMap((polygon) => polygon.flatMap(ring)).filter((points) => points.length > 2);
    const d = rings.map((points) => drawn(points)).map((path) => path && `${path}Z`).join("");
    const largest = rings.reduce((a, b) => (extent(b) > extent(a) ? b : a), []);
    return d ? [{ code, d, seats: seats(largest) }] : [];
  });
  const of = (codes: string) => land.filter(({ code }) => codes.split(" ").includes(code)).map(({ d }) => d).join("");
  const area = ({ state, outline, in: within = "" }: Contested) =>
    state ? { d: of(state), within: "" } : { d: drawn(ring(outline!)[0]!), within: of(within) };
  const seen = <T extends string>(named: [T, Point][]) =>
    named.flatMap(([name, point]) => {
      const place = at(point);
      return place ? [[name, place] as [T, Point]] : [];
    });
  return {
    project,
    at,
    shifted,
    outline: `${drawn(OUTLINE.map(project))}Z`,
    scale: whole ? null : scaleBar(project, frame as Point[], width),
    seas: seen(seas[whole ? "world" : "near"].map(([name, x, y]) => [name, [x, y]])),
    land,
    areas: contested.map((one) => ({ ...area(one), own: one.state })).filter(({ d, within, own }) => d && (own || within)),
    dots: seen(Object.entries(dots)),
  };
}

/** The lines of a chart that show on a ground, with arrows where goods are known to go by them. */
export function stretches(chart: Chart, g: Ground, width: number, height: number): Stretch[] {
  const shows = (points: Point[]) => {
    const [left, top, right, bottom] = boxOf(points);
    return right > -BORDER && left < width + BORDER && bottom > -BORDER && top < height + BORDER;
  };
  return chart.lines.flatMap((line) =>
    line.parts.flatMap(({ points, closed }) => {
      const d = g.shifted(points).filter(shows).map(drawn).join("");
      const known = g.scale && carriedBy(line);
      return d ? [{ line, closed, d, heads: known ? arrows(headed(chart, line, points).map(g.project), 90, 2.5 + widthOf(line) / 2) : "" }] : [];
    }),
  );
}

/** The longest round bar that takes a fifth of the width, in the middle of what is shown. */
function scaleBar(project: Project, frame: Point[], width: number): [number, number] | null {
  const [west, south, east, north] = boxOf(frame);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const [a, b] = [project([x - 0.5, y]), project([x + 0.5, y])];
  const px = Math.hypot(b[0] - a[0], b[1] - a[1]) / ((EARTH * Math.PI * Math.cos((y * Math.PI) / 180)) / 180);
  const km = BARS.find((one) => one * px < width / 5);
  return km ? [km, km * px] : null;
}

/** Which end of a stretch the goods go to: the one nearer to the next line of a way, or away from the last. */
function headed(chart: Chart, line: MapLine, points: Point[]): Point[] {
  for (const way of chart.routes) {
    const n = way.lines.indexOf(line.id);
    const by = way.lines[n + 1] ?? way.lines[n - 1];
    const other = n < 0 ? null : chart.lines.find(({ id }) => id === by);
    if (!other) continue;
    const off = ([x, y]: Point) => Math.min(...other.parts.flatMap((part) => part.points.map(([u, v]) => Math.hypot(u - x, v - y))));
    const toLast = off(points.at(-1)!) < off(points[0]!);
    return toLast === n + 1 < way.lines.length ? points : [...points].reverse();
  }
  return [];
}

/** Arrows along a line, every so many px, as one path. */
function arrows(points: Point[], every: number, size: number): string {
  let [text, left] = ["", every / 2];
  points.forEach(([x, y], i) => {
    if (!i) return;
    const [px, py] = points[i - 1]!;
    const long = Math.hypot(x - px, y - py);
    for (; left < long; left += every) {
      const [ux, uy] = [(x - px) / long, (y - py) / long];
      const [tx, ty] = [px + ux * left + ux * size, py + uy * left + uy * size];
      const end = (side: 1 | -1) => `${(tx - size * (1.6 * ux + side * uy)).toFixed(1)} ${(ty - size * (1.6 * uy - side * ux)).toFixed(1)}`;
      text += `M${end(1)}L${tx.toFixed(1)} ${ty.toFixed(1)} ${end(-1)}`;
    }
    left -= long;
  });
  return text;
}

