/** Title, answer and tally: what holds, what fails and what decides, before any detail. */

import { fixed, intervalIn, isNumber, lineText, valueIn } from "../numbers";
import { assumptionOf, result, stateName, whole, WORDS } from "../result";
import { param, setParam } from "../route";
import { TallyBar } from "../marks/small";
import { Button } from "../parts/button";
import { AssumptionLink, ClaimName, Code, Joined, Mark, Means, Sign, Text } from "../parts/small";
import type { Market, Scenario, StateRow, Verdict, Word } from "../types";
import { decidedBy, listed, MEANS, plural, spaced, valueOf } from "../words";

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
          <Button
            key={word}
            class={`tally-word v-${word}`}
            aria-pressed={on.includes(word)}
            title={MEANS[word]}
            onClick={() => toggle(word)}
          >
            <Sign word={word} /> <b>{result.tally[word]}</b> {word}
          </Button>
        ))}
      </div>
      <TallyBar tally={result.tally} />
    </div>
  );
}

/** What holds of the promises, what fails and what decides: the answer, in a paragraph. */
function Answer() {
  const promises = whole.filter((v) => v.headline);
  if (!promises.length) return <Counted />;
  const of = (word: Word) => promises.filter((v) => v.verdict === word);
  return (
    <div class="answer">
      <p class="lead">{answerInWords(promises)}</p>
      <ul>
        {WORDS.filter((word) => of(word).length).map((word) => (
          <li key={word} class={`v-${word}`}>
            <Mark word={word} />{" "}
            <span>
              <Joined of={of(word).map((v) => <Promise v={v} />)} by="; " />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** `Two of its eight central promises hold, five fail, and one depends on …` */
function answerInWords(promises: Verdict[]): preact.ComponentChildren {
  const count = (word: Word) => promises.filter((v) => v.verdict === word).length;
  const [holds, fails, open, untested] = [count("supported"), count("contradicted"), count("depends"), count("untestable")];
  const some = (n: number, verb: string) => `${inWords(n)} ${n === 1 ? `${verb}s` : verb}`;
  const rest = [
    fails && some(fails, "fail"),
    open && some(open, "depend") + " on what nobody knows exactly",
    untested && `${inWords(untested)} can’t be tested here`,
  ].filter(Boolean) as string[];
  const tail = listed(rest);
  const first = holds === promises.length ? "All" : holds ? capital(inWords(holds)) : "None";
  return (
    <>
      {first} of its {inWords(promises.length)} central promises {holds === 1 || !holds ? "holds" : "hold"}
      {tail && `; ${tail}`}.
    </>
  );
}

const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");
const inWords = (n: number) => NUMBERS[n] ?? String(n);
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

/** A promise with the figure that decides it. */
function Promise({ v }: { v: Verdict }) {
  const decided = v.verdict === "depends" ? decidedBy(v) : null;
  const figure = isNumber(v.value) && v.lines && !v.parts && v.unit !== "yes";
  return (
    <>
      <ClaimName v={v} />
      {figure && v.verdict !== "supported" && (
        <Means>
          {" "}
          ({valueOf(v)}, needs {lineText(v.lines!.holds)})
        </Means>
      )}
      {decided && (
        <Means>
          , decided by <AssumptionLink name={decided.assumption} />
          {decided.flips && ` (${decided.flips})`}
        </Means>
      )}
    </>
  );
}

/** Where a case marks no central promise, the counts are all there is to say. */
function Counted() {
  const { tally } = result;
  return (
    <p class="lead">
      Of {plural(whole.length, "claim")}, {tally.supported} hold, {tally.depends} hold only under stated assumptions,{" "}
      {tally.contradicted} fail and {tally.untestable} can’t be tested here.
    </p>
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
      Of the {open.length} claims that depend, {top[1] === open.length ? "all" : top[1]} are decided by{" "}
      <AssumptionLink name={top[0]} />.{" "}
    </>
  );
}

const amount = (row: StateRow) => {
  const total = row.total!;
  return `${valueIn(total, "usd", { signed: true })} a year ${intervalIn(total, "usd")}`;
};

/** Who gains and who pays most, in a scenario's own horizon. */
export function GainsMost({ scenario }: { scenario: Scenario | undefined }) {
  const market: Market | undefined =
    scenario?.results.find((m) => m.horizon === scenario.horizon) ?? scenario?.results[0];
  const rows = (market?.states ?? []).filter((row) => isNumber(row.total?.value));
  if (!scenario || !market || rows.length < 2) return null;
  const ordered = [...rows].sort((a, b) => b.total!.value! - a.total!.value!);
  const best = ordered[0]!;
  const worst = ordered.at(-1)!;
  return (
    <>
      Where <Text>{`‘${scenario.title}’`}</Text> is solved ({spaced(market.good)}, {market.horizon} run),{" "}
      {best.total!.value! > 0 ? `${stateName(best.state)} gains most, ${amount(best)}` : "nobody gains"}
      {worst.total!.value! < 0 ? `, and ${stateName(worst.state)} pays most, ${amount(worst)}` : ""}.
    </>
  );
}

export function Summary() {
  const other = Object.entries(result.overrides);
  return (
    <section class="summary-block" aria-labelledby="title">
      <h1 id="title" tabIndex={-1}>
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
      <Answer />
      <p class="also">
        {result.tally.not_reviewed > 0 &&
          `${result.tally.not_reviewed} were drafted and nobody has reviewed them: they have no verdict. `}
        <Deciding />
        <GainsMost scenario={result.scenarios[0]} />
      </p>
      <Tally />
      <details class="shell">
        <summary>Same in shell</summary>
        <Code text={result.manifest.command} label="the command that makes this report" />
      </details>
    </section>
  );
}
