/** Small pieces that many views share: the mark, a claim's link, a copyable line. */

import { Fragment, type ComponentChildren } from "preact";
import { useState } from "../hooks";
import { copyText, saveCsv, type TableData } from "../download";
import { assumptionOf, called, said, type Said, sourceOf, verdictOf } from "../result";
import { claimAddress, pageAddress } from "../route";
import type { Verdict } from "../types";
import { plural } from "../words";
import { Button } from "./button";
import { Fold } from "./fold";
import { Svg } from "./svg";

type Inner = { children?: ComponentChildren };

/** A paragraph in small print. */
export const Small = ({ children }: Inner) => <p class="small">{children}</p>;
/** A paragraph that says how to read what follows. */
export const Note = ({ children }: Inner) => <p class="note">{children}</p>;
/** A second line below what a row says. */
export const Second = ({ children }: Inner) => <span class="second">{children}</span>;
/** What goes with a word or number and is no part of it. */
export const Means = ({ children }: Inner) => <span class="means">{children}</span>;

/** The mark alone, drawn, so that it is the same in every font. */
export const Sign = ({ word }: { word: Said }) => (
  <Svg class={`sign v-${word}`}>
    {word === "supported" && <circle cx="6" cy="6" r="5.25" class="solid" />}
    {word === "depends" && (
      <>
        <circle cx="6" cy="6" r="4.5" class="outline" />
        <path d="M6 1.5A4.5 4.5 0 0 0 6 10.5Z" class="solid" />
      </>
    )}
    {word === "contradicted" && <path d="M1.75 1.75 10.25 10.25M10.25 1.75 1.75 10.25" class="cross" />}
    {word === "not-reviewed" && <circle cx="6" cy="6" r="1.5" class="solid" />}
    {word === "untestable" && <path d="M3.2 3.9C3.2 1.2 8.8 1.2 8.8 3.9 8.8 6 6 5.8 6 8M6 10V11.2" class="outline" />}
  </Svg>
);

/** Mark and word of a verdict: never the colour alone. */
export function Mark({ word, bare = false }: { word: Said; bare?: boolean }) {
  return (
    <span class={`mark v-${word}`}>
      <Sign word={word} />
      <span class={bare ? "unseen" : ""}>{word.replace("-", " ")}</span>
    </span>
  );
}

/** Text of a case or a source: it keeps its own direction of writing. */
export const Text = ({ children }: { children: string | null | undefined }) => (
  <bdi dir="auto">{children?.replace(/(\d) %/g, "$1\u202f%")}</bdi>
);

interface NameProps {
  v: Verdict;
  class?: string;
  id?: string;
  title?: string;
  "aria-current"?: "page" | undefined;
  children?: ComponentChildren;
}

/** What a claim says, leading to its page; what stands before its words goes with them. */
export const ClaimName = ({ v, children, ...rest }: NameProps) => (
  <a href={claimAddress(v.claim)} {...rest}>
    {children}
    <Text>{v.label || v.claim}</Text>
  </a>
);

/** A claim with its mark. */
export function ClaimLink({ claim }: { claim: string }) {
  const v = verdictOf(claim);
  return v ? (
    <ClaimName v={v} class="claim-link" title={claim}>
      <Mark word={said(v)} bare />{" "}
    </ClaimName>
  ) : (
    <Text>{claim}</Text>
  );
}

/** Things in running text, with what stands between two of them. */
export const Joined = ({ of, by = ", " }: { of: ComponentChildren[]; by?: string }) =>
  of.map((one, i) => (
    <Fragment key={i}>
      {i > 0 && by}
      {one}
    </Fragment>
  ));

/** That an assumption is judgement, where it is. */
export const Judged = ({ name }: { name: string }) => (assumptionOf(name)?.judgement ? <span class="judgement"> judgement</span> : null);

export function AssumptionLink({ name }: { name: string }) {
  return (
    <>
      <a href={pageAddress("assumptions", name)} title={name}>
        <Text>{called(name)}</Text>
      </a>
      <Judged name={name} />
    </>
  );
}

export function SourceLink({ name }: { name: string }) {
  const known = sourceOf(name);
  const text = <Text>{name}</Text>;
  return known ? <a href={pageAddress("data", name)}>{text}</a> : text;
}

/** A link out of the page; only where it is a web address. */
export function Outward({ link }: { link: string | null }) {
  if (!link || !/^https?:\/\//i.test(link)) return link ? <Text>{link}</Text> : <>–</>;
  return (
    <a href={link} rel="noreferrer noopener">
      <Text>{link.replace(/^https?:\/\/(www\.)?/i, "")}</Text>
    </a>
  );
}

/** A command or a few lines of Python, with a button that copies them. */
export function Code({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    setDone(await copyText(text));
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <div class="code">
      <pre tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
      <Button onClick={copy} aria-label={`Copy: ${label}`}>
        {done ? "copied" : "copy"}
      </Button>
    </div>
  );
}

/** Several assumptions in running text. */
export const AssumptionLinks = ({ names }: { names: string[] }) => <Joined of={names.map((name) => <AssumptionLink name={name} />)} />;

/** The claims that rest on something, folded. */
export const UsedBy = ({ claims }: { claims: string[] }) =>
  claims.length ? (
    <Fold summary={plural(claims.length, "claim")}>
      {() =>
        claims.map((claim) => (
          <div key={claim}>
            <ClaimLink claim={claim} />
          </div>
        ))
      }
    </Fold>
  ) : (
    <>–</>
  );

/** A table as a file; it is made when it is asked for. */
export const Csv = ({ name, table }: { name: string; table: () => TableData }) => (
  <Button onClick={() => saveCsv(name, table())}>
    CSV
  </Button>
);

/** What is known of a thing, name by name; what isn’t stays out. */
export function Pairs({ rows }: { rows: (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="pairs">
      {rows
        .filter(([, value]) => value || value === 0)
        .map(([name, value], i) => (
          <div key={i}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
