/** The frame around every page: contents, page, foot; and where the view stands. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "../hooks";
import { helpShown } from "../keys";
import { pages, TOOLS } from "../pages";
import { onPaper } from "../paper";
import { Button } from "../parts/button";
import { Page } from "../parts/page";
import { Text } from "../parts/small";
import { result, shownResult, verdictOf } from "../result";
import { claimShown, pageAddress, pageShown, partShown } from "../route";
import { begin, caseName, FIRST_DRAWS, isCancelled, progress } from "../session";
import { Assumptions } from "./assumptions";
import { Cards } from "./cards";
import { ClaimView } from "./claim";
import { Coalition } from "./coalition";
import { Compare } from "./compare";
import { Data, Manifest } from "./data";
import { PicturesOnPaper } from "./dependence";
import { DraftPage } from "./draft";
import { EditPage } from "./edit";
import { Gains, GainsOnPaper } from "./gains";
import { Help } from "./help";
import { VerdictList } from "./list";
import { layOut, Routes } from "./map";
import { NotTested } from "./not-tested";
import { Reading } from "./reading";
import { RowsPage } from "./rows";
import { Scenarios } from "./scenarios";
import { Summary } from "./summary";
import { Status, WhatIf } from "./what-if";

/** Patterns are defined once; every drawing uses them by name. */
const Patterns = () => (
  <svg class="patterns" width="0" height="0" aria-hidden="true">
    <defs>
      {([["stripes", 6, 3.2, 45], ["hatch", 5, 1, 45], ["no-transit", 7, 1.5, -45]] as const).map(([id, size, wide, turned]) => (
        <pattern key={id} id={id} width={size} height={size} patternUnits="userSpaceOnUse" patternTransform={`rotate(${turned})`}>
          {id === "stripes" && <rect class="pattern-ground" width={size} height={size} />}
          <rect class={`${id}-line`} width={wide} height={size} />
        </pattern>
      ))}
    </defs>
  </svg>
);

const Content = ({ children }: { children: ComponentChildren }) => (
  <main id="content" class="page">
    {children}
  </main>
);

const current = (page: string) =>
  page === pageShown.value || (page === "" && pageShown.value === "claims") ? "page" : undefined;

const Contents = () => (
  <header class="top">
    <a class="skip" href="#content" onClick={skip}>
      Skip to the content
    </a>
    <div class="page">
      <a class="brand" href={pageAddress("")}>
        accord
      </a>
      <nav aria-label="Contents">
        {pages().map(({ id, name }) => (
          <a key={id} href={pageAddress(id)} aria-current={current(id)}>
            {name}
          </a>
        ))}
      </nav>
      <Button class="quiet" aria-label="Help and keys" onClick={() => (helpShown.value = true)}>
        ?
      </Button>
    </div>
  </header>
);

/** The address is the view's: skipping moves the focus, not the address. */
function skip(event: Event): void {
  event.preventDefault();
  focusTitle();
}

const focusTitle = () => document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });

/** Go where the address says, once the page is there. */
function usePlace() {
  const last = useRef<string | null>(null);
  const [page, part, claim] = [pageShown.value, partShown.value, claimShown.value];
  const first = useRef(true);
  useEffect(() => {
    if (!shownResult.value) return;
    const title = verdictOf(claim)?.label ?? (page ? pages().find(({ id }) => id === page)?.name : "");
    document.title = `${title ? `${title} · ` : ""}${result.title} · accord`;
    const row = page === "" && last.current !== null ? document.getElementById(`row:${last.current}`) : null;
    const target = row ?? (part && claim === null ? document.getElementById(`${page}/${part}`) : null);
    if (document.activeElement?.id !== "search") { // somebody types already
      if (target) {
        target.scrollIntoView({ block: row ? "center" : "start" });
        target.focus({ preventScroll: true });
      } else if (!first.current || page) {
        scrollTo(0, 0);
        focusTitle();
      }
    }
    last.current = claim;
    first.current = false;
  }, [page, part]);
}

const SOON = 300; // ms after the first page stands
const ALONE = ["edit", "draft"]; // pages that need no result

/** What stands at an address. */
function Shown() {
  const [page, claim] = [pageShown.value, claimShown.value];
  if (__LIVE__ && !shownResult.value && !ALONE.includes(page)) return <Waiting />;
  if (claim !== null) {
    const v = verdictOf(claim);
    return v ? <ClaimView key={claim} v={v} /> : <Nothing what="claim" name={claim} />;
  }
  const found: Record<string, () => preact.JSX.Element | null> = {
    "": Overview, gains: Gains, map: Routes, scenarios: Scenarios, assumptions: Assumptions, data: DataPage,
    "not-tested": NotTested, reading: Reading, compare: Compare, coalition: Coalition,
    ...(__LIVE__ ? { edit: EditPage, draft: DraftPage, rows: RowsPage } : {}),
  };
  const known = (__LIVE__ && TOOLS.includes(page)) || pages().some(({ id }) => id === page);
  const View = known ? found[page] : undefined;
  return View ? <Content><View key={page} /></Content> : <Nothing what="page" name={page} />;
}

const Overview = () => (
  <>
    <Summary />
    <VerdictList />
  </>
);

const DataPage = () => (
  <>
    <Data />
    <Manifest />
  </>
);

const Nothing = ({ what, name }: { what: string; name: string }) => (
  <Content>
    <Page id="nothing" title={<>No {what} “<Text>{name}</Text>”</>}>
      <p>
        <a href={pageAddress("")}>Back to the overview</a>
      </p>
    </Page>
  </Content>
);

/** On paper the pages follow each other. */
const Paper = () => (
  <Content>
    <Overview />
    <Cards />
    <GainsOnPaper />
    <Routes />
    {(result.game || result.alignment) && <Coalition />}
    {(result.dependence[0] ?? result.supplies[0]) && <PicturesOnPaper />}
    <Assumptions />
    <NotTested />
    <Data />
    <Manifest />
    <Reading />
  </Content>
);

/** Before the first result is there; what needs none can be used already. */
const Waiting = () => (
  <Content>
    <Page id="waiting" title="accord">
      <p>
        {!progress.value || isCancelled.value
          ? "No case is solved."
          : `The case ${caseName()} is being solved: at ${FIRST_DRAWS} draws first, which takes some seconds.`}
      </p>
      <Status />
    </Page>
    {!progress.value && <Button onClick={() => void begin()}>Solve it</Button>}
    <p class="row-of-tools">
      <a href={pageAddress("draft")}>Draft a case from a text</a>
      <a href={pageAddress("edit")}>Write or paste a case</a>
    </p>
  </Content>
);

/** Every page in its place; whoever writes before the first result is there keeps what was written. */
export function App() {
  usePlace();
  const ready = shownResult.value > 0; // another result draws everything anew
  useEffect(() => void (ready && setTimeout(layOut, SOON)), [ready, pageShown.value]);
  return (
    <>
      {ready && <Patterns />}
      {ready && <Contents />}
      {__LIVE__ && ready && <WhatIf />}
      {onPaper.value && ready && claimShown.value === null ? <Paper /> : <Shown />}
      {ready && (
        <footer class="foot">
          <div class="page">
            accord {result.accord} · {result.case} · world {result.year} · {result.draws} draws · seed {result.seed}
          </div>
        </footer>
      )}
      {ready && <Help />}
    </>
  );
}
