/** The list beside the map: every way, line and passage, and the legend of how they are drawn. */

import type { ComponentChildren } from "preact";
import { linesInUse } from "../goods";
import { isPlanned } from "../marks/chart";
import { widthFor } from "../marks/geometry";
import { carriedText, isNumber, THIN } from "../numbers";
import { Button } from "../parts/button";
import { Fold } from "../parts/fold";
import { Means, Small, Text } from "../parts/small";
import { Svg } from "../parts/svg";
import { stateName } from "../result";
import { param, setParam } from "../route";
import type { Chart, MapLine } from "../types";
import { plural, spaced } from "../words";
import { around, thousands, wayName } from "./ways";

const GROUPS: [string, (line: MapLine) => boolean][] = [
  ["Oil pipelines", (l) => l.kind === "oil" && !isPlanned(l)],
  ["Gas pipelines", (l) => l.kind === "gas" && !isPlanned(l)],
  ["Railways and roads", (l) => (l.kind === "rail" || l.kind === "road") && !isPlanned(l)],
  ["Sea lanes and ferries", (l) => (l.kind === "sea" || l.kind === "ferry") && !isPlanned(l)],
  ["Planned or idle", isPlanned],
];

/** Lines that are lit up; the address keeps them. */
export const lit = () => new Set(param("lit").split(",").filter(Boolean));

export function toggle(lines: string[]): void {
  const now = lit();
  const all = lines.every((line) => now.has(line));
  for (const line of lines) all ? now.delete(line) : now.add(line);
  setParam("lit", [...now].join(","), true);
}

/** Who closes a line in a scenario, in words; empty where it is open. */
export function closedBy(chart: Chart, scenario: string, line: MapLine): string {
  if (!line.parts.some((part) => part.closed.includes(scenario))) return "";
  const found = chart.scenarios[scenario]?.closed.find((one) => one.line === line.id);
  const by = found && chart.scenarios[scenario]!.vetoes.includes(found.by) ? ` by ${stateName(found.by)}` : "";
  return `closed${by}`;
}

function Swatch({ look }: { look: string }) {
  return (
    <Svg class="swatch" width={32} height={10}>
      {look === "before" || look === "then" ? (
        <path class={`way ${look}`} d="M4 5H28" stroke-width="8" />
      ) : (
        <path class={`ml ${look}`} d="M1 5H31" stroke-width={look === "closed" ? 1.5 : 2.25} />
      )}
      {look === "rail" && <path class="ties" d="M1 5H31" stroke-width="7" />}
      {look === "closed" && <path class="closed-mark" d="M12 1l8 8m0 -8l-8 8" />}
    </Svg>
  );
}

const LOOKS: [string, string, string[]][] = [
  ["rail", "railway, road", ["rail", "road"]], ["oil", "oil pipeline", ["oil"]], ["gas", "gas pipeline", ["gas"]], ["sea", "sea lane, ferry", ["sea", "ferry"]],
];

export function Legend({ chart, scenario }: { chart: Chart; scenario: string }) {
  const used = linesInUse(chart, scenario);
  const kinds = new Set<string>(chart.lines.filter(({ id }) => used.has(id)).map(({ kind }) => kind));
  const others = chart.lines.some(({ id }) => !used.has(id));
  const flows = chart.lines.flatMap((line) => line.flows);
  const goods = [...new Set(flows.map(({ good, unit }) => `${unit} a year of ${spaced(good)}`))];
  const looks: [string, string][] = [
    ...LOOKS.filter(([, , of]) => of.some((kind) => kinds.has(kind))).map(([look, name]): [string, string] => [look, name]),
    ...(others ? ([["other", "other lines"]] as [string, string][]) : []),
    ["planned", "planned or idle"],
    ...(scenario ? ([["closed", "closed"], ["before", "way before"], ["then", "way then"]] as [string, string][]) : []),
  ];
  return (
    <ul class="legend">
      {looks.map(([look, name]) => (
        <li key={look}>
          <Swatch look={look} /> {name}
        </li>
      ))}
      {goods.length > 0 && (
        <li>
          {[1, 10, 50].map((most) => (
            <span key={most}>
              <Svg class="swatch" width={28} height={10}><path class="ml flow" d="M1 5H27" stroke-width={widthFor(most)} /></Svg> {most}{" "}
            </span>
          ))}
          <span>{goods.join(" or ")}, as published; arrows: its way</span>
        </li>
      )}
      <li>
        <Svg class="swatch"><path class="passage" d="M6 1L11 6 6 11 1 6Z" /></Svg> strait, canal, border
      </li>
      {["candidate", "party", "contested"].map((area) => (
        <li key={area}>
          <Svg class="swatch" width={18}><rect class={`${area === "contested" ? "" : "land "}${area}`} width="18" height="12" /></Svg> {area}
        </li>
      ))}
    </ul>
  );
}

/** One entry of the list: what it is, how it stands, and whether it is lit. */
function Entry({ lines, name, note, look }: { lines: string[]; name: string; note: string; look: string }) {
  const on = lines.length > 0 && lines.every((line) => lit().has(line));
  return (
    <li>
      <Button aria-pressed={on} onClick={() => toggle(lines)}>
        <Swatch look={look} />
        <span>
          <Text>{name}</Text>
          {note && <Means> {note}</Means>}
        </span>
      </Button>
    </li>
  );
}

export function List({ chart, scenario, open }: { chart: Chart; scenario: string; open: boolean }) {
  const ways = chart.routes.map((way, n) => chart.scenarios[scenario]?.routes[n] ?? way);
  const group = (name: string, entries: () => ComponentChildren, count: number, shown = false) =>
    count > 0 && (
      <Fold key={name} open={shown} summary={`${name} (${count})`}>
        {() => <ul>{entries()}</ul>}
      </Fold>
    );
  return (
    <div class="map-list" tabIndex={0} role="region" aria-label="Lines and passages of the map">
      <Small>
        Choose lines to light them up.{" "}
        {lit().size > 0 && (
          <Button onClick={() => setParam("lit", "", true)}>
            clear
          </Button>
        )}
      </Small>
      {group("Ways", () => ways.map((way, n) => way.feasible && (
        <Entry key={n} lines={way.lines} name={wayName(way)} look={way.good ? (/gas/.test(way.good) ? "gas" : "oil") : "rail"}
          note={`${thousands(way.km)}${THIN}km${around(chart.routes[n]!)}`} />
      )), ways.length, open)}
      {GROUPS.map(([name, belongs]) => {
        const lines = chart.lines.filter(belongs);
        return group(name, () => lines.map((line) => {
          const closed = closedBy(chart, scenario, line);
          const size = isNumber(line.capacity) ? carriedText(line.capacity, line.unit) : "";
          const note = [closed && `✕ ${closed}`, line.status === "running" ? "" : line.status, size].filter(Boolean).join(" · ");
          return <Entry key={line.id} lines={[line.id]} name={line.title} note={note} look={closed ? "closed" : isPlanned(line) ? "planned" : line.kind} />;
        }), lines.length);
      })}
      {group("Straits, canals, borders", () => chart.passages.map((passage) => {
        const through = [...new Set(ways.filter((way) => way.passages.includes(passage.id)).flatMap((way) => way.lines))];
        const count = ways.filter((way) => way.passages.includes(passage.id)).length;
        return <Entry key={passage.id} lines={through} name={passage.title} look="sea" note={count ? `on ${plural(count, "way")}` : "on no way now"} />;
      }), chart.passages.length)}
    </div>
  );
}
