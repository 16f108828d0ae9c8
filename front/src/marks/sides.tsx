/** A trade from both ends: what its seller would lose to the left, its buyer to the right, on one scale. */

import { isNumber, valueText } from "../numbers";
import { Down, Svg } from "../parts/svg";
import { stateName } from "../result";
import type { Pair } from "../types";
import { widthOf } from "./labels";

const ROW = 44;
const TOP = 24;
const NUMBER = 52; // px that a number takes

export function Sides({ pairs, width }: { pairs: Pair[]; width: number }) {
  const middle = width / 2;
  const most = Math.max(...pairs.flatMap((p) => [p.of_exports ?? 0, p.of_imports]), 0.01);
  const height = TOP + ROW * pairs.length;
  return (
    <Svg class="drawing sides" width={width} height={height}>
      <text class="label" x={middle - 8} y={12} text-anchor="end">of the seller’s exports</text>
      <text class="label" x={middle + 8} y={12}>of the buyer’s imports</text>
      {pairs.map((p, row) => {
        const y = TOP + ROW * row + 18;
        const names = `${stateName(p.supplier)} → ${stateName(p.buyer)}`;
        return (
          <g key={row}>
            <text class="label strong" x={middle} y={y - 4} text-anchor="middle">{widthOf(names) < width ? names : `${p.supplier} → ${p.buyer}`}</text>
            <Down class="zero" x={middle} from={y} to={y + 18} />
            {[p.of_exports, p.of_imports].map((share, i) => {
              const end = middle + ((2 * i - 1) * (middle - NUMBER) * (share ?? 0)) / most;
              return (
                <g key={i}>
                  {isNumber(share) && <rect class={share < Math.max(p.of_exports ?? 0, p.of_imports) ? "" : "more"} x={Math.min(middle, end)} y={y + 2} width={Math.abs(end - middle)} height={14} />}
                  <text x={end + 12 * i - 6} y={y + 13} text-anchor={i ? "start" : "end"}>{valueText(share, null, null, "share")}</text>
                </g>
              );
            })}
          </g>
        );
      })}
    </Svg>
  );
}
