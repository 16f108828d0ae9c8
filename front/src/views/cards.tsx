/** The claims one by one, in compact form: what stands on paper. */

import { Dot } from "../marks/dots";
import { RowBar } from "../marks/interval";
import { drawsText, isNumber, lineText } from "../numbers";
import { AssumptionLink, ClaimName, Joined, Mark, Note, Small, SourceLink, Text } from "../parts/small";
import { Svg } from "../parts/svg";
import { partsOf, result, said } from "../result";
import type { Verdict } from "../types";
import { factYear, flips, plural, sentence } from "../words";
import { RowValue } from "./list";

/** Twenty dots in one line, those that fail first: they can be counted. */
export function DotLine({ v }: { v: Verdict }) {
  const order = { fails: 0, between: 1, holds: 2 };
  const dots = [...(v.dots ?? [])].sort((a, b) => order[a.state] - order[b.state]);
  if (!dots.length) return null;
  const full = dots.filter((dot) => dot.state === "holds").length;
  return (
    <p class="dot-line">
      <Svg class={`v-${said(v)}`} width={dots.length * 11}>
        {dots.map((dot, i) => (
          <Dot key={i} x={i * 11 + 5.5} y={6} state={dot.state} />
        ))}
      </Svg>{" "}
      <span>
        {full} of {dots.length} hold
      </span>
    </p>
  );
}

function Card({ v }: { v: Verdict }) {
  const parts = partsOf(v.claim).length > 0; // which carry the figures
  return (
    <article class={`card ${v.part_of === null ? "" : "part"}`}>
      <h3>
        <Mark word={said(v)} />{" "}
        <ClaimName v={v} />
      </h3>
      {v.part_of === null && (
        <blockquote>
          <Text>{`“${v.quote}”`}</Text> {v.paragraph !== null && <span class="at">¶{v.paragraph}</span>}
          {v.headline && <span class="at"> a central promise</span>}
        </blockquote>
      )}
      <p class="says">
        <Text>{sentence(v)}</Text>
      </p>
      {v.value !== null && !parts && (
        <p class="figures">
          <RowValue v={v} /> {isNumber(v.low) ? <RowBar v={v} width={200} /> : <span class="needs">{factYear(v)}</span>}{" "}
          {v.lines && <span class="needs">needs {lineText(v.lines.holds)}</span>}
        </p>
      )}
      {!parts && <DotLine v={v} />}
      {v.decides[0] && (
        <Small>
          Decided by <AssumptionLink name={v.decides[0].assumption} />, {drawsText(v.decides[0].share)} of the
          variance{flips(v) && `; ${flips(v)}`}.
        </Small>
      )}
      {v.would_take && (
        <Small>
          Would take: <Text>{v.would_take}</Text>.
        </Small>
      )}
      {v.status_quo && (
        <Small>
          Today: <Text>{v.status_quo.text}</Text>
        </Small>
      )}
      {v.sources.length > 0 && (
        <Small>
          Rests on <Joined of={v.sources.map((key) => <SourceLink name={key} />)} />
          {v.judgement.length > 0 && (
            <span class="judgement"> · {plural(v.judgement.length, "judgement")}</span>
          )}
        </Small>
      )}
    </article>
  );
}

export const Cards = () => (
  <section id="one-by-one" aria-labelledby="one-by-one-title">
    <h2 id="one-by-one-title">Claims, one by one</h2>
    {result.article?.title && (
      <Note>
        Quotes from <Text>{result.article.title}</Text>
        {result.article.publisher && (
          <>
            , <Text>{result.article.publisher}</Text>
          </>
        )}
        . {result.article.note && <Text>{result.article.note}</Text>}
      </Note>
    )}
    <div class="cards">
      {result.verdicts.map((v) => (
        <Card key={v.claim} v={v} />
      ))}
    </div>
  </section>
);
