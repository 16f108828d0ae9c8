/** The good that the map shows: what of a chart concerns it. The address holds the choice. */

import type { Chart, MapScenario, Way } from "./types";

export const ALL = "all";
const CONTAINERS = "containers";

const goodOf = (way: Way) => way.good ?? CONTAINERS;

/** The goods of a chart's ways, those of most ways first. */
export function goodsOf(chart: Chart): string[] {
  const counts = new Map<string, number>();
  for (const way of chart.routes) counts.set(goodOf(way), (counts.get(goodOf(way)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([good]) => good);
}

/** The good that is asked for; else one that the scenario moves, else that of most ways. */
export function goodShown(chart: Chart, scenario: string, asked: string): string {
  const goods = goodsOf(chart);
  if (asked === ALL || goods.includes(asked)) return asked;
  const moved = chart.scenarios[scenario]?.goods ?? [];
  return goods.find((good) => moved.includes(good)) ?? goods[0] ?? ALL;
}

const kept = new WeakMap<Chart, Map<string, Chart>>();

/** What of a chart concerns one good: its flows, its ways and what scenarios do to them; the same object each time. */
export function chartOf(chart: Chart, good: string): Chart {
  if (good === ALL) return chart;
  const made = kept.get(chart) ?? new Map<string, Chart>();
  kept.set(chart, made);
  const found = made.get(good) ?? narrowed(chart, good);
  made.set(good, found);
  return found;
}

function narrowed(chart: Chart, good: string): Chart {
  const numbers = chart.routes.flatMap((way, n) => (goodOf(way) === good ? [n] : []));
  const scenario = (now: MapScenario): MapScenario => ({
    ...now,
    goods: now.goods.filter((one) => one === good),
    blocked: now.blocked.filter((one) => one.good === good),
    routes: Object.fromEntries(numbers.flatMap((was, n) => (now.routes[was] ? [[n, now.routes[was]]] : []))),
  });
  return {
    ...chart,
    lines: chart.lines.map((line) => ({ ...line, flows: line.flows.filter((flow) => flow.good === good) })),
    routes: numbers.map((n) => chart.routes[n]!),
    scenarios: Object.fromEntries(Object.entries(chart.scenarios).map(([id, now]) => [id, scenario(now)])),
  };
}

/** Lines by which something of a chart goes, as published or on a way, before or in a scenario. */
export function linesInUse(chart: Chart, scenario: string): Set<string> {
  const then = Object.values(chart.scenarios[scenario]?.routes ?? {});
  const carrying = chart.lines.filter((line) => line.flows.length).map(({ id }) => id);
  return new Set([...carrying, ...[...chart.routes, ...then].flatMap((way) => way.lines)]);
}
