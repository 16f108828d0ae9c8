/** Undoes what `src/accord/report/inline.py` does to the result that a report carries. */

import { QUANTITIES, type Interval, type MapLine, type Market, type Result, type StateRow, type Verdict } from "./types";

/* What is packed has its own shapes; they are met here and nowhere else. */

type Packed = any;

const WORDS = ["fails", "between", "holds"] as const;
const ENDS = { value: 0, low: 0, high: 0 };

const interval = (ends: Packed): Interval | null =>
  ends === null ? null : ends === 0 ? ENDS : { value: ends[0], low: ends[1], high: ends[2] };

const row = ([state, output_usd, ...ends]: Packed): StateRow => ({
  state,
  output_usd,
  ...(Object.fromEntries(QUANTITIES.map((q, i) => [q, interval(ends[i])])) as Record<(typeof QUANTITIES)[number], Interval | null>),
});

const market = (m: Packed): Market => ({ ...m, states: m.states.map(row), blocs: m.blocs.map(row) });

const verdict = (keys: string[], v: Packed): Verdict => ({
  ...Object.fromEntries(keys.map((key) => [key, null])),
  ...v,
  dots: v.dots?.map(([value, word]: [number, number]) => ({ value, state: WORDS[word] })) ?? null,
});

/** The steps between two ends, as many as there are heights. */
function density(d: Packed) {
  if (!d || d.x.length !== 2) return d;
  const [from, to] = d.x;
  const step = (to - from) / (d.y.length - 1);
  return { x: d.y.map((_: number, i: number) => from + i * step), y: d.y };
}

const line = (l: Packed): MapLine => ({
  capacity: null,
  unit: null,
  flows: [],
  states: [],
  ...l,
  parts: l.parts.map(([points, closed = []]: Packed) => ({ points, closed })),
});

export function unpack(given: Packed): Result {
  if (!given?.packed) return given;
  const keys: string[] = given.packed.verdict;
  return {
    ...given,
    verdicts: given.verdicts.map((v: Packed) => verdict(keys, v)),
    scenarios: given.scenarios.map((s: Packed) => ({ ...s, results: s.results.map(market) })),
    assumptions: given.assumptions.map((a: Packed) => ({ ...a, density: density(a.density) })),
    map: given.map && { ...given.map, lines: given.map.lines.map(line) },
  };
}
