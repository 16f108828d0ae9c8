/** The result that the pages show, and look-ups into it. */

import { carried } from "./carried";
import type { Assumption, Document as Result, Scenario, Source, Verdict, Word } from "./types";

/** The word of a verdict, or that nobody has reviewed the claim yet. */
export type Said = Word | "not-reviewed";
export const said = (v: Verdict): Said => v.verdict ?? "not-reviewed";

export const result: Result = carried.result;

export const WORDS: Word[] = ["supported", "depends", "contradicted", "untestable"];
export const whole: Verdict[] = result.verdicts.filter((v) => v.part_of === null);

const parts = new Map<string, Verdict[]>();
for (const v of result.verdicts)
  if (v.part_of !== null) parts.set(v.part_of, [...(parts.get(v.part_of) ?? []), v]);
export const partsOf = (claim: string): Verdict[] => parts.get(claim) ?? [];

const index = <T>(rows: T[], key: (row: T) => string) => {
  const map = new Map(rows.map((row) => [key(row), row]));
  return (name: string | null | undefined): T | undefined => map.get(name ?? "");
};
export const verdictOf: (claim: string | null | undefined) => Verdict | undefined = index(
  result.verdicts,
  (v) => v.claim,
);
export const assumptionOf: (name: string | null | undefined) => Assumption | undefined = index(
  result.assumptions,
  (a) => a.name,
);
/** What an assumption is called where a reader meets it. */
export const called = (name: string): string => assumptionOf(name)?.label ?? name;
export const sourceOf: (key: string | null | undefined) => Source | undefined = index(
  result.sources,
  (s) => s.key,
);
export const scenarioOf: (id: string | null | undefined) => Scenario | undefined = index(
  result.scenarios,
  (s) => s.id,
);
export const stateName = (code: string): string => result.states[code] ?? code;

/** Order of reading: a claim, then its parts. */
export const neighbour = (claim: string, step: 1 | -1): Verdict | undefined => {
  const at = result.verdicts.findIndex((v) => v.claim === claim);
  return at < 0 ? undefined : result.verdicts[at + step];
};
