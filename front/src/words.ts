/** Sentences about verdicts: what the numbers say, in words that are the same everywhere. */

import { chanceWords, drawsOf100, intervalText, isNumber, levelText, lineText, type Options, spanText, valueText } from "./numbers";
import { partsOf } from "./result";
import type { Verdict, Word } from "./types";

export const MARKS: Record<Word, string> = {
  supported: "●",
  depends: "◐",
  contradicted: "✕",
  untestable: "?",
};
export const MEANS: Record<Word, string> = {
  supported: "holds in at least 95 of 100 draws, or in the record",
  depends: "holds only under stated assumptions, or the evidence can't carry more",
  contradicted: "fails in at least 95 of 100 draws, or in the record",
  untestable: "says what data it would take",
};
/** Verdicts as what a claim is, within a sentence. */
const AS: Record<Word, string> = {
  supported: "supported",
  depends: "left open",
  contradicted: "contradicted",
  untestable: "untestable",
};
export const ENGINES: Record<string, string> = {
  facts: "Facts of record",
  security: "Security of supply",
  market: "Market",
  corridor: "Routes and corridors",
  coalition: "Coalition",
  alignment: "Alignment",
  none: "No engine",
};
export const QUANTITY_NAMES = {
  price: "Producer price",
  price_index: "Price to buyers",
  revenue_change: "Export revenue",
  consumer_surplus: "Consumer surplus",
  producer_surplus: "Producer surplus",
  rents: "Rents, tolls and tariffs",
  total: "Total",
} as const;
export type Quantity = keyof typeof QUANTITY_NAMES;
export const QUANTITIES = Object.keys(QUANTITY_NAMES) as Quantity[];

/** Names in a sentence: `one, two and three`. */
export const listed = (names: string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");

export const plural = (count: number, one: string, many = one + "s") =>
  `${count} ${count === 1 ? one : many}`;

/** Hyphenated names of goods and scenarios, as words. */
export const spaced = (name: string) => name.replaceAll("-", " ").replace(/\blng\b/, "LNG");

/** True where a value was read off a record and has no draws. */
export const isFact = (v: Verdict) => (v.value !== null || v.low !== null) && v.probability === null;

/** What stands where a fact has no interval: its year, or that it is none but a date. */
export const factYear = (v: Verdict) =>
  isFact(v) ? (v.year !== null && v.unit !== "date" ? `fact, ${v.year}` : "fact") : "";

/** The part whose numbers a claim of several parts carries. */
export const decidingPart = (v: Verdict) =>
  v.decided_by ? partsOf(v.claim).find((part) => part.claim === `${v.claim}/${v.decided_by}`) : undefined;

/** How the verdict came about, in a sentence or two. */
export function sentence(v: Verdict): string {
  const parts = partsOf(v.claim);
  if (v.review)
    return `Not reviewed: ${v.proposed ? `drafted as ${v.proposed}` : "a part of it was drafted"}, and nobody has looked at it yet.`;
  if (parts.length) return combined(v, parts);
  if (v.verdict === "untestable") return untestable(v);
  if (v.reason === "holds already")
    return "Holds already, without the accord: what exists today is no gain of the accord.";
  const lead = isNumber(v.probability) ? drawn(v) : recorded(v);
  const told = v.reason?.startsWith("between the lines");
  const tail = v.reason && !told ? ` ${v.reason[0]!.toUpperCase()}${v.reason.slice(1)}.` : "";
  return lead + tail.replace("..", ".");
}

function combined(v: Verdict, parts: Verdict[]): string {
  const all = parts.length === 2 ? "Both of its parts" : `All ${parts.length} parts`;
  const asked = v.combine === "any" ? `One of its ${parts.length} parts is enough` : `${all} must hold`;
  const counts = (Object.keys(MARKS) as Word[])
    .map((word) => [parts.filter((p) => p.verdict === word).length, word] as const)
    .filter(([count]) => count)
    .map(([count, word]) => `${count} ${count === 1 ? "is" : "are"} ${AS[word]}`);
  return `${asked}: ${counts.join(", ")}.`;
}

function untestable(v: Verdict): string {
  const reason = v.reason ?? "nothing here can answer it";
  return `Can’t be tested here: ${reason}.`.replace("..", ".");
}

/** What the record alone gives, where other readings of the World turned the word. */
export const asRecorded = (v: Verdict) =>
  v.recorded === null ? "" : `recorded: ${valueText(v.recorded, null, null, v.unit)}`;

function drawn(v: Verdict): string {
  const holds = v.probability!;
  const fails = v.probability_fails;
  if (v.verdict === "contradicted" && isNumber(fails))
    return `Fails ${chanceWords(fails)}, ${drawsOf100(fails)} of 100; contradicted asks for 95.`;
  const also = v.verdict === "depends" && isNumber(fails) ? ` It fails in ${drawsOf100(fails)}.` : "";
  return `Holds ${chanceWords(holds)}, ${drawsOf100(holds)} of 100; supported asks for 95.${also}`;
}

/** Its value, or from where to where it lies, where no one value is known. */
export const valueOf = (v: Verdict) =>
  v.value === null ? spanText(v.low, v.high, v.unit) : valueText(v.value, v.low, v.high, v.unit);

/** Its 90 % interval. */
export const intervalOf = (v: Verdict, options: Options = {}) => intervalText(v.value, v.low, v.high, v.unit, options);

function recorded(v: Verdict): string {
  const value = v.value === null
    ? valueOf(v)
    : valueText(v.value, null, null, v.unit, { year: v.unit === "date" ? null : v.year });
  const needs = lineText(v.lines?.holds);
  if (v.unit === "yes") return `A fact: ${value}; the claim asks for ${needs}.`;
  if (v.verdict === "supported") return `A fact: ${value} is where the claim holds, ${needs}.`;
  if (v.verdict === "contradicted")
    return v.lines
      ? `A fact: ${value} is where the claim fails, ${lineText(v.lines.fails)}.`
      : `A fact: ${value} is not where the claim holds, ${needs}.`;
  return `A fact: ${value} lies between the lines, so the verdict rests on where one draws them.`;
}

/** What decides a verdict that depends, and where it flips: the second line of a row. */
export function decidedBy(v: Verdict): { assumption: string; flips: string } | null {
  const first = v.break_even?.assumption ?? v.decides[0]?.assumption;
  if (!first) return null;
  return { assumption: first, flips: flips(v) };
}

/** Whether more of the deciding assumption makes the claim hold, as far as its curve says. */
function sideThatHolds(v: Verdict): "up" | "down" | "none" {
  const known = (v.curve?.median ?? []).filter(isNumber);
  const op = v.lines?.holds.op ?? "==";
  const rise = known.length > 1 ? known.at(-1)! - known[0]! : 0;
  if (!rise || op === "==" || op === "!=") return "none";
  return rise > 0 === (op === ">" || op === ">=") ? "up" : "down";
}

export function flips(v: Verdict): string {
  const even = v.break_even;
  if (!even) return "";
  if (even.value === null) return "no crossing within its range or beyond";
  const at = levelText(even.value, even.unit);
  const outside = even.in_range ? "" : ", outside of the case’s range";
  const side = { up: `holds from ${at} on`, down: `holds up to ${at}`, none: `turns at ${at}` };
  return side[sideThatHolds(v)] + outside;
}
