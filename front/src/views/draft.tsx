/** Draft: a text is pasted, its claims are found, and a case comes of it that somebody reviews. */

import { signal } from "../signal";
import type { ComponentChildren } from "preact";
import { useState } from "../hooks";
import { post } from "../api";
import { Button } from "../parts/button";
import { Page } from "../parts/page";
import { pageAddress } from "../route";
import { PAGE } from "../session";
import { plural } from "../words";
import { type Claim, Review } from "./review";

interface Span {
  start: number; // code points of the text
  end: number;
  quote: string;
  kind: string;
  candidates: { metric: string; holds: string | null; gaps: string[] }[];
  untestable: string | null;
}

interface Drafted {
  spans: Span[];
  toml: string;
  head: string; // of the case, before its claims
  claims: Claim[];
}

/** The case that the last draft gave, for the editor. */
export const drafted = signal("");

export function DraftPage() {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Drafted | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const ask = () => {
    setBusy(true);
    post<Drafted>("/api/draft", { text, page: `${PAGE}-draft` })
      .then(
        (answer) => {
          setFound(answer);
          setWrong("");
          drafted.value = answer.toml;
        },
        (error: Error) => setWrong(error.message),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Page id="draft" title="Draft a case from a text">
      <p class="note">
        Paste an English text. What it asserts is quoted, with a proposal how to test it. Nothing is judged before you have
        reviewed it: each drafted claim bears review = true until you accept it.
      </p>
      <label for="draft-text">The text</label>
      <textarea id="draft-text" class="prose" rows={10} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <p class="row-of-tools">
        <Button class="main" disabled={!text.trim() || busy} onClick={ask}>
          {busy ? "Reading…" : "Draft"}
        </Button>
        {found && <a href={pageAddress("edit", "", { view: "text" })}>Take the case to the editor and run it</a>}
      </p>
      <p role="status" class={wrong ? "fault" : ""}>
        {wrong || (found ? `${plural(found.spans.length, "claim")} found` : "")}
      </p>
      {found && (
        <>
          <h2>What it asserts</h2>
          <div class="beside-text">
            <p class="drafted">{underlined(text, found.spans)}</p>
            <Review
              key={found.toml}
              head={found.head}
              claims={found.claims}
              quotes={found.spans.map((span) => span.quote)}
              onCase={(toml) => (drafted.value = toml)}
            />
          </div>
        </>
      )}
    </Page>
  );
}

/** The text with what was found underlined; places count code points, as Python does. */
function underlined(text: string, spans: Span[]): ComponentChildren {
  const letters = [...text];
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const { start, end, candidates } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    pieces.push(letters.slice(at, start).join(""));
    pieces.push(<mark class={candidates.length ? "tested" : "untested"}>{letters.slice(start, end).join("")}</mark>);
    at = end;
  }
  return [...pieces, letters.slice(at).join("")];
}
