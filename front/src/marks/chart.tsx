/** The map itself: land, lines, passages and names, drawn at the width that there is. */

import { useMemo } from "../hooks";
import { linesInUse } from "../goods";
import { theLand } from "../land";
import { carriedText, THIN } from "../numbers";
import { Svg } from "../parts/svg";
import { result, stateName } from "../result";
import type { Chart, MapLine } from "../types";
import { carriedBy, groundOf, isWorld, stretches, widthOf, type Frame, type Ground, type Stretch } from "./geometry";
import { placed, widthOf as roomFor, type Label } from "./labels";

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

/** A state's part in the case, or in the scenario, as a class. */
function role(code: string, vetoes: string[]): string {
  if (vetoes.includes(code)) return "vetoed";
  if (result.candidates.includes(code)) return "candidate";
  if (result.parties.includes(code)) return "party";
  return "";
}

/** Land, and what of it is shut or contested: it stays while lines are chosen. */
function Land({ g, id, vetoes }: { g: Ground; id: string; vetoes: string[] }) {
  return (
    <>
      {g.land.map(({ code, d }) => <path key={code} class={`land ${role(code, vetoes)}`} data-state={code} d={d} />)}
      {g.land.filter(({ code }) => vetoes.includes(code)).map(({ code, d }) => <path key={code} class="veto" d={d} />)}
      {g.areas.map(({ d, within }, i) => (
        <g key={i} clip-path={within ? `url(#${id}-area-${i})` : undefined}>
          {within && <clipPath id={`${id}-area-${i}`}><path d={within} /></clipPath>}
          <path class="contested" d={d} />
        </g>
      ))}
      {g.dots.map(([code, [x, y]]) => <circle key={code} class={`land-dot ${role(code, vetoes)}`} cx={x} cy={y} r={2} />)}
    </>
  );
}

/** What closes a line, and how much went by it: `closed by RUS, 8.4 Mt`. */
function closedText(line: MapLine | undefined, by: string, vetoes: string[]): string {
  const amount = line ? carriedBy(line) : 0;
  const unit = line?.flows[0]?.unit ?? "";
  return `closed${vetoes.includes(by) ? ` by ${by}` : ""}${amount ? `, ${carriedText(amount, unit)}` : ""}`;
}

/** The names that a map asks room for, the ones that matter most first. */
function names(chart: Chart, g: Ground, whole: boolean, close: boolean, scenario: string, used: Set<string>): Label[] {
  const now = chart.scenarios[scenario];
  const spot = <T extends { at: [number, number] }>(all: readonly T[]) =>
    all.flatMap((one) => {
      const place = g.at(one.at);
      return place ? [{ one, place }] : [];
    });
  const named = new Set([...result.candidates, ...result.adversaries, ...chart.routes.flatMap((way) => way.states)]);
  const main = new Set([...result.candidates, ...result.parties]);
  const name = (code: string) => theLand().contested.find((area) => area.state === code && !(code in result.states))?.name ?? stateName(code);
  const states = g.land.filter(({ code }) => named.has(code) || close).flatMap(({ code, seats }) => {
    const text = name(code);
    const room = roomFor(text);
    const fit = seats.filter((seat) => seat.room > room);
    const kept = fit.length || !(close || main.has(code)) ? fit : seats.slice(0, 1);
    const [first, ...rest] = kept.map(({ at }) => at);
    return first ? [{ text, place: first, seats: rest, gap: 0, look: "state", of: code }] : [];
  });
  const places = whole ? [] : spot(chart.places).map(({ one, place }) => ({ text: one.title, place, gap: 6, look: "label", ways: one.ways }));
  const line = (id: string) => chart.lines.find((one) => one.id === id);
  return [
    ...spot((now?.closed ?? []).filter((one) => used.has(one.line))).map(({ one, place }) => ({ text: closedText(line(one.line), one.by, now!.vetoes), place, gap: 8, look: "strong closed-by" })),
    ...spot(chart.passages.filter(({ kind }) => kind !== "border")).map(({ one, place }) => ({ text: one.title.replace(/^Strait of /, ""), place, gap: 8, look: "strong label" })),
    ...states.filter(({ of }) => main.has(of)),
    ...places.filter(({ ways }) => ways > 1),
    ...states.filter(({ of }) => !main.has(of) && of in result.states),
    ...places.filter(({ ways }) => ways < 2),
    ...states.filter(({ of }) => !(of in result.states)), // contested, after those it lies in
    ...g.seas.map(([text, place]) => ({ text, place, gap: 0, look: "sea-name" })),
  ];
}

export function ChartDrawing({ chart, frame, width, height, scenario, lit, id, close = false, pick }: Props) {
  const g = groundOf(frame, width, height);
  const now = chart.scenarios[scenario];
  const vetoes = now?.vetoes ?? [];
  const whole = isWorld(frame);
  const drawn = useMemo(() => stretches(chart, g, width, height), [chart, g]);
  const used = useMemo(() => linesInUse(chart, scenario), [chart, scenario]);
  const isShut = ({ closed }: Stretch) => closed.includes(scenario);
  const idle = ({ line }: Stretch) => isPlanned(line) && !now?.opened.includes(line.id);
  const look = (part: Stretch) => {
    const chosen = lit.size ? (lit.has(part.line.id) ? "lit" : "dim") : used.has(part.line.id) ? "" : "other";
    return `ml ${isShut(part) ? "closed" : idle(part) ? "planned" : part.line.kind} ${chosen}`;
  };
  const stroke = (part: Stretch) => (isShut(part) ? 1.5 : widthOf(part.line, whole) + (lit.has(part.line.id) ? 1 : 0));
  const ways = waysOf(chart, scenario);
  const rank = ({ line }: Stretch) => +lit.has(line.id) * 2 + +used.has(line.id);
  const ordered = [...drawn].sort((one, two) => rank(one) - rank(two));
  const passages = chart.passages.flatMap((passage) => {
    const place = g.at(passage.at);
    return place && (passage.kind !== "border" || close || !whole) ? [{ passage, place }] : [];
  });
  const places = whole ? [] : chart.places.flatMap((p) => {
    const place = g.at(p.at);
    return place ? [{ p, place }] : [];
  });
  const crossed = (now?.closed ?? []).flatMap(({ line, at }) => {
    const place = used.has(line) && g.at(at);
    return place ? [place] : [];
  });
  const texts = useMemo(() => {
    const marks = [...crossed, ...[...passages, ...places].map(({ place }) => place)];
    return placed(names(chart, g, whole, close, scenario, used), marks, width, height, g.scale ? [[0, height - 36, g.scale[1] + 24, height]] : []);
  }, [chart, g, scenario]);
  const land = useMemo(() => <Land g={g} id={id} vetoes={vetoes} />, [g, id, vetoes.join()]);
  return (
    <Svg class="drawing chart" width={width} height={height}>
      <defs>
        <clipPath id={`${id}-edge`}>
          {whole ? <path d={g.outline} /> : <rect width={width} height={height} />}
        </clipPath>
      </defs>
      <g clip-path={`url(#${id}-edge)`}>
        <rect class="water" width={width} height={height} />
        {land}
        {ordered.map((part, i) => {
          const { line, d, heads } = part;
          const wide = stroke(part);
          const way = now && ways.get(line.id);
          return (
            <g key={i} transform={beside(line, close, whole)}>
              {way && <path class={`way ${way}`} d={d} stroke-width={wide + (whole ? 5 : 8)} />}
              <path class="halo-line" d={d} stroke-width={wide + 1.5} />
              <path class={look(part)} d={d} stroke-width={wide} />
              {line.kind === "rail" && !whole && !isShut(part) && !isPlanned(line) && used.has(line.id) && <path class="ties" d={d} stroke-width={wide + 4} />}
              {heads && !isShut(part) && <path class={`heads ${line.kind}`} d={heads} />}
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
        {crossed.map(([x, y], i) => <path key={i} class="closed-mark" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />)}
        {texts.map(({ text, look, x, y, anchor, of }) => (
          <text key={text + x} class={`halo ${look}`} data-of={of} x={x} y={y} text-anchor={anchor}>
            {text}
          </text>
        ))}
      </g>
      {g.scale && (
        <g class="scale" transform={`translate(12 ${height - 12})`}>
          <rect x={-6} y={-20} width={g.scale[1] + 12} height={26} />
          <path d={`M0 -5V0H${g.scale[1]}V-5`} />
          <text x={g.scale[1] / 2} y={-6} text-anchor="middle">{g.scale[0]}{THIN}km</text>
        </g>
      )}
      {!whole && <rect class="edge" x={0.5} y={0.5} width={width - 1} height={height - 1} />}
    </Svg>
  );
}
