/** The case as a form or as text, with the faults of `accord check` beside the fields or lines that they are about. */

import { useEffect, useRef, useState } from "../hooks";
import { faultText, post, Refused, type Checked, type Fault } from "../api";
import { Density } from "../marks/small";
import { Button } from "../parts/button";
import { Page } from "../parts/page";
import { Means, Note, Text } from "../parts/small";
import { shownResult } from "../result";
import { currentText, PAGE, solve } from "../session";
import { param, setParam } from "../route";
import { drafted } from "./draft";
import { CaseForm } from "./form";
import { Status } from "./what-if";
import type { Assumption } from "../types";
import { plural } from "../words";

const PAUSE = 300; // ms without a key before the text is checked

export function EditPage() {
  const [text, setText] = useState(() => drafted.value || (shownResult.value ? currentText() : ""));
  const [name, setName] = useState("my-case");
  const [checked, setChecked] = useState<(Checked & { drawn?: Assumption[] }) | null>(null);
  const [wrong, setWrong] = useState("");
  const [unread, setUnread] = useState(""); // why a file was not taken: it stays until another is
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => void (shownResult.value && !text.trim() && setText(currentText())), [shownResult.value]); // a link leads here before it is solved
  useEffect(() => {
    if (!text.trim()) return;
    const timer = setTimeout(() => {
      post<Checked>("/api/check", { text, name, page: `${PAGE}-check` }).then(
        (found) => {
          setChecked(found);
          setWrong("");
        },
        (error: unknown) => {
          if (!(error instanceof Refused && error.status === 409)) setWrong(String((error as Error).message));
        },
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, name]);
  const file = async (event: Event) => {
    const [chosen] = (event.currentTarget as HTMLInputElement).files ?? [];
    if (!chosen) return;
    if (chosen.size > 500_000) return setUnread(`${chosen.name} has ${(chosen.size / 1e6).toFixed(1)} MB; a case has at most 0.5 MB`);
    const held = await chosen.text();
    if (held.includes("\0")) return setUnread(`${chosen.name} is binary, no text`);
    setUnread("");
    setText(held);
    setName(chosen.name.replace(/\.toml$/i, "").replace(/[^A-Za-z0-9-]+/g, "-") || "my-case");
  };
  const inText = param("view") === "text" || !text.trim();
  const ready = checked?.faults.length === 0;
  return (
    <Page id="edit" title="Edit the case">
      <Note>The text is checked as you write, with the sentences of accord check. Nothing is saved unless asked.</Note>
      <p class="row-of-tools">
        <label>
          Open a file <input type="file" accept=".toml,text/plain" onChange={file} />
        </label>
        <label>
          Name <input type="text" maxLength={60} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <Button class="main" disabled={!ready} onClick={() => void solve({ text, name })}>
          Run
        </Button>
      </p>
      {!shownResult.value && <Status />}
      <div class="views" role="group" aria-label="View">
        {([["", "Form"], ["text", "Text"]] as const).map(([view, called]) => (
          <Button key={view} aria-pressed={param("view") === view} onClick={() => setParam("view", view, true)}>
            {called}
          </Button>
        ))}
      </div>
      <div class="editor">
        {inText ? (
          <div>
            <label class="unseen" for="case-text">
              The text of the case
            </label>
            <textarea id="case-text" wrap="off" ref={area} spellcheck={false} rows={28} value={text} onInput={(event) => setText(event.currentTarget.value)} />
          </div>
        ) : (
          <CaseForm text={text} faults={checked?.faults ?? []} drawn={checked?.drawn ?? []} write={setText} />
        )}
        <div role="status">
          {[unread, wrong].filter(Boolean).map((said) => <p key={said} class="fault">{said}</p>)}
          {checked && (ready ? <p>No faults: {plural(checked.claims ?? 0, "claim")}, {plural(checked.scenarios ?? 0, "scenario")}.</p> : <Faults faults={checked.faults} area={area.current} />)}
          {inText && checked?.drawn?.map((a) => (
            <figure key={a.name} class="small-density">
              <figcaption>
                <Text>{a.label}</Text> <Means>{a.text}</Means>
              </figcaption>
              <Density a={a} />
            </figure>
          ))}
        </div>
      </div>
    </Page>
  );
}

function Faults({ faults, area }: { faults: Fault[]; area: HTMLTextAreaElement | null }) {
  const go = (line: number) => {
    if (!area) return;
    const lines = area.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    area.scrollTop = (line - 5) * Number.parseFloat(getComputedStyle(area).lineHeight);
  };
  return (
    <>
      <p>{plural(faults.length, "fault")}</p>
      <ul class="fault-list">
        {faults.slice(0, 50).map((fault, i) => (
          <li key={i} class="fault">
            {fault.line !== null && (
              <Button class="quiet" onClick={() => go(fault.line!)}>
                line {fault.line}
              </Button>
            )}{" "}
            <code>{fault.key}</code> <Text>{faultText(fault)}</Text>
          </li>
        ))}
      </ul>
    </>
  );
}
