/** Compare what was saved: two to four cases or results, claim by claim; what turned first, differences over the same draws. */

import { useEffect, useState } from "../hooks";
import { get, post, type Compared, type ComparedRow } from "../api";
import { intervalText, isNumber, valueText } from "../numbers";
import { Choose } from "../parts/choose";
import { Mark, Second, Text } from "../parts/small";
import { RowHead, Scroller } from "../parts/table";
import { result } from "../result";
import { param, setParam } from "../route";
import { PAGE, saved, type Saved } from "../session";
import type { Document as Result, Interval, Verdict, Word } from "../types";

const MOST = 4;
const DRAWS = 200; // of a difference: enough for an interval, and solved while one waits
const SHOWN = "shown";

interface Side {
  name: string;
  text: string;
  result: Result | null; // of a saved result
}

interface Row {
  claim: string;
  label: string;
  unit: string | null;
  words: (Word | null)[];
  values: (Interval | null)[];
  differences: (Interval | null)[];
}

const sides = () => param("of").split(",").filter(Boolean).slice(0, MOST);

async function sideOf(id: string, shelf: Saved[]): Promise<Side> {
  if (id === SHOWN) return { name: "the case shown", text: result.case_text, result };
  const { text } = await get<{ text: string }>(`/api/saved/${encodeURIComponent(id)}`);
  const name = shelf.find((one) => one.id === id)?.name ?? id.slice(0, 8);
  if (!text.trimStart().startsWith("{")) return { name, text, result: null };
  const found = JSON.parse(text) as Result;
  return { name, text: found.case_text, result: found };
}

/** Solve the first case beside each other one over the same draws, one pair after the other. */
async function compared(found: Side[]): Promise<Compared[]> {
  const [first, ...others] = found as [Side, ...Side[]];
  const all: Compared[] = [];
  for (const other of others)
    all.push(
      await post<Compared>("/api/compare", {
        text: first.text, name: "first", other: { text: other.text, name: "other" },
        draws: Math.min(DRAWS, ...found.map((side) => side.result?.draws ?? DRAWS)), seed: first.result?.seed ?? 0, page: `${PAGE}-saved`,
      }),
    );
  return all;
}

/** One row a claim; words and values of a saved result are those that were saved. */
function rowsOf(found: Side[], pairs: Compared[]): Row[] {
  const solved = pairs.map((pair) => new Map(pair.rows.map((row) => [row.claim!, row])));
  const kept = found.map((side) => new Map(side.result?.verdicts.map((v) => [v.claim, v])));
  const claims = [...new Set(pairs.flatMap((pair) => pair.rows.map((row) => row.claim!)))];
  const own = (claim: string, at: number): [Word | null, Interval | null] => {
    const v: Verdict | undefined = kept[at]!.get(claim);
    if (v) return [v.verdict, { value: isNumber(v.value) ? v.value : null, low: v.low, high: v.high }];
    const row: ComparedRow | undefined = solved[Math.max(0, at - 1)]!.get(claim);
    return [row?.words?.[at ? 1 : 0] ?? null, row?.values[at ? 1 : 0] ?? null];
  };
  const rows = claims.map((claim): Row => {
    const row = solved.map((one) => one.get(claim)).find(Boolean)!;
    const each = found.map((_, at) => own(claim, at));
    return {
      claim,
      label: row.label ?? claim,
      unit: row.unit ?? null,
      words: each.map(([word]) => word),
      values: each.map(([, value]) => value),
      differences: solved.map((one) => one.get(claim)?.difference ?? null),
    };
  });
  const turns = (row: Row) => +row.words.some((word) => word !== row.words[0]);
  const moves = (row: Row) => +row.differences.some((d) => d !== null && (d.low !== 0 || d.high !== 0));
  return rows.sort((a, b) => turns(b) - turns(a) || moves(b) - moves(a));
}

/** What else is not the same among saved results, so that words may differ for another reason. */
function apart(found: Side[]): string[] {
  const results = found.flatMap((side) => (side.result ? [side.result] : []));
  const kinds: [string, (one: Result) => unknown][] = [
    ["version of accord", (one) => one.accord], ["year", (one) => one.year], ["number of draws", (one) => one.draws],
    ["seed", (one) => one.seed], ["tables", (one) => JSON.stringify(one.manifest.tables)],
  ];
  return kinds.filter(([, of]) => new Set(results.map(of)).size > 1).map(([name]) => name);
}

export function CompareSaved() {
  const [shelf, setShelf] = useState<Saved[] | null>(null);
  const [found, setFound] = useState<{ sides: Side[]; pairs: Compared[] } | null>(null);
  const [wrong, setWrong] = useState("");
  const asked = sides();
  useEffect(() => void saved().then(setShelf, () => setShelf([])), []);
  useEffect(() => {
    let mine = true;
    setFound(null);
    setWrong("");
    if (asked.length < 2 || !shelf) return;
    Promise.all(asked.map((id) => sideOf(id, shelf)))
      .then(async (all) => ({ sides: all, pairs: await compared(all) }))
      .then(
        (all) => mine && setFound(all),
        (error: Error) => mine && setWrong(error.message),
      );
    return () => {
      mine = false;
    };
  }, [asked.join(), shelf]);
  const set = (at: number, id: string) => setParam("of", [...asked.slice(0, at), ...(id ? [id] : []), ...asked.slice(at + 1)].join(","));
  const options: [string, string][] = [[SHOWN, "the case shown"], ...(shelf ?? []).map((one): [string, string] => [one.id, `${one.name} (${one.kind})`])];
  for (const id of asked) if (!options.some(([known]) => known === id)) options.push([id, id.slice(0, 8)]);
  return (
    <section aria-labelledby="saved-title">
      <h2 id="saved-title">Saved cases and results</h2>
      {shelf?.length || asked.length ? (
        <div class="row-of-tools">
          {[...asked, ...(asked.length < MOST ? [""] : [])].map((id, at) => (
            <Choose
              key={at}
              label={at === 0 ? "From" : at < 2 ? "to" : "and"}
              value={id}
              of={[["", "–"], ...options]}
              choose={(one) => set(at, one)}
            />
          ))}
        </div>
      ) : (
        <p class="empty">Nothing is saved yet: “What if” saves a case or a result under a name.</p>
      )}
      {wrong && <p class="fault" role="alert">{wrong}</p>}
      {asked.length > 1 && !found && !wrong && <p role="status">Solving them over the same draws…</p>}
      {found && <Claims sides={found.sides} pairs={found.pairs} />}
    </section>
  );
}

function Claims({ sides: all, pairs }: { sides: Side[]; pairs: Compared[] }) {
  const rows = rowsOf(all, pairs);
  const turned = rows.filter((row) => row.words.some((word) => word !== row.words[0])).length;
  const other = [...apart(all), ...pairs.flatMap((pair) => pair.said ?? [])];
  const value = (one: Interval | null, unit: string | null, signed = false) =>
    one && isNumber(one.value) ? `${valueText(one.value, one.low, one.high, unit, { signed })} ${intervalText(one.value, one.low, one.high, unit)}` : "–";
  return (
    <>
      {other.length > 0 && <p class="fault">Not the same in all: {other.join("; ")}. Words may differ for that reason.</p>}
      <Scroller label="Claims of what is saved">
        <table class="compare saved">
          <caption>
            {turned} of {rows.length} claims have another word; they come first. Differences are taken in each of {pairs[0]!.draws} draws, the
            same for all (seed {pairs[0]!.seed}), and have a 90 % interval of their own.
          </caption>
          <thead>
            <tr>
              <th scope="col">Claim</th>
              {all.map((side, i) => <th key={i} scope="col"><Text>{side.name}</Text></th>)}
              {all.slice(1).map((side, i) => <th key={i} scope="col"><Text>{`${side.name} less the first`}</Text></th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.claim}>
                <RowHead><Text>{row.label}</Text></RowHead>
                {row.words.map((word, i) => (
                  <td key={i}>
                    {word ? <Mark word={word} /> : "–"}
                    <Second>{value(row.values[i]!, row.unit)}</Second>
                  </td>
                ))}
                {row.differences.map((one, i) => <td key={i}>{value(one, row.unit, true)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </>
  );
}
