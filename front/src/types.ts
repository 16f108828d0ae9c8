/**
 * The result, format 1: what `accord run --json` prints and the report carries.
 *
 * Made by front/result_types.py of src/accord/result/result.schema.json; don't edit.
 */

/** What a rule did to the flows of one good: to how many, and the mass they hold in t. */
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

/** The poles of the case, and how the states that it names are spread over them. */
export interface Alignment {
  poles: Record<string, string[]>;
  lean: Record<string, number>;
  states: StateTies[];
}

/** A number with a range and a source, or the word judgement; which verdicts use it. */
export interface Assumption {
  name: string;
  label: string;
  text: string;
  low: number;
  central: number;
  high: number;
  unit: string;
  source: string;
  judgement: boolean;
  note: string;
  used_by: string[];
  density: Density | null;
}

/** The scoreboard, and every named event with every miss. */
export interface Backtests {
  events: number;
  named: number;
  scores: Score[];
  of_named: Named[];
}

/** What a candidate sent of a good by lines that a scenario closes, as published for a year. */
export interface Blocked {
  state: string;
  good: string;
  quantity: number;
  unit: string;
  year: number;
}

/** Where a claim turns along an assumption; whether that lies in the case's range. */
export interface BreakEven {
  assumption: string;
  value: number | null;
  unit: string;
  in_range: boolean;
}

export type Cell = string | number | boolean | null;

/** How likely a candidate joins: its stage's base rate, and what payoffs make of it. */
export interface Chances {
  candidate: string;
  stage: string;
  base_rate: number;
  joined: number;
  of: number;
  moved: Moved[];
}

/** The map of a case. */
export interface Chart {
  year: number;
  lines: MapLine[];
  passages: Passage[];
  places: Stop[];
  routes: Way[];
  scenarios: Record<string, MapScenario>;
}

/** A line that is closed, what by, and the point at which. */
export interface Closure {
  line: string;
  by: string;
  at: Point;
}

/** A column of a table: its name, and the unit of its numbers, "" for words. */
export interface Column {
  name: string;
  unit: string;
}

/** Both lines of a claim, as its case file has them. */
export interface Condition {
  holds: string;
  fails: string;
}

/** Standard errors of median and interval, and about how many draws would be enough. */
export interface Convergence {
  value_error: number | null;
  low_error: number | null;
  high_error: number | null;
  enough: boolean;
  needed: number;
}

/** What of a party's change, all joining, is put down to one accession: no forecast. */
export interface Credit {
  party: string;
  candidate: string;
  value: Interval;
}

/** The metric along one assumption: median and 90 % band over the others. */
export interface Curve {
  assumption: string;
  unit: string;
  x: number[];
  median: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  range: Point;
  crossing: number | null;
}

/** An assumption's share of the variance, and where the claim turns along it. */
export interface Decider {
  assumption: string;
  share: number;
  noise: number | null;
  range: Point | null;
  unit: string | null;
  break_even: BreakEven | null;
  reach: [number | null, number | null] | null;
}

/** A distribution, drawn. */
export interface Density {
  x: number[];
  y: number[];
}

/** What each side of some trade would lose without it, by value. */
export interface Dependence {
  finding: string;
  says: string;
  what: string;
  year: number;
  pairs: Pair[];
  claims: string[];
}

/** Everything that a reader of a run may ask for. */
export interface Document {
  format: 1;
  accord: string;
  case: string;
  title: string;
  description: string;
  seed: number;
  draws: number;
  year: number;
  as_of: string;
  as_of_unsaid: boolean;
  overrides: Record<string, unknown>;
  tally: Tally;
  states: Record<string, string>;
  candidates: string[];
  parties: string[];
  adversaries: string[];
  article: Record<string, string>;
  verdicts: Verdict[];
  scenarios: Scenario[];
  game: Game | null;
  alignment: Alignment | null;
  dependence: Dependence[];
  supplies: Supplies[];
  map: Chart | null;
  assumptions: Assumption[];
  sources: Source[];
  adjustments: Adjustment[];
  not_tested: NotTested[];
  manifest: Manifest;
  case_text: string;
  backtests: Backtests | null;
}

/** One draw in twenty, and what it says of the claim. */
export interface Dot {
  value: number;
  state: State;
}

/** Where dominoes end from nobody in: share of draws and orders, without and with exit. */
export interface End {
  members: string[];
  joining: number;
  leaving: number;
}

/** The chance of an answer at which joining alone stops paying. */
export interface EvenChance {
  candidate: string;
  answer: string;
  market: Interval;
  with_assumed: Interval;
}

/** The table behind a number. */
export interface Evidence {
  caption: string;
  columns: Column[];
  rows: Cell[][];
}

/** What a state sent by a line in a year, as published. */
export interface Flow {
  state: string;
  good: string;
  quantity: number;
  unit: string;
  year: number;
  source: string;
  source_status: string;
}

/** The whole game. */
export interface Game {
  candidates: string[];
  adversaries: string[];
  sponsor: string | null;
  horizon: string;
  eps: number;
  draws: number;
  failed: number;
  supermodular: number;
  set_count: number;
  sets: GameSet[];
  ladder: Rung[];
  triggers: Trigger[];
  path: GameStep[];
  likeliest: string;
  ends: End[];
  even_chances: EvenChance[];
  chances: Chances[];
  credits: Credit[];
  assumed: string[];
}

/** One set of candidates: how likely it is stable, and what it brings to whom. */
export interface GameSet {
  members: string[];
  stable: number;
  strict: number;
  indifferent: number;
  potential: number;
  committed: number;
  unanswered: number;
  transfer: Interval | null;
  payoffs: Payoff[];
  answers: Played[];
}

/** One step on the path of dominoes, from nobody in and without exit. */
export interface GameStep {
  inside: string[];
  joins: string;
  share: number;
  follows: number;
}

export type Horizon = "long" | "short";

/** Median over draws, 5th and 95th percentile; all None where no draw was solved. */
export interface Interval {
  value: number | null;
  low: number | null;
  high: number | null;
}

export type Kind = "rail" | "road" | "ferry" | "sea" | "oil" | "gas";

/** What is known against a verdict's numbers, and what that did. */
export interface Limit {
  kind: string;
  effect: "refuse" | "widen" | "cap" | "note";
  says: string;
  sources: string[];
  remembered: boolean;
}

/** A line as it is compared: the sign, and the number in the verdict's base unit. */
export interface Line {
  op: ">=" | "<=" | ">" | "<" | "==" | "!=";
  number: number | string;
  unit: string;
}

/** Where the claim holds, and where it fails. */
export interface Lines {
  holds: Line;
  fails: Line;
}

/** What the numbers depend on: versions, checksums, seed; nothing of the machine. */
export interface Manifest {
  accord: string;
  case_sha256: string;
  tables: Record<string, string>;
  seed: number;
  draws: number;
  command: string;
  data: string;
}

/** A line of the network. */
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
  parts: Stretch[];
}

/** What a scenario closes and opens; `routes`: by its number, each way that is another then. */
export interface MapScenario {
  goods: string[];
  vetoes: string[];
  passages: string[];
  opened: string[];
  closed: Closure[];
  blocked: Blocked[];
  routes: Record<string, Way>;
}

/** One good at one horizon. */
export interface Market {
  good: string;
  horizon: Horizon;
  model: "partial" | "pooled" | "reallocating";
  assumptions: string[];
  capped: number;
  states: StateRow[];
  blocs: StateRow[];
}

/** A chance of joining at one precision, 1 over percent of GDP. */
export interface Moved {
  precision: number;
  chance: Interval;
}

/** A named event; `missed` are the counterparts that came to lie outside nine of ten draws. */
export interface Named {
  event: string;
  name: string;
  side: string;
  pool: number;
  dressed: number;
  no_change: number;
  missed: string[];
}

/** A channel of which nothing is known, and why. */
export interface NotRead {
  channel: string;
  reason: string;
}

/** A claim that nothing here can test, why, and what it would take. */
export interface NotTested {
  claim: string;
  reason: string | null;
  would_take: string | null;
}

/** The same claim in the other run, short or long. */
export interface OtherHorizon {
  horizon: Horizon;
  word: Word;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** A trade from both ends: which part of what each has would be gone without it. */
export interface Pair {
  supplier: string;
  buyer: string;
  value_usd: number;
  of_exports: number | null;
  of_imports: number;
  dearer: [number | null, number | null] | null;
}

/** How many parts of a claim hold, of how many. */
export interface Parts {
  hold: number;
  of: number;
}

/** A strait, canal, cape or border crossing. */
export interface Passage {
  id: string;
  title: string;
  kind: string;
  at: Point;
}

/** What a set brings a party, adversaries answering as is best for them, by part. */
export interface Payoff {
  party: string;
  market: Interval;
  assumed: Interval;
  total: Interval;
}

/** What adversaries do where a set is in: an action of each, and how likely. */
export interface Played {
  actions: string[];
  share: number;
}

export type Point = [number, number];

/** One channel of a state. */
export interface PoleChannel {
  channel: string;
  width: string | null;
  year: number;
  leading: string;
  poles: Toward[];
  effective: Interval;
  corrected: Interval | null;
  lean: Interval | null;
  coverage: number | null;
  sources: string[];
  notes: string[];
}

/** By how many effective poles a scenario changes a channel, in the same draws. */
export interface PolesChanged {
  scenario: string;
  channel: string;
  change: Interval;
}

/** An action of an adversary against all candidates together: both sides' cost. */
export interface Rung {
  id: string;
  label: string;
  by: string;
  kind: string;
  joiners_lose: Interval;
  adversary_pays: Interval;
  credible: number;
}

/** What happens, and what that does; a good that it hardly moves is only named. */
export interface Scenario {
  id: string;
  title: string;
  shocks: string[];
  horizon: Horizon;
  failed_draws: number;
  unchanged: string[];
  results: Market[];
}

/** One model on the events of one side, each foretold from those before it. */
export interface Score {
  side: string;
  model: string;
  events: number;
  crps: number;
  gain: number;
  low: number;
  high: number;
  in_50: number;
  in_90: number;
}

/** Who says a number, under which licence; which claims rest on it. */
export interface Source {
  key: string;
  title: string;
  publisher: string;
  version: string;
  licence: string;
  terms: string;
  link: string;
  retrieved: string | null;
  note: string;
  used_by: string[];
}

export type State = "holds" | "between" | "fails";

/** A state or bloc in one market: sums over its members, a price only for a single state. */
export interface StateRow {
  state: string;
  output_usd: number;
  price: Interval | null;
  price_index: Interval | null;
  revenue_change: Interval | null;
  consumer_surplus: Interval | null;
  producer_surplus: Interval | null;
  rents: Interval | null;
  total: Interval | null;
}

/** A state's channels side by side. */
export interface StateTies {
  state: string;
  channels: PoleChannel[];
  not_read: NotRead[];
  balanced: number;
  leaders: number;
  changes: PolesChanged[];
}

/** What is so without the accord, in its own unit, and whether the gain is there already. */
export interface StatusQuo {
  value: number | string | null;
  unit: string | null;
  holds: boolean | null;
  text: string;
}

/** A place where so many ways begin, end or change their mode. */
export interface Stop {
  id: string;
  title: string;
  state: string;
  at: Point;
  ways: number;
}

/** A part of a line: its points, and the scenarios that close it. */
export interface Stretch {
  points: Point[];
  closed: string[];
}

/** A state's share in each year; None in a year without any supply. */
export interface Supplier {
  state: string;
  shares: (number | null)[];
}

/** Who supplied a buyer, year by year; the world's output where `buyer` is None. */
export interface Supplies {
  finding: string;
  says: string;
  what: string;
  buyer: string | null;
  by: "value" | "mass" | "output";
  bloc: string[];
  years: number[];
  together: (number | null)[];
  largest: Supplier[];
  total: number[];
  claims: string[];
}

/** How many whole claims got each verdict. */
export interface Tally {
  supported: number;
  depends: number;
  contradicted: number;
  untestable: number;
  not_reviewed: number;
}

/** What share of a state's ties of one channel is a pole's. */
export interface Toward {
  pole: string;
  share: Interval;
}

/** In how many draws one's joining makes another want to, nobody else being in. */
export interface Trigger {
  first: string;
  then: string;
  share: number;
}

/** The answer to one claim, or to one part of it. */
export interface Verdict {
  claim: string;
  part_of: string | null;
  combine: "all" | "any" | null;
  decided_by: string | null;
  parts: Parts | null;
  label: string;
  quote: string;
  paragraph: number | null;
  headline: boolean;
  party: string[];
  verdict: Word | null;
  review: boolean;
  proposed: string | null;
  metric: string | null;
  metric_params: Record<string, unknown>;
  metric_text: string | null;
  finding: string | null;
  formula: string | null;
  method: string | null;
  engine: string;
  scenario: string | null;
  horizon: Horizon | null;
  year: number | null;
  value: number | string | null;
  recorded: number | string | null;
  low: number | null;
  high: number | null;
  low50: number | null;
  high50: number | null;
  unit: string | null;
  condition: Condition | null;
  lines: Lines | null;
  why: string | null;
  probability: number | null;
  probability_fails: number | null;
  sampling_error: number | null;
  convergence: Convergence | null;
  other_horizon: OtherHorizon | null;
  status_quo: StatusQuo | null;
  break_even: BreakEven | null;
  decides: Decider[];
  reason: string | null;
  would_take: string | null;
  sources: string[];
  judgement: string[];
  assumptions: string[];
  remembered: boolean;
  draws: number | null;
  failed_draws: number;
  dots: Dot[] | null;
  curve: Curve | null;
  evidence: Evidence | null;
  limits: Limit[];
  notes: string[];
  line: number | null;
}

/** A way from end to end; `good` None is goods in containers. */
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

export type Word = "supported" | "depends" | "contradicted" | "untestable";
