/** Interval bar: 50 % thick, 90 % thin, the median a gap, the threshold a tick across. */

import { isNumber, lineAt } from "../numbers";
import { Svg } from "../parts/svg";
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
      <line class={inner ? "thin" : "thin alone"} x1={x(low)} x2={Math.max(x(high), x(low) + 1)} y1={y} y2={y} />
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
      <line class="ground" x1={0} x2={width} y1={height / 2} y2={height / 2} />
      {isNumber(fails) && fails !== holds && (
        <line class="line-fails" x1={x(fails)} x2={x(fails)} y1={3} y2={height - 3} />
      )}
      <Bar {...v} x={x} y={height / 2} />
      {isNumber(holds) && (
        <line class="line-holds" x1={x(holds)} x2={x(holds)} y1={1} y2={height - 1} />
      )}
    </Svg>
  );
}

/** A gain or loss about 0, on a scale that its column shares. */
export function GainBar({ ends, x, width, zero }: { ends: Ends; x: Linear; width: number; zero: number }) {
  if (!isNumber(ends.value)) return null;
  const sign = ends.value > zero ? "gain" : ends.value < zero ? "loss" : "even";
  return (
    <Svg class={`bar ${sign}`} width={width} preserveAspectRatio="none">
      <line class="zero" x1={x(zero)} x2={x(zero)} y1={0} y2={12} />
      <Bar {...ends} x={x} y={6} thick={8} />
    </Svg>
  );
}
