/** Interval bar: 50 % thick, 90 % thin, the median a gap, the threshold a tick across. */

import { isNumber, lineAt } from "../numbers";
import { Across, Down, Svg } from "../parts/svg";
import { said } from "../result";
import type { Verdict } from "../types";
import { extent, linear, type Linear } from "./scale";

interface Ends {
  value: number | string | null;
  low: number | null;
  high: number | null;
  low50?: number | null;
  high50?: number | null;
}

interface BarProps extends Ends {
  x: Linear;
  y: number;
  thick?: number;
}

/** The bar itself, to be set into any drawing; without 50 % ends the median is a tick. */
export function Bar({ value, low, high, low50, high50, x, y, thick = 8 }: BarProps) {
  if (!isNumber(low) || !isNumber(high)) return null;
  const middle = isNumber(value) ? x(value) : null;
  const inner = isNumber(low50) && isNumber(high50);
  const from = inner ? x(low50) : 0;
  const width = inner ? Math.max(x(high50) - from, 3) : 0;
  return (
    <g>
      <Across class={inner ? "thin" : "thin alone"} y={y} from={x(low)} to={Math.max(x(high), x(low) + 1)} />
      {inner && <rect class="thick" x={from} y={y - thick / 2} width={width} height={thick} />}
      {middle !== null && inner && (
        <rect class="gap" x={middle - 1} y={y - thick / 2 - 1} width={2} height={thick + 2} />
      )}
      {middle !== null && !inner && (
        <rect class="solid" x={middle - 1.5} y={y - thick / 2} width={3} height={thick} />
      )}
    </g>
  );
}

/** Extent of a claim's own scale: its interval and both of its lines. */
export function ownExtent(v: Verdict): [number, number] {
  return extent([
    v.low,
    v.high,
    isNumber(v.value) ? v.value : null,
    lineAt(v.lines?.holds),
    lineAt(v.lines?.fails),
  ]);
}

/** The small bar of a row, on the claim's own scale. */
export function RowBar({ v, width = 224, height = 20 }: { v: Verdict; width?: number; height?: number }) {
  const [low, high] = ownExtent(v);
  const x = linear(low, high, 2, width - 2);
  const [holds, fails] = [lineAt(v.lines?.holds), lineAt(v.lines?.fails)];
  return (
    <Svg class={`bar v-${said(v)}`} width={width} height={height} preserveAspectRatio="none">
      <Across class="ground" y={height / 2} from={0} to={width} />
      {isNumber(fails) && fails !== holds && (
        <Down class="line-fails" x={x(fails)} from={3} to={height - 3} />
      )}
      <Bar {...v} x={x} y={height / 2} />
      {isNumber(holds) && (
        <Down class="line-holds" x={x(holds)} from={1} to={height - 1} />
      )}
    </Svg>
  );
}

/** A gain or loss about 0, on a scale that its column shares. */
export function GainBar({ ends, x, width }: { ends: Ends; x: Linear; width: number }) {
  if (!isNumber(ends.value)) return null;
  const sign = ends.value > 0 ? "gain" : ends.value < 0 ? "loss" : "even";
  return (
    <Svg class={`bar ${sign}`} width={width} preserveAspectRatio="none">
      <Down class="zero" x={x(0)} from={0} to={12} />
      <Bar {...ends} x={x} y={6} thick={8} />
    </Svg>
  );
}
