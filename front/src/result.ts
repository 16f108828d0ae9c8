/**
 * The result that the pages show, and look-ups into it.
 *
 * In a report it is one and stays; under `accord serve` a run brings another, by `show`. Whatever
 * draws from it reads it while it draws, never once and for all.
 */

import { signal } from "./signal";
import type { Assumption, Document as Result, Scenario, Source, Verdict, Word } from "./types";

/** The word of a verdict, or that nobody has reviewed the claim yet. */
export type Said = Word | "not-reviewed";
export const said = (v: Verdict): Said => v.verdict ?? "not-reviewed";

export const WORDS: Word[] = ["supported", "depends", "contradicted", "untestable"];

export let result: Result;
export let whole: Verdict[];
let parts: Map<string, Verdict[]>;
let verdicts: Map<string, Verdict>;
let assumptions: Map<string, Assumption>;
let sources: Map<string, Source>;
let scenarios: Map<string, Scenario>;

/** Counts the results that were shown; a view that reads it is drawn anew with the next. */
export const shownResult = signal(0);

const by = <T>(rows: T[], key: (row: T) => string) => new Map(rows.map((row) => [key(row), row]));

/** Show another result. */
export function show(next: Result): void {
  result = next;
  whole = next.verdicts.filter((v) => v.part_of === null);
  parts = new Map();
  for (const v of next.verdicts)
    if (v.part_of !== null) parts.set(v.part_of, [...(parts.get(v.part_of) ?? []), v]);
  verdicts = by(next.verdicts, (v) => v.claim);
  assumptions = by(next.assumptions, (a) => a.name);
  sources = by(next.sources, (s) => s.key);
  scenarios = by(next.scenarios, (s) => s.id);
  shownResult.value += 1;
}

type Name = string | null | undefined;
export const partsOf = (claim: string): Verdict[] => parts.get(claim) ?? [];
export const verdictOf = (claim: Name) => verdicts.get(claim ?? "");
export const assumptionOf = (name: Name) => assumptions.get(name ?? "");
/** What an assumption is called where a reader meets it. */
export const called = (name: string): string => assumptionOf(name)?.label ?? name;
export const sourceOf = (key: Name) => sources.get(key ?? "");
export const scenarioOf = (id: Name) => scenarios.get(id ?? "");
/** A state as the catalogue has it; a bloc of the case file by its key, as words. */
export const stateName = (code: string): string =>
  result.states[code] ?? code.replace(/(^|-)[a-z]/g, (start) => start.replace("-", " ").toUpperCase());

/** A text with the names of states for their codes. */
export const namesOf = (text: string): string => text.replace(/\b[A-Z]{3}\b/g, (code) => result.states[code] ?? code);

/** The case as the command that made the result names it. */
export const ranCase = () => /^accord run (\S+)/.exec(result.manifest.command)?.[1] ?? result.case;

/** Order of reading: a claim, then its parts. */
export const neighbour = (claim: string, step: 1 | -1): Verdict | undefined => {
  const at = result.verdicts.findIndex((v) => v.claim === claim);
  return at < 0 ? undefined : result.verdicts[at + step];
};
