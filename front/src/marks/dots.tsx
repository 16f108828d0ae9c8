/**
 * Twenty dots, each a draw in twenty, over the interval bar on the same axis.
 *
 * Full dots hold, hollow ones fail, half ones lie between the lines. Columns start at the line
 * that holds, and are parted at the one that fails, so that no column straddles either.
 */

import { isNumber, lineAt, lineText } from "../numbers";
import { Down, Svg } from "../parts/svg";
import { said } from "../result";
import type { State, Verdict } from "../types";
import { BottomAxis } from "./axis";
import { Bar, ownExtent } from "./interval";
import { extent, linear, type Linear } from "./scale";

const SIZE = 9; // px across
const PITCH = 11;

export interface Placed {
  x: number;
  level: number;
  state: State;
}

/** Stack the dots into columns of `width` px that begin at the lines. */
export function columns(dots: NonNullable<Verdict["dots"]>, x: Linear, lines: number[], width: number): Placed[] {
  const edges = lines.map(x).sort((a, b) => a - b);
  const heights = new Map<string, number>();
  return [...dots]
    .sort((a, b) => a.value - b.value)
    .map(({ value, state }) => {
      const at = x(value);
      const above = edges.filter((edge) => edge <= at);
      const region = above.length;
      const anchor = region ? edges[region - 1]! : (edges[0] ?? 0);
      const column = Math.floor((at - anchor) / width);
      let middle = anchor + (column + 0.5) * width;
      const next = edges[region];
      if (region && next !== undefined) middle = Math.min(middle, (anchor + next) / 2 > next - width / 2 ? (anchor + next) / 2 : next - width / 2);
      const key = `${region}:${column}:${state}`;
      const level = heights.get(key) ?? 0;
      heights.set(key, level + 1);
      return { x: middle, level, state };
    });
}

/** Wide enough that the tallest column has four dots, so that the shape shows. */
function chooseColumns(dots: NonNullable<Verdict["dots"]>, x: Linear, lines: number[]) {
  for (const width of [12, 16, 20, 24, 32]) {
    const placed = columns(dots, x, lines, width);
    if (Math.max(...placed.map((dot) => dot.level)) >= 3) return placed;
  }
  return columns(dots, x, lines, 32);
}

export function Dot({ x, y, state }: { x: number; y: number; state: State }) {
  const r = SIZE / 2 - 0.75;
  return (
    <g class={`dot ${state}`}>
      <circle cx={x} cy={y} r={r} />
      {state === "between" && <path d={`M${x},${y - r}A${r},${r} 0 0 0 ${x},${y + r}Z`} />}
    </g>
  );
}

const LINE_LABEL = 16;

export function Draws({ v, width }: { v: Verdict; width: number }) {
  const dots = v.dots ?? [];
  const [low, high] = dots.length ? extent([...ownExtent(v), ...dots.map((d) => d.value)], 0.02) : ownExtent(v);
  const x = linear(low, high, 12, width - 12);
  const [holds, fails] = [lineAt(v.lines?.holds), lineAt(v.lines?.fails)];
  const lines = [holds, fails].filter(isNumber).filter((line, i, all) => all.indexOf(line) === i);
  const placed = dots.length ? chooseColumns(dots, x, lines) : [];
  const levels = placed.length ? Math.max(...placed.map((dot) => dot.level)) + 1 : 0;
  const top = LINE_LABEL * (lines.length > 1 ? 2 : 1) + 8;
  const floor = top + Math.max(levels, 4) * PITCH;
  const bar = floor + 16;
  const axis = bar + 16;
  return (
    <Svg class={`drawing v-${said(v)}`} width={width} height={axis + 40}>
      {isNumber(fails) && fails !== holds && (
        <LineAt at={x(fails)} y={LINE_LABEL * 2 - 4} to={axis} width={width} kind="line-fails" text={`fails ${lineText(v.lines?.fails)}`} />
      )}
      {isNumber(holds) && (
        <LineAt at={x(holds)} y={12} to={axis} width={width} kind="line-holds" text={`holds ${lineText(v.lines?.holds)}`} />
      )}
      {placed.map((dot, i) => (
        <Dot key={i} x={dot.x} y={floor - (dot.level + 0.5) * PITCH} state={dot.state} />
      ))}
      <Bar {...v} x={x} y={bar} thick={10} />
      <BottomAxis x={x} y={axis} left={0} right={width} unit={v.unit} />
    </Svg>
  );
}

interface LineProps {
  at: number;
  y: number;
  to: number;
  width: number;
  kind: string;
  text: string;
}

function LineAt({ at, y, to, width, kind, text }: LineProps) {
  const right = at < width * 0.6;
  return (
    <g>
      <Down class={kind} x={at} from={y - 10} to={to} />
      <text class="label" x={at + (right ? 6 : -6)} y={y} text-anchor={right ? "start" : "end"}>
        {text}
      </text>
    </g>
  );
}
