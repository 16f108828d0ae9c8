/** Shares of suppliers over years, a line each with its name at the end; those asked about together, thick. */

import { Svg } from "../parts/svg";
import { stateName } from "../result";
import type { Supplier } from "../types";
import { LeftAxis } from "./axis";
import { known, path } from "./curve";
import { widthOf } from "./labels";
import { extent, linear } from "./scale";

const HIGH = 14; // px between names
const YEAR = 44; // px that a year takes
const ROOM = 132; // px beside the lines for names
const NARROW = 480; // where only codes have room

export function SupplyLines({ years, lines, thick, width }: { years: number[]; lines: Supplier[]; thick: boolean; width: number }) {
  const wide = width > NARROW;
  const [left, floor, right] = [36, wide ? 232 : 160, width - (wide ? ROOM : 64)];
  const every = Math.ceil((years.length * YEAR) / (right - left));
  const x = linear(years[0]!, years.at(-1)!, left, right);
  const y = linear(0, extent([0, ...lines.flatMap(({ shares }) => shares)])[1], floor, 24);
  const drawn = lines
    .map(({ state, shares }, i) => ({ state, look: thick && !i ? "thick" : `s${i}`, points: known(years, shares) }))
    .map((line) => ({ ...line, at: y(line.points.at(-1)![1]) }))
    .sort((a, b) => b.at - a.at);
  let last = floor + HIGH;
  return (
    <Svg class="drawing supplies" width={width} height={floor + 32}>
      <text class="unit" y={12}>share, %</text>
      <LeftAxis y={y} x={left} right={right} unit="share" />
      <g class="axis">
        {years.map((year, i) => (years.length - 1 - i) % every ? null : <text key={year} x={x(year)} y={floor + 18} text-anchor="middle">{year}</text>)}
      </g>
      {drawn.map(({ look, state, points, at }) => {
        last = Math.min(at, last - HIGH);
        return (
          <g key={look} class={look}>
            <path d={path(points, x, y)} />
            <path class="lead" d={`M${right + 2} ${at}L${right + 8} ${last}`} />
            <text class="label" x={right + 11} y={last + 4}>{wide && widthOf(stateName(state)) < ROOM - 12 ? stateName(state) : state}</text>
          </g>
        );
      })}
    </Svg>
  );
}
