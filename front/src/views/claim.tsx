/** One claim: quote, verdict, value, draws, what flips it, and everything it rests on. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "../hooks";
import { BreakEven } from "../marks/curve";
import { Draws } from "../marks/dots";
import { ShareBar } from "../marks/small";
import { drawsText, fixed, intervalText, isNumber, levelText, lineText, valueText } from "../numbers";
import { Figure } from "../parts/figure";
import { AssumptionLink, ClaimName, Code, Csv, Joined, Mark, Outward, Pairs, Small, SourceLink, Text } from "../parts/small";
import { Cell, DataTable, Head, RowHead } from "../parts/table";
import { Take } from "../parts/take";
import { assumptionOf, called, namesOf, neighbour, partsOf, ranCase, result, said, scenarioOf, sourceOf, verdictOf } from "../result";
import { claimAddress, pageAddress } from "../route";
import type { Decider, Verdict } from "../types";
import { asRecorded, decidingPart, ENGINES, intervalOf, isFact, sentence, spaced, valueOf } from "../words";
import { Pictures } from "./dependence";
import { RowValue, shown } from "./list";

const sourceLine = (v: Verdict) =>
  `Source: ${v.sources.map((key) => [sourceOf(key)?.title ?? key, sourceOf(key)?.licence].filter(Boolean).join(", ")).join("; ") || "judgement"}. accord ${result.accord}, ${result.case}, world ${result.year}, seed ${result.seed}`;

function Section({ id, title, children }: { id?: string; title: string; children: ComponentChildren }) {
  return (
    <section class="piece" id={id} tabIndex={id ? -1 : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The list beside the claim: where one is, and the way to any other. */
function Beside({ claim }: { claim: string }) {
  const rows = shown().flatMap((v) => [v, ...partsOf(v.claim)]);
  const list = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const here = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (here && list.current) list.current.scrollTop = here.offsetTop - list.current.clientHeight / 2;
  }, [claim]);
  return (
    <nav ref={list} class="beside" aria-label="Claims">
      <a class="back" href={pageAddress("")}>
        ‹ All verdicts
      </a>
      <ul>
        {rows.map((v) => (
          <li key={v.claim} class={v.part_of === null ? "" : "part"}>
            <ClaimName v={v} aria-current={v.claim === claim ? "page" : undefined}>
              <Mark word={said(v)} bare />
            </ClaimName>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Steps({ claim, below = false }: { claim: string; below?: boolean }) {
  return (
    <nav class="steps" aria-label={`Previous and next claim${below ? ", below" : ""}`}>
      {([["prev", "‹ previous", -1], ["next", "next ›", 1]] as const).map(([rel, text, step]) => {
        const there = neighbour(claim, step);
        return there ? <a key={rel} rel={rel} href={claimAddress(there.claim)}>{text}</a> : <span key={rel}>{text}</span>;
      })}
    </nav>
  );
}

/** How many of its parts hold: the headline of a claim that joins several things. */
const PartsHold = ({ v }: { v: Verdict }) =>
  v.parts && (
    <div class="value-block">
      <p class="big">
        {v.parts.hold} of {v.parts.of} parts
      </p>
    </div>
  );

function Value({ v }: { v: Verdict }) {
  if (v.value === null && v.low === null) return null;
  const half = intervalText(v.value, v.low50, v.high50, v.unit, { words: true });
  const scenario = scenarioOf(v.scenario);
  const about = [
    scenario ? scenario.title : v.scenario,
    v.horizon && `${v.horizon} run`,
    v.year !== null && v.unit !== "date" ? String(v.year) : null,
  ].filter((one) => one && !v.metric_text?.includes(one));
  return (
    <div class="value-block">
      <p class={v.parts ? "of-part" : "big"}>
        {valueOf(v)}
        {v.recorded !== null && <span class="ends">{asRecorded(v)}</span>}
        {isNumber(v.low) && v.value !== null && v.recorded === null && (
          <span class="ends">
            {isFact(v) ? "it may lie from" : "90 %:"} {intervalOf(v, { words: true })}
            {half && `   50 %: ${half}`}
          </span>
        )}
        {isFact(v) && <span class="ends">a fact, without draws</span>}
      </p>
      <p class="what">
        <Text>{v.metric_text}</Text>
        {about.length > 0 && <span class="about"> · {about.join(" · ")}</span>}
      </p>
    </div>
  );
}

const DID = {
  refuse: "no number is given",
  widen: "judged on every other reading too",
  cap: "no word surer than “depends”",
  note: "changes nothing here",
};

/** What is known against the numbers, and what that did to the word. */
function Limits({ v }: { v: Verdict }) {
  if (!v.limits.length) return null;
  return (
    <Section title="What limits this verdict">
      <ul>
        {v.limits.map((limit) => (
          <li key={limit.says}>
            <Text>{namesOf(limit.says)}</Text>: {DID[limit.effect]}
            {limit.sources.length > 0 && (
              <span class="about">
                {" "}
                · <Joined of={limit.sources.map((key) => <SourceLink name={key} />)} />
                {limit.remembered && ", from memory"}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Needs({ v }: { v: Verdict }) {
  if (!v.lines) return null;
  return (
    <p class="needs-line">
      Holds if <b>{lineText(v.lines.holds)}</b>, fails if <b>{lineText(v.lines.fails)}</b>.{" "}
      {v.why && (
        <span class="why">
          <Text>{v.why}</Text>
        </span>
      )}
    </p>
  );
}

const count = (v: Verdict, state: string) => (v.dots ?? []).filter((dot) => dot.state === state).length;

function DrawsFigure({ v }: { v: Verdict }) {
  if (!isNumber(v.low)) return null;
  const [full, half, hollow] = ["holds", "between", "fails"].map((s) => count(v, s)) as [number, number, number];
  const summary = v.dots?.length
    ? `${half ? `${half} lie between the lines` : "None lies between the lines"}, ${hollow} fail. They stand for ${v.dots.length} of ${fixed(result.draws, 0)} draws, equally likely. Under them the interval, 50 % thick, 90 % thin, the median a gap.`
    : "The interval, 50 % thick, 90 % thin, the median a gap.";
  return (
    <Figure
      name={`${v.claim}-draws`}
      title={v.dots?.length ? `${full} of ${v.dots.length} draws hold` : "Interval"}
      most={480}
      summary={summary}
      source={sourceLine(v)}
      table={{
        head: ["draw", "value", "state"],
        units: [null, v.unit, null],
        rows: (v.dots ?? []).map((dot, i) => [i + 1, dot.value, dot.state]),
      }}
    >
      {(width) => <Draws v={v} width={width} />}
    </Figure>
  );
}

function CurveFigure({ v }: { v: Verdict }) {
  const { curve } = v;
  if (!curve) return null;
  const range = [curve.range[0], curve.range[1]].map((end) => levelText(end, curve.unit));
  const searched = [Math.min(...curve.x), Math.max(...curve.x)].map((end) => levelText(end, curve.unit));
  const at = isNumber(curve.crossing) ? levelText(curve.crossing, curve.unit) : null;
  const name = called(curve.assumption);
  const summary = at
    ? `With all else at its central value the claim flips where ${name} is ${at}`
    : `No crossing within ${searched[0]} to ${searched[1]}`;
  return (
    <Figure
      name={`${v.claim}-break-even`}
      title={at ? `It turns where ${name} is ${at}` : `No ${name} that was tried turns it`}
      summary={`${summary}; the case says ${range[0]} to ${range[1]}. The line is the median over the draws of all else, the band 90 % of them.`}
      source={sourceLine(v)}
      table={{
        head: [name, "median", "low", "high"],
        units: [curve.unit, v.unit, v.unit, v.unit],
        rows: curve.x.map((x, i) => [x, curve.median[i] ?? null, curve.low[i] ?? null, curve.high[i] ?? null]),
      }}
    >
      {(width) => <BreakEven v={v} width={width} />}
    </Figure>
  );
}

/** Where the claim turns along an assumption, or that it doesn't within its range. */
function turns(v: Verdict, d: Decider): string {
  const even = d.break_even ?? (v.break_even?.assumption === d.assumption ? v.break_even : null);
  if (even && even.value !== null) return `${levelText(even.value, even.unit)}${even.in_range ? "" : ", outside"}`;
  if (!d.range) return "none found";
  return `none within ${d.range.map((end) => levelText(end, d.unit)).join(" – ")}`;
}

function Decides({ v }: { v: Verdict }) {
  if (!v.decides.length)
    return v.verdict === "depends" && !isFact(v) ? (
      <Section title="What decides it">
        <p>No single assumption stands out of the noise.</p>
      </Section>
    ) : null;
  return (
    <Section title="What decides it">
      <table class="decides">
        <Head of={["Assumption", "Share of variance", "The case says", "Break-even"]} />
        <tbody>
          {v.decides.map((d) => (
            <tr key={d.assumption}>
              <RowHead>
                <AssumptionLink name={d.assumption} />
              </RowHead>
              <Cell of="share of variance" class="nowrap">
                {drawsText(d.share)}
                {isNumber(d.noise) && <span class="interval"> ± {Math.max(1, Math.round(d.noise * 100))}</span>}
                <ShareBar share={d.share} noise={d.noise} width={140} />
              </Cell>
              <Cell of="the case says">
                <Text>{assumptionOf(d.assumption)?.text ?? "–"}</Text>
              </Cell>
              <Cell of="break-even">{turns(v, d)}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Parts({ v }: { v: Verdict }) {
  const parts = partsOf(v.claim);
  if (!parts.length) return null;
  return (
    <Section title={v.combine === "any" ? "Parts: one is enough" : "Parts: all must hold"}>
      <table class="parts">
        <tbody>
          {parts.map((part) => (
            <tr key={part.claim}>
              <td>
                <Mark word={said(part)} />
              </td>
              <RowHead>
                <ClaimName v={part} />
              </RowHead>
              <td class="number">
                <RowValue v={part} />
              </td>
              <Cell of="needs">{lineText(part.lines?.holds)}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function EvidenceTable({ v }: { v: Verdict }) {
  const table = v.evidence;
  if (!table) return null;
  const data = {
    head: table.columns.map(({ name }) => name),
    units: table.columns.map(({ unit }) => unit || null),
    rows: table.rows,
  };
  return (
    <Section title="The rows behind the number">
      <Small>
        <Text>{table.caption}</Text>{" "}
        <Csv name={`${v.claim}-rows`} table={() => data} />
      </Small>
      <DataTable data={data} caption={table.caption} />
    </Section>
  );
}

/** The way to the recorded rows of the good that a metric is of. */
function Rows({ v }: { v: Verdict }) {
  const { good, supplier, buyer } = v.metric_params as Record<string, unknown>;
  if (typeof good !== "string") return null;
  const named = (who: unknown) => (typeof who === "string" ? who : "");
  const query = { good, from: named(supplier), to: named(buyer), year: String(v.year ?? result.year) };
  return (
    <p>
      <a href={pageAddress("rows", "", query)}>The recorded rows of {spaced(good)}</a>
    </p>
  );
}

function Sources({ v }: { v: Verdict }) {
  return (
    <Section id="claim-sources" title="Sources">
      <ul class="sources">
        {v.sources.map((key) => {
          const source = sourceOf(key);
          return (
            <li key={key}>
              <SourceLink name={key} />
              {source && <Text>{`: ${[source.title, source.publisher].filter(Boolean).join(", ")}${source.licence ? ` (${source.licence})` : ""}`}</Text>}
              {source?.link && ", "}
              {source?.link && <Outward link={source.link} />}
            </li>
          );
        })}
        {v.judgement.map((name) => (
          <li key={name}>
            <AssumptionLink name={name} />: <Text>{assumptionOf(name)?.note ?? "a number that somebody has to stand for"}</Text>
          </li>
        ))}
        {v.remembered && <li class="judgement">Something in it is written from memory and not yet read in a source.</li>}
        {!v.sources.length && !v.judgement.length && <li>none</li>}
      </ul>
    </Section>
  );
}

/** A parameter as a reader would write it; a metric within a metric as `name(key = value)`. */
function paramText(value: unknown): string {
  if (Array.isArray(value)) return value.map(paramText).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  const { name, ...rest } = value as Record<string, unknown>;
  return `${name ?? ""}(${paramsText(rest)})`;
}

const paramsText = (params: Record<string, unknown>) =>
  Object.entries(params)
    .map(([key, value]) => `${key} = ${paramText(value)}`)
    .join("; ");

function Computed({ v }: { v: Verdict }) {
  const params = paramsText(v.metric_params ?? {});
  return (
    <Section title="How this is computed">
      <Pairs
        rows={[
          ["Metric", v.metric && <code>{v.metric}</code>],
          ["With", params && <Text>{params}</Text>],
          ["Formula", v.formula && <Text>{v.formula}</Text>],
          ["Method", v.method && <Text>{v.method}</Text>],
          ["Engine", ENGINES[v.engine] ?? v.engine],
          [
            "Scenario",
            v.scenario && (
              <a href={pageAddress("gains", v.scenario)}>
                <Text>{v.scenario}</Text>
              </a>
            ),
          ],
          ["Horizon", v.horizon],
          ["Year", v.year],
          ...([["hold", v.probability], ["fail", v.probability_fails]] as const).map(([what, p]) => [`Draws that ${what}`, isNumber(p) && drawsText(p)] as const),
          ["Sampling error", isNumber(v.sampling_error) ? `± ${(v.sampling_error * 100).toFixed(1)} of 100 draws` : null],
          ["Unsolved draws", v.failed_draws ? `${v.failed_draws}, counted against both verdicts` : null],
          ["Case file", isNumber(v.line) ? `${result.case}, line ${v.line}` : null],
        ]}
      />
    </Section>
  );
}

function Again({ v }: { v: Verdict }) {
  const shipped = ranCase();
  const world = "year" in result.overrides ? `, world=accord.load_world(${result.year})` : "";
  const year = "year" in result.overrides ? ` --year ${result.year}` : "";
  const shell = `accord explain ${v.claim} --case ${shipped} --draws ${result.draws} --seed ${result.seed}${year}`;
  const python = [
    "import accord",
    "",
    `result = accord.run(${JSON.stringify(shipped)}${world}, draws=${result.draws}, seed=${result.seed})`,
    "verdicts = result.to_frame()",
    `verdicts.filter(verdicts["claim"] == ${JSON.stringify(v.claim)})`,
  ].join("\n");
  return (
    <Section title="The same elsewhere">
      <h3>In a shell</h3>
      <Code text={shell} label="this claim in a shell" />
      <h3>In Python</h3>
      <Code text={python} label="this claim in Python" />
    </Section>
  );
}

export function ClaimView({ v }: { v: Verdict }) {
  const parent = verdictOf(v.part_of);
  const part = decidingPart(v);
  return (
    <main id="content" class="page claim-page">
      <Beside claim={v.claim} />
      <article class="claim-view">
        <div class="claim-head">
          <p class="where">
            <a class="back-small" href={pageAddress("")}>
              ‹ all verdicts
            </a>
            {v.paragraph !== null && <span>¶{v.paragraph}</span>}
            <span class="id">
              <Text>{v.claim}</Text>
            </span>
          </p>
          <Steps claim={v.claim} />
        </div>
        <blockquote>
          <Text>{`“${v.quote}”`}</Text>
        </blockquote>
        <h1 id="claim-title" tabIndex={-1}>
          <Text>{v.label || v.claim}</Text>
        </h1>
        {parent && (
          <Small>
            Part of <ClaimName v={parent} />
          </Small>
        )}
        <p class={`verdict-line v-${said(v)}`}>
          <Mark word={said(v)} />{" "}
          <span class="sentence">
            <Text>{sentence(v)}</Text>
          </span>
        </p>
        <PartsHold v={v} />
        <Parts v={v} />
        {part && (
          <p class="would-take">
            What follows is of the part that decides it, <ClaimName v={part} />.
          </p>
        )}
        {v.would_take && (
          <p class="would-take">
            What it would take: <Text>{v.would_take}</Text>.
          </p>
        )}
        <Value v={v} />
        <Needs v={v} />
        <DrawsFigure v={v} />
        <CurveFigure v={v} />
        <Decides v={v} />
        <Pictures claim={v.claim} source={sourceLine(v)} />
        <EvidenceTable v={v} />
        {v.status_quo && (
          <Section title="Without the accord">
            <p>
              <Text>{v.status_quo.text.replace(/\.$/, "")}</Text>
              {v.status_quo.value === null ? (
                "."
              ) : (
                <>
                  : <b>{valueText(v.status_quo.value, null, null, v.status_quo.unit)}</b>
                  {v.status_quo.holds === null ? "" : v.status_quo.holds ? ", so the claim holds already." : ", so the claim does not hold yet."}
                </>
              )}
            </p>
          </Section>
        )}
        <Limits v={v} />
        {v.notes.length > 0 && (
          <Section title="Notes">
            <ul>
              {v.notes.map((note) => (
                <li key={note}>
                  <Text>{note}</Text>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Sources v={v} />
        {__LIVE__ && v.metric && <Rows v={v} />}
        <Computed v={v} />
        <Again v={v} />
        <Take v={v} />
        <Steps claim={v.claim} below />
      </article>
    </main>
  );
}
