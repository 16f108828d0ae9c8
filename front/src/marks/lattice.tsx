/** All sets of candidates as a lattice: one joins along each edge, a node fills with its chance, and
 *  arrows are the path of dominoes. Upright where a row has room for its names, else from left to right.
 */

import { Svg } from "../parts/svg";
import type { GameSet, GameStep, Point } from "../types";
import { type Box, meet, widthOf } from "./labels";

export const MOST_DRAWN = 5; // candidates; of more the list alone is read
const R = 13;
const LEVEL = 104; // px from one size of sets to the next, upright
const ROW = 82; // px of a set and its names, from left to right
const CAPITALS = 1.25; // how much wider than other text codes are, in bold too
const NARROW = 62; // a node and the names below it
const LINE = 13;
const KEY = 20;
const KEYS = 4;
const LABELLED = 0.05; // share from which an arrow bears its number
const WIDEST = 7; // px, of an arrow that is walked in every draw and order
const HEAD = 0.12; // where along an arrow its head is
const SEATS = [0.3, 0.42, 0.2, 0.54]; // where along an arrow its number may stand

const upright = (candidates: number, width: number) => width / [1, 1, 2, 3, 6, 10][candidates]! >= NARROW;
const percent = (share: number) => `${Math.round(100 * share)} %`;
const keyOf = (members: string[]) => members.join(" ");

export const follows = (step: GameStep) => step.follows > step.share / 2;

interface LatticeProps {
  sets: GameSet[];
  path: GameStep[];
  candidates: string[];
  width: number;
  chosen: string;
}

export function Lattice({ sets, path, candidates, width, chosen }: LatticeProps) {
  const most = Math.max(...levelsOf(sets, candidates).map((level) => level.length));
  const tall = upright(candidates.length, width) ? LEVEL * candidates.length + 70 : ROW * most;
  const height = tall + KEY * KEYS + 8;
  const place = places(sets, candidates, width, tall);
  const at = (members: string[]) => place.get(keyOf(members))!;
  const ways = path.map((step) => {
    const all = candidates.filter((one) => one === step.joins || step.inside.includes(one));
    return { step, ends: trimmed(at(step.inside), at(all)) };
  });
  return (
    <Svg class="drawing lattice" width={width} height={height}>
      {sets.flatMap((s) =>
        s.members.map((one) => {
          const [[x1, y1], [x2, y2]] = trimmed(at(s.members.filter((other) => other !== one)), at(s.members));
          return <line key={`${keyOf(s.members)}-${one}`} class="edge" x1={x1} y1={y1} x2={x2} y2={y2} />;
        }),
      )}
      {ways.map(({ step, ends }) => (
        <Arrow key={`${keyOf(step.inside)}+${step.joins}`} ends={ends} wide={WIDEST * step.share} brought={follows(step)} />
      ))}
      {sets.map((s) => {
        const [x, y] = at(s.members);
        const filled = 2 * R * s.stable;
        const id = `fill-${s.members.join("-") || "none"}`;
        return (
          <g key={id} class={`node${s.stable >= 0.5 ? " stable" : ""}${keyOf(s.members) === chosen ? " chosen" : ""}`}>
            <clipPath id={id}>
              <rect x={x - R} y={y + R - filled} width={2 * R} height={filled} />
            </clipPath>
            <circle class="ground" cx={x} cy={y} r={R} />
            <circle class="filled" cx={x} cy={y} r={R} clip-path={`url(#${id})`} />
            <circle class="ring" cx={x} cy={y} r={R} />
            {textOf(s).map((text, i) => (
              <text key={i} class="halo label" x={x} y={y + R + 14 + LINE * i} text-anchor="middle">
                {text}
              </text>
            ))}
          </g>
        );
      })}
      {numbers(ways, sets.flatMap((s) => boxes(s, at(s.members))), width).map(({ step, at: [x, y] }) => (
        <text key={`${keyOf(step.inside)}+${step.joins}`} class={`halo share${follows(step) ? " brought" : ""}`} x={x} y={y + 4} text-anchor="middle">
          {percent(step.share)}
        </text>
      ))}
      <Key top={tall + 8} />
    </Svg>
  );
}

interface Way {
  step: GameStep;
  ends: [Point, Point];
}

const levelsOf = (sets: GameSet[], candidates: string[]) =>
  [...candidates.keys(), candidates.length].map((n) => sets.filter((s) => s.members.length === n));

/** Where each set stands: nobody below and all above, or nobody at the left and all at the right. */
function places(sets: GameSet[], candidates: string[], width: number, tall: number): Map<string, Point> {
  const place = new Map<string, Point>();
  const stands = upright(candidates.length, width);
  for (const [n, level] of levelsOf(sets, candidates).entries())
    for (const [i, s] of level.entries()) {
      const beside = (i + 0.5) / level.length;
      const spot: Point = stands
        ? [beside * width, 22 + (candidates.length - n) * LEVEL]
        : [((n + 0.5) * width) / (candidates.length + 1), beside * tall - 14];
      place.set(keyOf(s.members), spot);
    }
  return place;
}

/** The line between two nodes, from rim to rim. */
function trimmed([x1, y1]: Point, [x2, y2]: Point): [Point, Point] {
  const long = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [((x2 - x1) * R) / long, ((y2 - y1) * R) / long];
  return [
    [x1 + dx, y1 + dy],
    [x2 - dx, y2 - dy],
  ];
}

const along = ([[x1, y1], [x2, y2]]: [Point, Point], part: number): Point => [x1 + part * (x2 - x1), y1 + part * (y2 - y1)];

/** An arrow as wide as its share, its head where names leave room for it: before the middle. */
function Arrow({ ends, wide, brought }: { ends: [Point, Point]; wide: number; brought: boolean }) {
  const [[x1, y1], [x2, y2]] = ends;
  const turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const [x, y] = along(ends, HEAD);
  const half = 4 + wide / 2;
  return (
    <g class={`step${brought ? " brought" : ""}`}>
      <line x1={x1} y1={y1} x2={x2} y2={y2} stroke-width={Math.max(1, wide)} />
      <path d={`M 0 ${-half} L ${1.6 * half} 0 L 0 ${half} Z`} transform={`translate(${x} ${y}) rotate(${turn})`} />
    </g>
  );
}

/** Numbers of arrows, the most walked first, where no node, no head and no other number stands. */
function numbers(ways: Way[], kept: Box[], width: number): { step: GameStep; at: Point }[] {
  const heads = ways.map(({ ends }): Box => {
    const [x, y] = along(ends, HEAD);
    return [x - 6, y - 6, x + 6, y + 6];
  });
  const taken = [...kept, ...heads];
  const found: { step: GameStep; at: Point }[] = [];
  for (const { step, ends } of ways) {
    if (step.share < LABELLED) continue;
    const half = widthOf(percent(step.share)) / 2 + 2;
    for (const seat of SEATS) {
      const [x, y] = along(ends, seat);
      const box: Box = [x - half, y - 8, x + half, y + 7];
      if (box[0] < 2 || box[2] > width - 2 || taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      found.push({ step, at: [x, y] });
      break;
    }
  }
  return found;
}

/** What a node and the names below it cover. */
function boxes(s: GameSet, [x, y]: Point): Box[] {
  const texts = textOf(s);
  const half = (CAPITALS * Math.max(...texts.map(widthOf))) / 2;
  return [
    [x - R, y - R, x + R, y + R],
    [x - half, y + R + 3, x + half, y + R + 17 + LINE * (texts.length - 1)],
  ];
}

function Key({ top }: { top: number }) {
  const row = (n: number) => top + KEY * n + 10;
  const line = (n: number): [Point, Point] => [[4, row(n)], [40, row(n)]];
  const words = [
    "joins though nobody else is in",
    "joins only because others are in",
    "the wider, the more draws and orders",
    "filled: draws in which the set is stable",
  ];
  return (
    <g class="key">
      <Arrow ends={line(0)} wide={3} brought={false} />
      <Arrow ends={line(1)} wide={3} brought />
      <Arrow ends={[[4, row(2)], [17, row(2)]]} wide={1} brought={false} />
      <Arrow ends={[[22, row(2)], [44, row(2)]]} wide={WIDEST} brought={false} />
      <path class="filled" d={`M 13 ${row(3)} a 9 9 0 0 0 18 0 Z`} />
      <circle class="ring" cx={22} cy={row(3)} r={9} />
      {words.map((text, n) => (
        <text key={n} x={50} y={row(n) + 4}>
          {text}
        </text>
      ))}
    </g>
  );
}

/** What stands below a node: names two to a line, so that no row is wider than it, and its chance. */
const textOf = ({ members, stable }: GameSet): string[] => [
  ...(members.length ? members.flatMap((_, i) => (i % 2 ? [] : [members.slice(i, i + 2).join(" ")])) : ["nobody"]),
  percent(stable),
];
