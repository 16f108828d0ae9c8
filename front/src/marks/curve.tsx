/**
 * Break-even curve: how the value moves with the assumption that decides it.
 *
 * Median line, 90 % band, the threshold, the crossing labelled with its value, and the range that
 * the case allows shaded.
 */

import { isNumber, levelText, lineAt, lineText } from "../numbers";
import { Across, Down, Svg } from "../parts/svg";
import { called, said } from "../result";
import type { Verdict } from "../types";
import { axisUnit, BottomAxis, LeftAxis } from "./axis";
import { extent, linear, type Linear } from "./scale";

type Points = [number, number][];

/** Where there is a value, with it. */
export const known = (x: number[], y: (number | null)[]): Points =>
  x.flatMap((at, i) => (isNumber(y[i]) ? [[at, y[i]] as [number, number]] : []));

export const path = (points: Points, x: Linear, y: Linear) =>
  points.map(([a, b], i) => `${i ? "L" : "M"}${x(a).toFixed(1)},${y(b).toFixed(1)}`).join("");

const LABEL = 96; // px that the label of the range takes

/** The corner of the shaded range that the lines leave most room in. */
function freeCorner(left: number, right: number, floor: number, linesNear: (x: number) => number[]) {
  const corners = [
    { x: left, y: 38, anchor: "start" },
    { x: left, y: floor - 6, anchor: "start" },
    { x: right, y: 38, anchor: "end" },
    { x: right, y: floor - 6, anchor: "end" },
  ] as const;
  const room = (corner: (typeof corners)[number]) =>
    Math.min(48, ...linesNear(corner.x).map((y) => Math.abs(y - corner.y + 4)));
  return [...corners].sort((a, b) => room(b) - room(a))[0]!;
}

export function BreakEven({ v, width }: { v: Verdict; width: number }) {
  const curve = v.curve!;
  const height = 224;
  const left = 44;
  const floor = height - 48;
  const holds = lineAt(v.lines?.holds);
  const [low, high] = extent([...curve.low, ...curve.high, ...curve.median, holds], 0.04);
  const drawn = [...curve.x, ...(isNumber(curve.crossing) ? [curve.crossing] : [])];
  const x = linear(Math.min(...drawn), Math.max(...drawn), left, width - 12);
  const y = linear(low, high, floor, 24);
  const [from, to] = curve.range.map((end) => Math.max(x.low, Math.min(x.high, end))) as [number, number];
  const upper = known(curve.x, curve.high);
  const lower = known(curve.x, curve.low).reverse();
  const label = freeCorner(x(from) + 6, x(to) - 6, floor, (at) => {
    const median = known(curve.x, curve.median).filter(([a]) => Math.abs(x(a) - at) < LABEL);
    return [...median.map(([, b]) => y(b)), ...(isNumber(holds) ? [y(holds)] : [])];
  });
  const unit = axisUnit(v.unit, low, high).name;
  return (
    <Svg class={`drawing v-${said(v)}`} width={width} height={height}>
      <rect class="range" x={x(from)} y={24} width={Math.max(x(to) - x(from), 1)} height={floor - 24} />
      <LeftAxis y={y} x={left} right={width - 12} unit={v.unit} />
      <text class="unit" x={0} y={12}>
        {unit ? `value, ${unit}` : "value"}
      </text>
      {upper.length > 1 && lower.length > 1 && (
        <path class="band" d={`${path(upper, x, y)}L${path(lower, x, y).slice(1)}Z`} />
      )}
      <path class="median" d={path(known(curve.x, curve.median), x, y)} />
      {isNumber(holds) && (
        <g>
          <Across class="line-holds" y={y(holds)} from={left} to={width - 12} />
          <text class="label halo" x={width - 12} y={y(holds) - 6} text-anchor="end">
            holds {lineText(v.lines?.holds)}
          </text>
        </g>
      )}
      {isNumber(curve.crossing) && isNumber(holds) && (
        <g>
          <Down class="drop" x={x(curve.crossing)} from={18} to={floor} />
          <text class="label strong" x={Math.max(x(curve.crossing), left + 20)} y={12} text-anchor={x(curve.crossing) > width * 0.8 ? "end" : x(curve.crossing) < left + 80 ? "start" : "middle"}>
            flips at {levelText(curve.crossing, curve.unit)}
          </text>
        </g>
      )}
      <text class="label halo" x={label.x} y={label.y} text-anchor={label.anchor}>
        the case’s range
      </text>
      <BottomAxis x={x} y={floor} left={left} right={width - 12} unit={curve.unit} title={called(curve.assumption)} />
    </Svg>
  );
}
