/** Title, tally and three sentences: the answer, before any detail. */

import { fixed, intervalText, isNumber, valueText } from "../numbers";
import { assumptionOf, result, stateName, whole, WORDS } from "../result";
import { param, setParam } from "../route";
import { TallyBar } from "../marks/small";
import { AssumptionLink, Code, Sign, Text } from "../parts/small";
import type { Market, StateRow, Word } from "../types";
import { MEANS, plural, spaced } from "../words";

/** The words that the list is narrowed to; none means all. */
export const wanted = (): Word[] => {
  const asked = param("only").split(",");
  return WORDS.filter((word) => asked.includes(word));
};

function toggle(word: Word): void {
  const now = wanted();
  const next = now.includes(word) ? now.filter((w) => w !== word) : [...now, word];
  setParam("only", next.join(","));
}

function Tally() {
  const on = wanted();
  return (
    <div class="tally-block">
      <div class="tally-words" role="group" aria-label="Verdicts, and filter of the list">
        {WORDS.map((word) => (
          <button
            key={word}
            type="button"
            class={`tally-word v-${word}`}
            aria-pressed={on.includes(word)}
            title={MEANS[word]}
            onClick={() => toggle(word)}
          >
            <Sign word={word} /> <b>{result.tally[word]}</b> {word}
          </button>
        ))}
      </div>
      <TallyBar tally={result.tally} />
    </div>
  );
}

/** What decides most of the claims that depend. */
function Deciding() {
  const counts = new Map<string, number>();
  const open = whole.filter((v) => v.verdict === "depends");
  for (const v of open) {
    const first = v.break_even?.assumption ?? v.decides[0]?.assumption;
    if (first) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [top] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!top || top[1] < 2 || !assumptionOf(top[0])) return null;
  return (
    <>
      {" "}
      Of the {open.length} that depend, {top[1] === open.length ? "all" : top[1]} are decided by{" "}
      <AssumptionLink name={top[0]} />.
    </>
  );
}

const amount = (row: StateRow) => {
  const total = row.total!;
  const value = valueText(total.value, total.low, total.high, "usd", { signed: true });
  return `${value} a year ${intervalText(total.value, total.low, total.high, "usd")}`;
};

/** Who gains and who pays most, in the first scenario's own horizon. */
function GainsMost() {
  const scenario = result.scenarios[0];
  const market: Market | undefined =
    scenario?.results.find((m) => m.horizon === scenario.horizon) ?? scenario?.results[0];
  const rows = (market?.states ?? []).filter((row) => isNumber(row.total?.value));
  if (!scenario || !market || rows.length < 2) return null;
  const ordered = [...rows].sort((a, b) => b.total!.value! - a.total!.value!);
  const best = ordered[0]!;
  const worst = ordered[ordered.length - 1]!;
  return (
    <>
      {" "}
      Where <Text>{`‘${scenario.title}’`}</Text> is solved ({spaced(market.good)}, {market.horizon} run),{" "}
      {best.total!.value! > 0 ? `${stateName(best.state)} gains most, ${amount(best)}` : "nobody gains"}
      {worst.total!.value! < 0 ? `, and ${stateName(worst.state)} pays most, ${amount(worst)}` : ""}.
    </>
  );
}

export function Summary() {
  const { tally } = result;
  const other = Object.entries(result.overrides);
  return (
    <section class="summary-block" aria-labelledby="title">
      <h1 id="title">
        <Text>{result.title}</Text>
      </h1>
      <p class="meta">
        {plural(whole.length, "claim")} · world {result.year}{result.as_of_unsaid && ` · ties of ${result.as_of}`} · {fixed(result.draws, 0)} draws · seed{" "}
        {result.seed} · accord {result.accord}
        {other.map(([key, value]) => (
          <span key={key} class="override">
            {" "}
            · {key} set to {String(value)} by the command
          </span>
        ))}
      </p>
      <p class="lead">
        Of {plural(whole.length, "claim")}, {tally.supported} hold, {tally.depends} hold only under stated assumptions,{" "}
        {tally.contradicted} fail and {tally.untestable} can’t be tested here.
        {tally.not_reviewed > 0 && ` ${tally.not_reviewed} were drafted and nobody has reviewed them: they have no verdict.`}
        <Deciding />
        <GainsMost />
      </p>
      <Tally />
      <details class="shell">
        <summary>Same in shell</summary>
        <Code text={result.manifest.command} label="the command that makes this report" />
      </details>
    </section>
  );
}
