/** A horizontal axis: round ticks of the same decimals, the unit once, at the end. */

import { scaleOf, tickText, ticks } from "../numbers";
import { linear, type Linear } from "./scale";
import { Across, Down } from "../parts/svg";

/** The written unit of an axis: values times `by` are what the ticks say. */
export function axisUnit(unit: string | null, low: number, high: number) {
  const scale = scaleOf(unit, Math.max(Math.abs(low), Math.abs(high)));
  const by = scale.factor / scale.divisor;
  const name = (scale.prefix.trim() + " " + scale.suffix.trim()).trim();
  return { by, name };
}

interface AxisProps {
  x: Linear;
  y: number;
  left: number;
  right: number;
  unit: string | null;
  title?: string;
}

export function BottomAxis({ x, y, left, right, unit, title = "" }: AxisProps) {
  const { by, name } = axisUnit(unit, x.low, x.high);
  const wanted = Math.max(2, Math.min(6, Math.floor((right - left) / 90)));
  const { at, decimals } = ticks(x.low * by, x.high * by, wanted);
  const inner = linear(x.low * by, x.high * by, x(x.low), x(x.high));
  return (
    <g class="axis">
      <Across y={y} from={left} to={right} />
      {at.map((tick) => (
        <g key={tick}>
          <Down x={inner(tick)} from={y} to={y + 4} />
          <text x={inner(tick)} y={y + 18} text-anchor="middle">
            {tickText(tick, decimals)}
          </text>
        </g>
      ))}
      <text class="unit" x={right} y={y + 34} text-anchor="end">
        {[title, name].filter(Boolean).join(", ")}
      </text>
    </g>
  );
}

export function LeftAxis({ y, x, unit, right }: { y: Linear; x: number; unit: string | null; right: number }) {
  const { by } = axisUnit(unit, y.low, y.high);
  const { at, decimals } = ticks(y.low * by, y.high * by, 4);
  const inner = linear(y.low * by, y.high * by, y(y.low), y(y.high));
  return (
    <g class="axis">
      {at.map((tick) => (
        <g key={tick}>
          <Across class="grid" y={inner(tick)} from={x} to={right} />
          <text x={x - 6} y={inner(tick) + 4} text-anchor="end">
            {tickText(tick, decimals)}
          </text>
        </g>
      ))}
    </g>
  );
}
