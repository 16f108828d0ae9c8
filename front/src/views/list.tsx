/** The verdict list: a row a claim, its parts below it, what decides it on a second line. */

import { Fragment } from "preact";
import { RowBar } from "../marks/interval";
import { isNumber, lineText } from "../numbers";
import { onPaper } from "../paper";
import { Button } from "../parts/button";
import { Choose } from "../parts/choose";
import { ClaimName, Judged, Mark, Means, Note, Second, Text } from "../parts/small";
import { Columns, Head, RowHead } from "../parts/table";
import { called, partsOf, said, stateName, whole, WORDS } from "../result";
import { pageAddress, param, setParam, setParams } from "../route";
import { isPreview, preview, previewed } from "../session";
import type { Verdict } from "../types";
import { decidedBy, decidingPart, ENGINES, factYear, intervalOf, isFact, MEANS, valueOf } from "../words";
import { wanted } from "./summary";

const GROUPINGS = ["paragraph", "verdict", "party", "engine"] as const;
type Grouping = (typeof GROUPINGS)[number];

interface Group {
  key: string;
  title: preact.ComponentChildren;
  rows: Verdict[];
}

const grouping = (): Grouping => GROUPINGS.find((g) => g === param("group")) ?? "paragraph";

/** Claims that the filters leave, in the order of the text. */
export function shown(): Verdict[] {
  const words = wanted();
  const text = param("search").toLowerCase();
  const has = (v: Verdict) =>
    [v.claim, v.label, v.quote, v.metric, v.metric_text].some((t) => (t ?? "").toLowerCase().includes(text));
  return whole.filter(
    (v) =>
      (!words.length || words.some((word) => word === v.verdict)) && (!text || has(v) || partsOf(v.claim).some(has)),
  );
}

const partyTitle = (codes: string) => (codes ? codes.split(", ").map(stateName).join(", ") : "No party of its own");

const UNREVIEWED = "drafted, and nobody has looked at it yet";

function groups(rows: Verdict[], by: Grouping): Group[] {
  if (by === "verdict")
    return [...WORDS, "not-reviewed" as const].map((word) => ({
      key: word,
      title: (
        <>
          <Mark word={word} /> <Means>{word === "not-reviewed" ? UNREVIEWED : MEANS[word]}</Means>
        </>
      ),
      rows: rows.filter((v) => said(v) === word),
    })).filter((group) => group.rows.length);
  const keyOf = (v: Verdict) =>
    by === "engine" ? v.engine : by === "party" ? (v.party ?? []).join(", ") : String(v.paragraph ?? "");
  const keys = [...new Set(rows.map(keyOf))];
  return keys.map((key) => ({
    key,
    title: by === "engine" ? (ENGINES[key] ?? key) : by === "party" ? partyTitle(key) : null,
    rows: rows.filter((v) => keyOf(v) === key),
  }));
}

function Controls({ count }: { count: number }) {
  const by = grouping();
  const narrowed = Boolean(wanted().length || param("search"));
  return (
    <div class="controls">
      <label class="search">
        <span class="unseen">Search the claims</span>
        <input
          id="search"
          type="search"
          placeholder="Search claims"
          value={param("search")}
          onInput={(event) => setParam("search", event.currentTarget.value, true)}
        />
      </label>
      <Choose class="group-by" label="Group by" value={by} of={GROUPINGS.map((one) => [one, one])} choose={(one) => setParam("group", one === "paragraph" ? "" : one)} />
      {whole.some((v) => v.parts) && <AllParts />}
      <p class={`count ${narrowed ? "" : "unseen"}`} role="status">
        {narrowed ? `${count} of ${whole.length} claims` : ""}
        {narrowed && (
          <Button
            class="quiet"
            onClick={() => setParams({ only: "", search: "" })}
          >
            show all
          </Button>
        )}
      </p>
    </div>
  );
}

/** The value of a row, or why there is none. */
function Main({ v }: { v: Verdict }) {
  if (v.parts)
    return (
      <b class="of-parts">
        {v.parts.hold} of {v.parts.of} parts
      </b>
    );
  return <b title={v.value === null && v.low === null ? (v.reason ?? "") : undefined}>{valueOf(v)}</b>;
}

/** Value and interval in running text. */
export const RowValue = ({ v }: { v: Verdict }) => (
  <>
    <Main v={v} />{" "}
    {isNumber(v.value) && !v.parts && <span class="interval">{intervalOf(v)}</span>}
  </>
);

function SecondLine({ v }: { v: Verdict }) {
  if (v.review)
    return v.proposed ? (
      <Second>
        proposed: <Text>{v.proposed}</Text>
      </Second>
    ) : null;
  if (v.verdict === "untestable" && !partsOf(v.claim).length)
    return (
      <Second>
        <Text>{v.would_take ? `would take ${v.would_take}` : (v.reason ?? "")}</Text>
      </Second>
    );
  const part = decidingPart(v);
  if (part && v.verdict !== "depends" && v.verdict !== "untestable") return null;
  if (part)
    return (
      <Second>
        decided by its part ‘<Text>{part.label}</Text>’
      </Second>
    );
  const decided = v.verdict === "depends" ? decidedBy(v) : null;
  if (decided)
    return (
      <Second>
        decided by <Text>{called(decided.assumption)}</Text>
        <Judged name={decided.assumption} />
        {decided.flips && ` · ${decided.flips}`}
      </Second>
    );
  if (v.verdict === "depends" && isFact(v))
    return <Second>between the lines: decided by where one draws them</Second>;
  return v.reason ? (
    <Second>
      <Text>{v.reason}</Text>
    </Second>
  ) : null;
}

function Row({ v, paragraph }: { v: Verdict; paragraph: boolean }) {
  const part = v.part_of !== null;
  const parts = partsOf(v.claim).length > 0;
  const tried = __LIVE__ && isPreview.value && preview.value?.verdicts.some(({ claim }) => claim === v.claim);
  const needs = parts ? (v.combine === "any" ? "any part" : "all parts") : v.lines ? lineText(v.lines.holds) : "";
  return (
    <tr class={`${part ? "part" : "claim"} ${parts ? "has-parts" : ""} ${tried ? "preview" : ""}`}>
      <td class="at">{paragraph && v.paragraph !== null ? `¶${v.paragraph}` : ""}</td>
      <td class="word">
        <Mark word={said(v)} />
      </td>
      <RowHead class="label">
        <ClaimName v={v} class="row-link" id={`row:${v.claim}`} />
        <SecondLine v={v} />
        {__LIVE__ && tried && <Second>{previewed(v.claim)}</Second>}
      </RowHead>
      <td class="value">{parts && !onPaper.value ? <PartsFold v={v} /> : <Main v={v} />}</td>
      <td class="interval">{isNumber(v.value) && !v.parts ? intervalOf(v) : ""}</td>
      <td class="strip">{parts ? null : isNumber(v.low) ? <RowBar v={v} /> : factYear(v)}</td>
      <td class="needs">{needs}</td>
    </tr>
  );
}

function Rows({ group, by }: { group: Group; by: Grouping }) {
  return (
    <tbody>
      {group.title !== null && (
        <tr class="group">
          <th colSpan={7} scope="rowgroup">
            {group.title} <Means>· {group.rows.length}</Means>
          </th>
        </tr>
      )}
      {group.rows.map((v, i) => (
        <Fragment key={v.claim}>
          <Row v={v} paragraph={by !== "paragraph" || i === 0} />
          {partsShown(v.claim) && partsOf(v.claim).map((part) => <Row key={part.claim} v={part} paragraph={false} />)}
        </Fragment>
      ))}
    </tbody>
  );
}

/** Parts of one claim, or of all, are folded until they are asked for; on paper they stand with the claims, one by one. */
const opened = () => param("parts").split(",").filter(Boolean);
const partsShown = (claim: string) => !onPaper.value && opened().some((one) => one === "all" || one === claim);

function AllParts() {
  const all = param("parts") === "all";
  return (
    <Button aria-pressed={all} onClick={() => setParam("parts", all ? "" : "all")}>
      Show parts
    </Button>
  );
}

/** How many parts of a claim hold; and shows or hides them. */
function PartsFold({ v }: { v: Verdict }) {
  const open = opened();
  const shown = partsShown(v.claim);
  const next = shown ? open.filter((one) => one !== v.claim) : [...open, v.claim];
  return (
    <Button
      class="quiet fold"
      aria-expanded={shown}
      disabled={open.includes("all")}
      onClick={() => setParam("parts", next.join(","), true)}
    >
      <Main v={v} />
    </Button>
  );
}

export function VerdictList() {
  const by = grouping();
  const rows = shown();
  return (
    <section id="verdicts" aria-labelledby="verdicts-title">
      <div class="section-head">
        <h2 id="verdicts-title">Verdicts</h2>
        <Controls count={rows.length} />
      </div>
      {rows.length ? (
        <table class="verdicts">
          <Columns of="at word claim value interval strip needs" />
          <Head
            of={[<abbr title="paragraph of the article">¶</abbr>, "Verdict", "Claim", "Value", "90 %", "Each on its own scale", "Needs"]}
            numbers={[3]}
          />
          {groups(rows, by).map((group) => (
            <Rows key={group.key} group={group} by={by} />
          ))}
        </table>
      ) : (
        <p class="empty">No claim has this filter. Show all, or search for something else.</p>
      )}
      <Note>
        Chances are chances under the case’s assumptions. <a href={pageAddress("reading")}>How to read these pages</a>
      </Note>
    </section>
  );
}
