/** The map itself: land, lines, passages and names, drawn at the width that there is. */

import { useMemo } from "preact/hooks";
import { boxOf, theLand, type Contested, type Shape } from "../land";
import { albers, centre, cut, drawn, equalEarth, fitted, type Project } from "../projection";
import { result, stateName } from "../result";
import type { Chart, MapLine, Point } from "../types";
import { placed, type Label } from "./labels";

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

/** Wider where more flows, as published; the same where nobody says. */
const widthOf = (line: MapLine, whole = false) => {
  if (whole) return 1.5;
  const most = line.flows.reduce((sum, flow) => sum + (flow.unit === "t" ? 0 : flow.quantity), 0);
  const least = line.kind === "rail" ? 2.25 : 1.75;
  return most ? Math.min(6, least + 0.5 * Math.sqrt(most)) : least;
};

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
  land: { code: string; d: string; centre: Point }[];
  areas: { d: string; within: string }[];
  dots: [string, Point][];
  lines: { line: MapLine; d: string; closed: string[] }[];
}

/** What depends on the frame and the width alone. */
function base(chart: Chart, frame: Frame, width: number, height: number): Base {
  const project = projected(frame, width, height);
  const { shapes, dots, contested } = theLand();
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
    const largest = rings.map(centre).reduce((a, b) => (b.size > a.size ? b : a), { size: 0, at: [0, 0] as Point });
    return d ? [{ code, d, centre: largest.at }] : [];
  });
  const of = (codes: string) => land.filter(({ code }) => codes.split(" ").includes(code)).map(({ d }) => d).join("");
  const area = ({ state, outline, in: within = "" }: Contested) =>
    state ? { d: of(state), within: "" } : { d: drawn(ring(outline!)[0]!), within: of(within) };
  return {
    at,
    outline: `${drawn(OUTLINE.map(project))}Z`,
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
      })).filter(({ d }) => d),
    ),
  };
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
      {b.land.map(({ code, d }) => <path key={code} class={`land ${role(code, vetoes)}`} d={d} />)}
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
  const states = b.land.filter(({ code, centre: [x, y] }) =>
    (named.has(code) || close) && x > 24 && x < width - 24 && y > 12 && y < height - 12);
  const name = (code: string) => theLand().contested.find((area) => area.state === code && !(code in result.states))?.name ?? stateName(code);
  const wanted: Label[] = [
    ...crosses.map(({ by, place }) => ({ text: now!.vetoes.includes(by) ? `closed by ${by}` : "closed", place, gap: 8, look: "strong closed-by" })),
    ...passages.filter(({ passage }) => passage.kind !== "border").map(({ passage, place }) => ({ text: passage.title.replace(/^Strait of /, ""), place, gap: 8, look: "strong label" })),
    ...states.filter(({ code }) => result.candidates.includes(code)).map(({ code, centre }) => ({ text: name(code), place: centre, gap: 0, near: whole ? 0 : 14, look: "state" })),
    ...states.filter(({ code }) => named.has(code)).map(({ code, centre }) => ({ text: name(code), place: centre, gap: 0, look: "state" })),
    ...places.map(({ p, place }) => ({ text: p.title, place, gap: 6, look: "label" })),
    ...states.filter(({ code }) => !named.has(code)).map(({ code, centre }) => ({ text: name(code), place: centre, gap: 0, look: "state" })),
  ];
  const ground = useMemo(() => <Ground b={b} id={id} vetoes={vetoes} />, [b, id, vetoes.join()]);
  const marks = [...crosses, ...passages, ...places].map(({ place }) => place);
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
        {ordered.map(({ line, d, closed }, i) => <path key={i} class="halo-line" d={d} transform={beside(line, close, whole)} stroke-width={stroke(line, closed) + (whole ? 1.5 : 3)} />)}
        {ordered.map((part, i) => (
          <path key={i} class={kind(part)} d={part.d} transform={beside(part.line, close, whole)} stroke-width={stroke(part.line, part.closed)} />
        ))}
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
        {placed(wanted, marks, width, height).map(({ text, look, x, y, anchor }, i) => (
          <text key={i} class={`halo ${look}`} x={x} y={y} text-anchor={anchor}>
            {text}
          </text>
        ))}
      </g>
      {!whole && <rect class="edge" x={0.5} y={0.5} width={width - 1} height={height - 1} />}
    </svg>
  );
}
