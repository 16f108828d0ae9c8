/** All sets of candidates as a lattice: one joins along each edge, a node fills with its chance. */

import type { GameSet } from "../types";

export const MOST_DRAWN = 5; // candidates; of more the list alone is read
const R = 13;
const STEP = 84;
const NARROW = 62; // a node and the names below it
export const latticeHeight = (candidates: number) => STEP * candidates + 62;

/** Whether a row of the largest level has room for the names. */
export const fits = (candidates: number, width: number) =>
  candidates <= MOST_DRAWN && width / [1, 1, 2, 3, 6, 10][candidates]! >= NARROW;

export function Lattice({ sets, candidates, width, chosen }: { sets: GameSet[]; candidates: string[]; width: number; chosen: string }) {
  const key = (members: string[]) => members.join(" ");
  const levels = candidates.map((_, n) => n).concat(candidates.length).map((n) => sets.filter((s) => s.members.length === n));
  const place = new Map<string, [number, number]>();
  for (const [n, level] of levels.entries())
    for (const [i, s] of level.entries())
      place.set(key(s.members), [((i + 0.5) * width) / level.length, 22 + (candidates.length - n) * STEP]);
  const at = (members: string[]) => place.get(key(members))!;
  return (
    <svg class="drawing lattice" width={width} height={latticeHeight(candidates.length)} viewBox={`0 0 ${width} ${latticeHeight(candidates.length)}`}>
      {sets.flatMap((s) =>
        s.members.map((one) => {
          const [x1, y1] = at(s.members.filter((other) => other !== one));
          const [x2, y2] = at(s.members);
          return <line key={`${key(s.members)}-${one}`} class="edge" x1={x1} y1={y1 - R} x2={x2} y2={y2 + R} />;
        }),
      )}
      {sets.map((s) => {
        const [x, y] = at(s.members);
        const filled = 2 * R * s.stable;
        const id = `fill-${s.members.join("-") || "none"}`;
        return (
          <g key={id} class={`node${s.stable >= 0.5 ? " stable" : ""}${key(s.members) === chosen ? " chosen" : ""}`}>
            <clipPath id={id}>
              <rect x={x - R} y={y + R - filled} width={2 * R} height={filled} />
            </clipPath>
            <circle class="ground" cx={x} cy={y} r={R} />
            <circle class="filled" cx={x} cy={y} r={R} clip-path={`url(#${id})`} />
            <circle class="ring" cx={x} cy={y} r={R} />
            {[...lines(s.members), `${Math.round(100 * s.stable)} %`].map((text, i) => (
              <text key={i} class="halo label" x={x} y={y + R + 14 + 13 * i} text-anchor="middle">
                {text}
              </text>
            ))}
          </g>
        );
      })}
    </svg>
  );
}

/** Names two to a line, so that no row is wider than its node has room for. */
const lines = (members: string[]): string[] =>
  members.length
    ? members.flatMap((_, i) => (i % 2 ? [] : [members.slice(i, i + 2).join(" ")]))
    : ["nobody"];
