/** The ways of the case: how far, how long, through whom; and what a scenario makes of them. */

import { isPlanned } from "../marks/chart";
import { carriedText, fixed, isNumber, NONE } from "../numbers";
import { Means, Second, Text } from "../parts/small";
import { Cell, Listing, RowHead } from "../parts/table";
import { result, stateName } from "../result";
import type { Chart, Way } from "../types";
import { plural, spaced } from "../words";

const goodName = (good: string | null) => (good ? spaced(good) : "containers");
export const wayName = (way: Way) => `${way.ends.join(" → ")}, ${goodName(way.good)}`;
export const around = (way: Way) => (way.avoid.length ? `, around ${way.avoid.join(" and ")}` : "");
export const thousands = (value: number | null) => (isNumber(value) ? fixed(value, 0) : NONE);
const days = (hours: number | null) => (isNumber(hours) ? fixed(hours / 24, 1) : NONE);

const SIZES: [string, (way: Way) => string][] = [
  ["km", (way) => thousands(way.km)],
  ["days", (way) => days(way.hours)],
  ["US$ a tonne", (way) => thousands(way.cost)],
];

/** The ways of the case, or in a scenario those that change, before and after. */
export function Ways({ chart, scenario }: { chart: Chart; scenario: string }) {
  const changed = chart.scenarios[scenario]?.routes;
  const rows = chart.routes.map((way, n) => ({ way, n, then: changed?.[n] })).filter(({ then }) => !changed || then);
  if (!rows.length) return <p class="empty">No way of the case changes.</p>;
  const pair = (before: string, after: string | null) =>
    after === null ? before : <><Means>{before} → </Means>{after}</>;
  return (
    <Listing label="Ways" look="ways" caption={changed ? "Ways that change, and their size without the scenario → with it" : "Ways of the case: oil and gas by the lowest cost, containers by the shortest time"} of={["from → to", "good", "through", ...SIZES.map(([of]) => of)]} numbers={[3, 4, 5]}>
        <tbody>
          {rows.map(({ way, n, then }) => {
            const last = then ?? way;
            const gone = then && !then.feasible;
            return (
              <tr key={n}>
                <RowHead>
                  <Text>{way.ends.join(" → ")}</Text>
                  {way.avoid.length > 0 && <Means>{around(way)}</Means>}
                  {then && !gone && then.ends.join() !== way.ends.join() && (
                    <Second>
                      then <Text>{then.ends.join(" → ")}</Text>: other ends, so sizes don’t compare
                    </Second>
                  )}
                </RowHead>
                <Cell of="good">{goodName(way.good)}</Cell>
                <Cell of="through">{gone ? <Text>{then.reason}</Text> : last.states.map((code, i) => (
                  <span key={i}>{i > 0 && " "}<abbr title={stateName(code)}>{code}</abbr></span>
                ))}</Cell>
                {SIZES.map(([of, size]) => (
                  <Cell key={of} of={of} class="number nowrap">
                    {gone ? NONE : pair(size(way), then ? size(then) : null)}
                  </Cell>
                ))}
              </tr>
            );
          })}
        </tbody>
      </Listing>
  );
}

/** What a scenario shuts, in words. */
const shutBy = (chart: Chart, scenario: string) => {
  const now = chart.scenarios[scenario]!;
  const title = (id: string) => chart.lines.find((l) => l.id === id)?.title ?? chart.passages.find((p) => p.id === id)?.title ?? id;
  return [...now.vetoes.map((code) => `${stateName(code)} lets nothing of others through`), ...(now.passages.length ? [`Closed: ${now.passages.map(title).join(", ")}`] : [])];
};

/** What most of a candidate's good goes by: `Most of Kazakhstan’s crude oil on one line: …, 56 Mt (2023)`. */
function largest(chart: Chart): string {
  const goods = new Set(chart.lines.flatMap((line) => line.flows.map(({ good }) => good)));
  if (goods.size !== 1) return "";
  const tops = result.candidates.flatMap((state) => {
    const [top] = chart.lines
      .flatMap((line) => line.flows.filter((flow) => flow.state === state).map((flow) => ({ line, flow })))
      .sort((a, b) => b.flow.quantity - a.flow.quantity);
    if (!top) return [];
    const { line, flow } = top;
    return [`${stateName(state)}’s, ${carriedText(flow.quantity, flow.unit)} by ${line.title} (${flow.year})`];
  });
  return `The largest flows of ${spaced([...goods][0]!)}: ${tops.join("; ")}`;
}

/** A title that says what is closed, and what went by it. */
export function finding(chart: Chart, scenario: string): string {
  const now = chart.scenarios[scenario];
  if (!now) return largest(chart) || `How the candidates’ goods travelled in ${chart.year}`;
  const amount = now.blocked.map((b) => `${carriedText(b.quantity, b.unit)} of ${stateName(b.state)}’s ${spaced(b.good)} (${b.year})`);
  return `${shutBy(chart, scenario).join("; ")}${amount.length ? `. What is closed carried ${amount.join(", ")}` : ""}`;
}

/** What the map says, in a sentence or three. */
export function sentence(chart: Chart, scenario: string): string {
  const now = chart.scenarios[scenario];
  if (!now) {
    const through = (code: string) => chart.routes.filter((way) => way.states.slice(1, -1).includes(code)).length;
    const some = result.adversaries.filter(through).map((code) => `${through(code)} through ${stateName(code)}`);
    const none = result.adversaries.filter((code) => !through(code)).map(stateName);
    const counted = [...some, ...(none.length ? [`none through ${none.join(" or ")}`] : [])];
    const planned = chart.lines.filter(isPlanned).length;
    return `${plural(chart.routes.length, "way")} of the case${counted.length ? `: ${counted.join(", ")}` : ""}. ${plural(chart.lines.length - planned, "line")} in use in ${chart.year}, ${planned} planned or idle.`;
  }
  const all = chart.routes.filter((way) => now.goods.includes(way.good ?? "")).length;
  if (!all) return `The scenario moves no way of ${[...new Set(chart.routes.map((way) => goodName(way.good)))].join(" or ")}.`;
  const changed = Object.entries(now.routes);
  const none = changed.filter(([, way]) => !way.feasible).length;
  const longer = changed.filter(([n, way]) => way.feasible && (way.hours ?? 0) > (chart.routes[Number(n)]!.hours ?? 0)).length;
  const tail = changed.length ? `${none ? `; ${none} of them ${none === 1 ? "has" : "have"} no way left` : "; all have another way"}${longer ? `, ${longer} take longer` : ""}` : "";
  return `Of ${plural(all, "way")} of ${now.goods.map(spaced).join(", ")}, ${changed.length} change${tail}. Whether another way has room is in the verdicts, not here.`;
}
