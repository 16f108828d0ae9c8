/** The map itself: land, lines, passages and names, drawn at the width that there is. */

import { useMemo } from "preact/hooks";
import { boxOf, theLand, type Contested, type Shape } from "../land";
import { albers, cut, drawn, equalEarth, fitted, seats, type Project } from "../projection";
import { THIN } from "../numbers";
import { result, stateName } from "../result";
import type { Chart, MapLine, Point } from "../types";
import { placed, widthOf as roomFor, type Label } from "./labels";

/** What a map shows: the whole world, or what lies about some points. */
export type Frame = "world" | Point[];

const AIR = 28; // px between the outermost point and the edge
const WIDEST = 160; // degrees; what is wider is shown as the world
const STEP = 3; // degrees between points of the world's outline

const across = Array.from({ length: 180 / STEP + 1 }, (_, i) => i * STEP - 90);
const OUTLINE: Point[] = [...across.map((y): Point => [-180, y]), ...across.map((y): Point => [180, -y])];

const isWorld = (frame: Frame): frame is "world" => {
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
const carried = (line: MapLine) => line.flows.reduce((sum, flow) => sum + (flow.unit === "t" ? 0 : flow.quantity), 0);
const widthOf = (line: MapLine, whole = false) => (whole ? 1.5 : widthFor(carried(line)));

/** Names of seas, at a place from which a lane is far. */
const SEAS: [string, number, number][] = [
  ["Black Sea", 35, 43.4], ["Caspian Sea", 50.6, 42.2], ["Mediterranean Sea", 18.5, 34.6], ["Red Sea", 37.6, 21.5],
  ["Persian Gulf", 51.2, 27], ["Arabian Sea", 64, 17], ["Baltic Sea", 19.4, 57.2], ["North Sea", 3.4, 56.2], ["Aegean Sea", 25, 38.9],
  ["Adriatic Sea", 15.6, 43], ["Bay of Bengal", 88, 15], ["Mediterranean Sea", 32.6, 33.7],
];
const OCEANS: [string, number, number][] = [
  ["Atlantic Ocean", -38, 24], ["Indian Ocean", 76, -22], ["Pacific Ocean", -140, 5], ["Southern Ocean", 90, -58],
];
const BARS = [1000, 500, 200, 100, 50]; // km of a scale
const EARTH = 6371;

/** Pipes of oil, of gas and rails often lie in one trench: side by side they are told apart. */
const SIDE: Record<string, 1 | -1> = { gas: -1, rail: 1 };
const beside = (line: MapLine, inset: boolean, whole: boolean) =>
  SIDE[line.kind] && !whole ? `translate(0 ${SIDE[line.kind]! * (widthOf(line) / 2 + (inset ? 2.5 : 1))})` : undefined;

export const isPlanned = (line: MapLine) => line.status !== "running";

interface Props {
  chart: Chart;
  frame: Frame;
  width: number;
  height: number;
  scenario: string;
  lit: Set<string>;
  id: string;
  close?: boolean; // an inset: all its states and places have names
  pick: (line: string) => void;
}

interface Base {
  at: (point: Point) => Point | null;
  outline: string;
  land: { code: string; d: string; seats: { at: Point; room: number }[] }[];
  scale: [number, number] | null; // km, and the px that they take
  seas: [string, Point][];
  areas: { d: string; within: string }[];
  dots: [string, Point][];
  lines: { line: MapLine; d: string; closed: string[]; heads: string }[];
}

/** What depends on the frame and the width alone. */
function base(chart: Chart, frame: Frame, width: number, height: number): Base {
  const project = projected(frame, width, height);
  const { shapes, dots, contested } = theLand();
  const extent = (points: Point[]) => (points.length ? ((box) => (box[2] - box[0]) * (box[3] - box[1]))(boxOf(points)) : 0);
  const at = (point: Point) => {
    const [x, y] = project(point);
    return x > 0 && x < width && y > 0 && y < height ? ([x, y] as Point) : null;
  };
  const shifts = isWorld(frame) ? [0, 360, -360] : [0]; // what lies over the date line shows on both sides
  const shifted = (points: Point[]) =>
    shifts.filter((by) => points.some(([x]) => Math.abs(x + by) <= 180 || !by)).map((by) => points.map(([x, y]) => project([x + by, y])));
  const ring = (points: Point[]) => shifted(points).map((some) => cut(some, width, height));
  const land = shapes.filter(near(frame)).flatMap(({ code, polygons }) => {
    const rings = polygons.flatMap((polygon) => polygon.flatMap(ring)).filter((points) => points.length > 2);
    const d = rings.map((points) => drawn(points) && `${drawn(points)}Z`).join("");
    const largest = rings.reduce((a, b) => (extent(b) > extent(a) ? b : a), []);
    return d ? [{ code, d, seats: seats(largest) }] : [];
  });
  const whole = isWorld(frame);
  const of = (codes: string) => land.filter(({ code }) => codes.split(" ").includes(code)).map(({ d }) => d).join("");
  const area = ({ state, outline, in: within = "" }: Contested) =>
    state ? { d: of(state), within: "" } : { d: drawn(ring(outline!)[0]!), within: of(within) };
  return {
    at,
    outline: `${drawn(OUTLINE.map(project))}Z`,
    scale: whole ? null : scaleBar(project, frame as Point[], width),
    seas: (whole ? OCEANS : SEAS).flatMap(([name, x, y]) => {
      const place = at([x, y]);
      return place ? [[name, place] as [string, Point]] : [];
    }),
    land,
    areas: contested.map(area).filter(({ d }, i) => d && (contested[i]!.state || area(contested[i]!).within)),
    dots: Object.entries(dots).flatMap(([code, point]) => {
      const place = at(point);
      return place ? [[code, place] as [string, Point]] : [];
    }),
    lines: chart.lines.flatMap((line) =>
      line.parts.map(({ points, closed }) => ({
        line,
        closed,
        d: shifted(points).map(drawn).join(""),
        heads: !whole && carried(line) ? arrows(headed(chart, line, points).map(project), 90, 2.5 + widthOf(line) / 2) : "",
      })).filter(({ d }) => d),
    ),
  };
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

/** Lines that only ways before a scenario take, or only those in it: the old way and the new one. */
export function waysOf(chart: Chart, scenario: string): Map<string, "before" | "then"> {
  const changed = Object.entries(chart.scenarios[scenario]?.routes ?? {});
  const before = new Set(changed.flatMap(([n]) => chart.routes[Number(n)]!.lines));
  const then = new Set(changed.flatMap(([, way]) => way.lines));
  const found = new Map<string, "before" | "then">();
  for (const id of before) if (!then.has(id)) found.set(id, "before");
  for (const id of then) if (!before.has(id)) found.set(id, "then");
  return found;
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

/** A state's part in the case, or in the scenario, as a class. */
function role(code: string, vetoes: string[]): string {
  if (vetoes.includes(code)) return "vetoed";
  if (result.candidates.includes(code)) return "candidate";
  if (result.parties.includes(code)) return "party";
  return "";
}

/** Land, and what of it is shut or contested: it stays while lines are chosen. */
function Ground({ b, id, vetoes }: { b: Base; id: string; vetoes: string[] }) {
  return (
    <>
      {b.land.map(({ code, d }) => <path key={code} class={`land ${role(code, vetoes)}`} data-state={code} d={d} />)}
      {b.land.filter(({ code }) => vetoes.includes(code)).map(({ code, d }) => <path key={code} class="veto" d={d} />)}
      {b.areas.map(({ d, within }, i) => (
        <g key={i} clip-path={within ? `url(#${id}-area-${i})` : undefined}>
          {within && <clipPath id={`${id}-area-${i}`}><path d={within} /></clipPath>}
          <path class="contested" d={d} />
        </g>
      ))}
      {b.dots.map(([code, [x, y]]) => <circle key={code} class={`land-dot ${role(code, vetoes)}`} cx={x} cy={y} r={2} />)}
    </>
  );
}

export function ChartDrawing({ chart, frame, width, height, scenario, lit, id, close = false, pick }: Props) {
  const b = useMemo(() => base(chart, frame, width, height), [chart, frame, width, height]);
  const now = chart.scenarios[scenario];
  const vetoes = now?.vetoes ?? [];
  const whole = isWorld(frame);
  const kind = ({ line, closed }: { line: MapLine; closed: string[] }) => {
    const look = closed.includes(scenario) ? "closed" : isPlanned(line) && !now?.opened.includes(line.id) ? "planned" : line.kind;
    return `ml ${look} ${lit.size ? (lit.has(line.id) ? "lit" : "dim") : ""}`;
  };
  const stroke = (line: MapLine, closed: string[]) => (closed.includes(scenario) ? 1.5 : widthOf(line, whole) + (lit.has(line.id) ? 1 : 0));
  const ways = waysOf(chart, scenario);
  const ordered = [...b.lines].sort((one, two) => +lit.has(one.line.id) - +lit.has(two.line.id));
  const crosses = (now?.closed ?? []).flatMap(({ by, at }) => {
    const place = b.at(at);
    return place ? [{ by, place }] : [];
  });
  const passages = chart.passages.flatMap((passage) => {
    const place = b.at(passage.at);
    return place && (passage.kind !== "border" || close || !whole) ? [{ passage, place }] : [];
  });
  const places = whole ? [] : chart.places.flatMap((p) => {
    const place = b.at(p.at);
    return place ? [{ p, place }] : [];
  });
  const named = new Set([...result.candidates, ...result.adversaries, ...chart.routes.flatMap((way) => way.states)]);
  const name = (code: string) => theLand().contested.find((area) => area.state === code && !(code in result.states))?.name ?? stateName(code);
  const main = new Set([...result.candidates, ...result.parties]);
  const states = b.land.filter(({ code }) => named.has(code) || close).map(({ code, seats }) => {
    const room = roomFor(name(code));
    const fit = seats.filter((seat) => seat.room > room);
    const kept = fit.length || !(close || main.has(code)) ? fit : seats.slice(0, 1);
    return { code, text: name(code), seats: kept.map(({ at }) => at) };
  }).filter(({ seats }) => seats.length);
  const stateLabel = ({ code, text, seats: [place, ...rest] }: (typeof states)[number]): Label => ({ text, place: place!, seats: rest, gap: 0, look: "state", of: code });
  const placeLabel = ({ p, place }: (typeof places)[number]): Label => ({ text: p.title, place, gap: 6, look: "label" });
  const wanted: Label[] = [
    ...crosses.map(({ by, place }) => ({ text: now!.vetoes.includes(by) ? `closed by ${by}` : "closed", place, gap: 8, look: "strong closed-by" })),
    ...passages.filter(({ passage }) => passage.kind !== "border").map(({ passage, place }) => ({ text: passage.title.replace(/^Strait of /, ""), place, gap: 8, look: "strong label" })),
    ...states.filter(({ code }) => main.has(code)).map(stateLabel),
    ...places.filter(({ p }) => p.ways > 1).map(placeLabel),
    ...states.filter(({ code }) => !main.has(code)).map(stateLabel),
    ...places.filter(({ p }) => p.ways < 2).map(placeLabel),
    ...b.seas.map(([text, place]) => ({ text, place, gap: 0, look: "sea-name" })),
  ];
  const ground = useMemo(() => <Ground b={b} id={id} vetoes={vetoes} />, [b, id, vetoes.join()]);
  const marks = [...crosses, ...passages, ...places].map(({ place }) => place);
  const kept: [number, number, number, number][] = b.scale ? [[0, height - 36, b.scale[1] + 24, height]] : [];
  return (
    <svg class="drawing chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <defs>
        <clipPath id={`${id}-edge`}>
          {whole ? <path d={b.outline} /> : <rect width={width} height={height} />}
        </clipPath>
      </defs>
      <g clip-path={`url(#${id}-edge)`}>
        <rect class="water" width={width} height={height} />
        {ground}
        {ordered.map((part, i) => {
          const { line, d, closed, heads } = part;
          const wide = stroke(line, closed);
          const way = now && ways.get(line.id);
          return (
            <g key={i} transform={beside(line, close, whole)}>
              {way && <path class={`way ${way}`} d={d} stroke-width={wide + (whole ? 5 : 8)} />}
              <path class="halo-line" d={d} stroke-width={wide + 1.5} />
              <path class={kind(part)} d={d} stroke-width={wide} />
              {line.kind === "rail" && !whole && !closed.includes(scenario) && !isPlanned(line) && <path class="ties" d={d} stroke-width={wide + 4} />}
              {heads && !closed.includes(scenario) && <path class={`heads ${line.kind}`} d={heads} />}
            </g>
          );
        })}
        {ordered.map(({ line, d }, i) => (
          <path key={i} class="hit" d={d} transform={beside(line, close, whole)} onClick={() => pick(line.id)}>
            <title>{line.title}</title>
          </path>
        ))}
        {places.map(({ p, place: [x, y] }) => <circle key={p.id} class="place" cx={x} cy={y} r={2.5} />)}
        {passages.map(({ passage, place: [x, y] }) => {
          const r = passage.kind === "border" ? 3 : 5;
          const shut = now?.passages.includes(passage.id) ? "shut" : "";
          return <path key={passage.id} class={`passage ${shut}`} d={`M${x} ${y - r}L${x + r} ${y} ${x} ${y + r} ${x - r} ${y}Z`} />;
        })}
        {crosses.map(({ place: [x, y] }, i) => <path key={i} class="closed-mark" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />)}
        {placed(wanted, marks, width, height, kept).map(({ text, look, x, y, anchor, of }, i) => (
          <text key={i} class={`halo ${look}`} data-of={of} x={x} y={y} text-anchor={anchor}>
            {text}
          </text>
        ))}
      </g>
      {b.scale && (
        <g class="scale" transform={`translate(12 ${height - 12})`}>
          <rect x={-6} y={-20} width={b.scale[1] + 12} height={26} />
          <path d={`M0 -5V0H${b.scale[1]}V-5`} />
          <text x={b.scale[1] / 2} y={-6} text-anchor="middle">{b.scale[0]}{THIN}km</text>
        </g>
      )}
      {!whole && <rect class="edge" x={0.5} y={0.5} width={width - 1} height={height - 1} />}
    </svg>
  );
}
