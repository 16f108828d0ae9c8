/** The result, format 1: what `accord run --json` prints and the report inlines. */

export type Word = "supported" | "assumption" | "contradicted" | "untestable";
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

export interface Verdict {
  claim: string;
  part_of: string | null;
  combine: "all" | "any" | null;
  label: string;
  quote: string;
  paragraph: number | null;
  verdict: Word;
  metric: string;
  metric_params: Record<string, unknown>;
  metric_text: string;
  formula: string;
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
  break_even: { assumption: string; value: number | null; unit: string; in_range: boolean } | null;
  decides: { assumption: string; share: number; noise: number | null }[];
  reason: string | null;
  would_take: string | null;
  sources: string[];
  judgement: string[];
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
  states: StateRow[];
  blocs: StateRow[];
}

export interface Scenario {
  id: string;
  title: string;
  shocks: string[];
  horizon: Horizon;
  failed_draws: number;
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
  sha256: Record<string, string> | null;
  used_by: string[];
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
  parties: string[];
  article: { title: string; publisher: string | null; note: string | null } | null;
  verdicts: Verdict[];
  scenarios: Scenario[];
  assumptions: Assumption[];
  sources: Source[];
  adjustments: { good: string; year: number; rule: string; rows: number; effect: string }[];
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
