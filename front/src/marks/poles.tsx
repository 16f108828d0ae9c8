/** Shares of poles as dots on one scale, a row for each channel: the interval a line through it. */

import { isNumber } from "../numbers";
import { Across, Svg } from "../parts/svg";
import type { PoleChannel } from "../types";
import { BottomAxis } from "./axis";
import { linear } from "./scale";

const ROW = 48;
const LABEL = 34; // width that a name takes

export function PoleDots({ channels, width, name }: { channels: PoleChannel[]; width: number; name: (c: PoleChannel) => string }) {
  const x = linear(0, 1, 12, width - 20);
  const bottom = ROW * channels.length + 4;
  return (
    <Svg class="drawing poles" width={width} height={ROW * channels.length + 44}>
      {channels.map((c, row) => {
        const y = ROW * row + 36;
        const taken: number[] = [];
        const falling = [...c.poles].sort((a, b) => (b.share.value ?? 0) - (a.share.value ?? 0));
        return (
          <g key={row}>
            <text class="label strong" x={0} y={y - 24}>
              {name(c)}
            </text>
            <Across class="grid" y={y} from={x(0)} to={x(1)} />
            {falling.map(({ pole, share }, i) => {
              if (!isNumber(share.value) || !isNumber(share.low) || !isNumber(share.high)) return null;
              const at = x(share.value);
              const room = share.value >= 0.02 && taken.every((other) => Math.abs(other - at) >= LABEL);
              if (room) taken.push(at);
              return (
                <g key={pole} class={i ? "pole" : "pole leading"}>
                  <Across y={y} from={x(share.low)} to={x(share.high)} />
                  <circle cx={at} cy={y} r={i ? 4 : 5.5} />
                  {room && (
                    <text class="halo" x={at} y={y - 8} text-anchor="middle">
                      {pole}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        );
      })}
      <BottomAxis x={x} y={bottom} left={x(0)} right={x(1)} unit="share" />
    </Svg>
  );
}
