/** The result, format 1: what `accord run --json` prints and the report inlines. */

export type Word = "supported" | "depends" | "contradicted" | "untestable";
export type State = "holds" | "between" | "fails";
export type Horizon = "short" | "long";
export type Cell = string | number | boolean | null;

export interface Interval {
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface Curve {
  assumption: string;
  unit: string;
  x: number[];
  median: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  range: [number, number];
  crossing: number | null;
}

export interface Evidence {
  caption: string;
  columns: { name: string; unit?: string }[];
  rows: Cell[][];
}

export interface BreakEven {
  assumption: string;
  value: number | null;
  unit: string;
  in_range: boolean;
}

/** An assumption's share of the variance, and where the claim turns along it. */
export interface Decider {
  assumption: string;
  share: number;
  noise: number | null;
  range?: [number, number];
  unit?: string | null;
  break_even?: BreakEven | null;
}

export interface Verdict {
  claim: string;
  part_of: string | null;
  combine: "all" | "any" | null;
  decided_by: string | null;
  label: string;
  quote: string;
  paragraph: number | null;
  party: string[];
  verdict: Word;
  metric: string | null;
  metric_params: Record<string, unknown>;
  metric_text: string | null;
  formula: string | null;
  method: string | null;
  engine: string;
  scenario: string | null;
  horizon: Horizon | null;
  year: number | null;
  value: number | string | null;
  low: number | null;
  high: number | null;
  low50: number | null;
  high50: number | null;
  unit: string | null;
  condition: { holds: string | null; fails: string | null } | null;
  lines: { holds: number | null; fails: number | null } | null;
  why: string | null;
  probability: number | null;
  probability_fails: number | null;
  sampling_error: number | null;
  status_quo: { value: number | string | null; holds: boolean | null; text: string } | null;
  break_even: BreakEven | null;
  decides: Decider[];
  reason: string | null;
  would_take: string | null;
  sources: string[];
  judgement: string[];
  assumptions: string[];
  remembered: boolean;
  failed_draws: number;
  dots: { value: number; state: State }[] | null;
  curve: Curve | null;
  evidence: Evidence | null;
  notes: string[];
  line: number | null;
}

export const QUANTITIES = [
  "price",
  "price_index",
  "revenue_change",
  "consumer_surplus",
  "producer_surplus",
  "rents",
  "total",
] as const;
export type Quantity = (typeof QUANTITIES)[number];

export type StateRow = { state: string; output_usd: number | null } & Record<
  Quantity,
  Interval | null
>;

export interface Market {
  good: string;
  horizon: Horizon;
  assumptions: string[];
  capped?: number;
  states: StateRow[];
  blocs: StateRow[];
}

export interface Scenario {
  id: string;
  title: string;
  shocks: string[];
  horizon: Horizon;
  failed_draws: number;
  unchanged?: string[];
  results: Market[];
}

export interface Assumption {
  name: string;
  text: string;
  low: number;
  central: number;
  high: number;
  unit: string | null;
  source: string;
  judgement: boolean;
  note: string | null;
  used_by: string[];
  density: { x: number[]; y: number[] } | null;
}

export interface Source {
  key: string;
  title: string;
  publisher: string | null;
  version: string | null;
  licence: string | null;
  terms: string | null;
  link: string | null;
  retrieved: string | null;
  note?: string | null;
  used_by: string[];
}

/** What a rule did to the flows of one good: how many rows or states, and the mass they hold. */
export interface Adjustment {
  good: string;
  year: number;
  rule: string;
  says: string;
  works_on: string;
  count: number;
  of: number;
  mass_before: number | null;
  mass_after: number | null;
}

export type Point = [number, number];
export type Kind = "rail" | "road" | "ferry" | "sea" | "oil" | "gas";

export interface Flow {
  state: string;
  good: string;
  quantity: number;
  unit: string;
  year: number;
  source: string;
  source_status: string;
}

/** A line of the network; a part is its points and the scenarios that close it. */
export interface MapLine {
  id: string;
  title: string;
  kind: Kind;
  status: string;
  capacity: number | null;
  unit: string | null;
  states: string[];
  flows: Flow[];
  source: string;
  source_status: string;
  parts: { points: Point[]; closed: string[] }[];
}

/** A way from end to end; `good` null is goods in containers. */
export interface Way {
  feasible: boolean;
  good: string | null;
  by: string;
  km: number | null;
  hours: number | null;
  cost: number | null;
  states: string[];
  passages: string[];
  from_memory: number;
  ends: string[];
  avoid: string[];
  lines: string[];
  reason: string;
}

export interface MapScenario {
  goods: string[];
  vetoes: string[];
  passages: string[];
  opened: string[];
  closed: { line: string; by: string; at: Point }[];
  routes: Record<string, Way>;
}

export interface Chart {
  year: number;
  lines: MapLine[];
  passages: { id: string; title: string; kind: string; at: Point }[];
  places: { id: string; title: string; state: string; at: Point; ways: number }[];
  routes: Way[];
  scenarios: Record<string, MapScenario>;
}

export interface Result {
  format: 1;
  accord: string;
  case: string;
  title: string;
  description: string | null;
  seed: number;
  draws: number;
  year: number;
  overrides: Record<string, unknown>;
  tally: Record<Word, number>;
  states: Record<string, string>;
  candidates: string[];
  parties: string[];
  adversaries: string[];
  article: { title?: string; publisher?: string | null; note?: string | null } | null;
  verdicts: Verdict[];
  scenarios: Scenario[];
  map?: Chart | null;
  assumptions: Assumption[];
  sources: Source[];
  adjustments: Adjustment[];
  not_tested: { claim: string; reason: string | null; would_take: string | null }[];
  manifest: {
    accord: string;
    case_sha256: string | null;
    tables: Record<string, string>;
    seed: number;
    draws: number;
    command: string;
  };
}
