/** The small marks: tally bar, density of an assumption, share of variance. */

import { isNumber } from "../numbers";
import { Across, Down, Svg } from "../parts/svg";
import { WORDS } from "../result";
import type { Assumption, Word } from "../types";
import { linear } from "./scale";

/** One bar, parted by verdict; patterns repeat what the colours say. */
export function TallyBar({ tally }: { tally: Record<Word, number> }) {
  const all = WORDS.reduce((sum, word) => sum + tally[word], 0) || 1;
  let at = 0;
  return (
    <svg class="tally-bar" width="100%" height={14} aria-hidden="true">
      {WORDS.filter((word) => tally[word]).map((word) => {
        const from = at;
        at += tally[word];
        return (
          <rect
            key={word}
            class={`tally v-${word}`}
            x={`${(from / all) * 100}%`}
            width={`${(tally[word] / all) * 100}%`}
            y={1}
            height={12}
          />
        );
      })}
    </svg>
  );
}

/** Times the central value: the scale that all densities share, so that wide ones look wide. */
export const TIMES = 3;

/** Whether an assumption can be drawn in multiples of its central value. */
export const inMultiples = (a: Assumption) => a.central > 0 && a.low >= 0;

/** How likely each size of an assumption is, with its central value; a hatched box where nothing is known. */
export function Density({ a, width = 160, height = 36 }: { a: Assumption; width?: number; height?: number }) {
  const own = a.density ? [Math.min(...a.density.x), Math.max(...a.density.x)] : [a.low, a.high];
  const [from, to] = inMultiples(a) ? [0, TIMES * a.central] : (own as [number, number]);
  const scale = linear(from, to, 1, width - 1);
  const x = (value: number) => Math.max(1, Math.min(width - 1, scale(value)));
  if (!a.density)
    return (
      <Svg class="density" width={width} height={height}>
        <rect class="unknown" x={x(a.low)} y={8} width={x(a.high) - x(a.low)} height={height - 10} />
        <Across class="floor" y={height - 2} from={0} to={width} />
      </Svg>
    );
  const { x: xs, y: ys } = a.density;
  const most = Math.max(...ys) || 1;
  const y = linear(0, most, height - 2, 3);
  const points = xs.map((at, i) => `${x(at).toFixed(1)},${y(ys[i] ?? 0).toFixed(1)}`);
  return (
    <Svg class="density" width={width} height={height}>
      <path class="area" d={`M${x(xs[0]!)},${y(0)}L${points.join("L")}L${x(xs.at(-1)!)},${y(0)}Z`} />
      <Across class="floor" y={height - 2} from={0} to={width} />
      {isNumber(a.central) && <Down class="centre" x={x(a.central)} from={0} to={height} />}
    </Svg>
  );
}

/** A share of variance as a bar from 0, its noise as a thin line about the end. */
export function ShareBar({ share, noise, width = 240 }: { share: number; noise: number | null; width?: number }) {
  const x = linear(0, 1, 0, width);
  return (
    <Svg class="share" width={width} height={14}>
      <rect class="ground" x={0} y={3} width={width} height={8} />
      <rect class="solid" x={0} y={3} width={Math.max(x(Math.min(share, 1)), 1)} height={8} />
      {isNumber(noise) && noise > 0 && (
        <Across class="noise" y={7} from={x(Math.max(0, share - noise))} to={x(Math.min(1, share + noise))} />
      )}
    </Svg>
  );
}
