/** What if: sliders and switches over the case, what they turn, and the change as text. */

import { signal } from "../signal";
import { useEffect, useState } from "../hooks";
import { faultText, type Carrier, type Edit } from "../api";
import { saveText } from "../download";
import { levelText } from "../numbers";
import { Button } from "../parts/button";
import { Code, Mark, Means, Text } from "../parts/small";
import { result, shownResult, verdictOf } from "../result";
import { claimAddress, pageAddress } from "../route";
import { again, cancel, canUndo, carriers, change, changes, currentText, edit, faults, isCancelled, isPending, isPreview, preview, progress, remember, save, saved, type Saved, standing, turned, undo } from "../session";
import type { Assumption, Passage, Word } from "../types";
import { plural } from "../words";

const open = signal(false);
const STEPS = 200;

/** Assumptions of the case file that decide or move a claim, those that decide most first. */
function movable(): Assumption[] {
  const { assumptions, case_text, verdicts } = standing();
  const written = (a: Assumption) => case_text.includes(`[assumptions.${a.name}]`);
  const decides = (a: Assumption) =>
    verdicts.filter((v) => (v.break_even?.assumption ?? v.decides[0]?.assumption) === a.name).length;
  return assumptions
    .filter((a) => written(a) && a.used_by.length)
    .sort((a, b) => decides(b) - decides(a) || b.used_by.length - a.used_by.length);
}

function Slider({ a }: { a: Assumption }) {
  const set = edit.value.assumptions[a.name];
  const value = set ?? a.central;
  const move = (event: Event, moving: boolean) => {
    const next = Number((event.currentTarget as HTMLInputElement).value);
    change({ ...edit.value, assumptions: { ...edit.value.assumptions, [a.name]: next } }, { moving });
  };
  const free = () => {
    const { [a.name]: _, ...rest } = edit.value.assumptions;
    change({ ...edit.value, assumptions: rest });
  };
  return (
    <li class="slider">
      <label for={`set-${a.name}`}>
        <Text>{a.label}</Text>
      </label>
      <input
        id={`set-${a.name}`}
        type="range"
        min={a.low}
        max={a.high}
        step={(a.high - a.low) / STEPS || 1}
        value={value}
        aria-valuetext={levelText(value, a.unit)}
        onPointerDown={remember}
        onKeyDown={(event) => /^(Arrow|Home|End|Page)/.test(event.key) && !event.repeat && remember()}
        onInput={(event) => move(event, true)}
      />
      <output for={`set-${a.name}`}>{set === undefined ? <Means>{a.text.replace(/ (?=\S+$)/, "\u00a0")}</Means> : levelText(value, a.unit)}</output>
      {set !== undefined && (
        <Button class="quiet" onClick={free}>
          as in the case
        </Button>
      )}
    </li>
  );
}

function Switch({ name, on, label }: { name: string; on: boolean; label: string }) {
  const [kind, id] = name.split("/", 2) as [keyof Pick<Edit, "close" | "off">, string];
  const toggle = () => {
    const now = edit.value[kind];
    change({ ...edit.value, [kind]: now.includes(id) ? now.filter((one) => one !== id) : [...now, id] });
  };
  return (
    <li>
      <label>
        <input type="checkbox" checked={on} onChange={toggle} /> <Text>{label}</Text>
      </label>
    </li>
  );
}

function Turns() {
  const word = (w: Word | null) => (w ? <Mark word={w} /> : <Means>no word</Means>);
  return (
    <section aria-labelledby="turns-title">
      <h2 id="turns-title">What turned</h2>
      {turned.value.length ? (
        <ul class="turns">
          {turned.value.map(({ claim, was, now }) => (
            <li key={claim}>
              {word(was)} → {word(now)}
              {isPreview.value && preview.value?.open.includes(claim) && <Means> (may change)</Means>}{" "}
              <a href={claimAddress(claim)}>
                <Text>{verdictOf(claim)?.label || claim}</Text>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p class="means">{isPending.value ? "Not judged yet." : changes.value ? "No verdict turned." : "Nothing is changed yet."}</p>
      )}
    </section>
  );
}

function Keep() {
  const [name, setName] = useState("");
  const [said, setSaid] = useState("");
  const [shelf, setShelf] = useState<Saved[]>([]);
  const look = () => void saved().then(setShelf, () => setShelf([]));
  useEffect(look, []);
  const keep = (kind: "case" | "result") =>
    void save(name || result.title, kind).then(
      (address) => {
        setSaid(`Saved; it is at ${location.origin}${address}`);
        look();
      },
      (error: Error) => setSaid(error.message),
    );
  return (
    <section aria-labelledby="keep-title">
      <h2 id="keep-title">Keep</h2>
      <p class="row-of-tools">
        <label>
          Name <input type="text" maxLength={120} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <Button onClick={() => keep("case")}>
          Save the case
        </Button>
        <Button onClick={() => keep("result")} disabled={isPreview.value}>
          Save the result
        </Button>
        <Button onClick={() => saveText(`${result.case}.toml`, "application/toml", currentText())}>
          Download TOML
        </Button>
      </p>
      <p role="status">{said}</p>
      {shelf.length > 0 && (
        <ul class="plain-list">
          {shelf.map((one) => (
            <li key={one.id}>
              <a href={`/?saved=${one.id}`} download={false} onClick={(event) => reopen(event, one.id)}>
                <Text>{one.name}</Text>
              </a>{" "}
              <Means>
                {one.kind}, {new Date(one.made * 1000).toLocaleString()}
              </Means>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Another case is another page: it is loaded anew. */
function reopen(event: Event, id: string): void {
  event.preventDefault();
  location.assign(`/?saved=${id}`);
}

/** Passages to shut: those that carry most of the case's goods first, then others of its map. */
function shuttable(mapped: Passage[]): Carrier[] {
  const known = new Set(carriers.value.map(({ id }) => id));
  return [...carriers.value, ...mapped.filter(({ id, kind }) => kind !== "border" && !known.has(id))];
}

/** How far a run is, in a line; told to whoever listens once it has ended, not at each step. */
export function Status() {
  const now = progress.value;
  const stopped = isCancelled.value && !now && shownResult.value > 0;
  const share = now?.event === "cancelled" ? "being cancelled" : now?.of ? `${now.what} ${now.done} of ${now.of}` : now ? "waiting for a worker" : "";
  const told = isPending.value
    ? faults.value.length
      ? ""
      : "the change is being judged"
    : stopped
    ? `the run was cancelled${isPreview.value ? "; this is a preview" : ""}`
    : isPreview.value
    ? `preview at ${preview.value?.draws ?? 0} draws`
    : shownResult.value && changes.value
      ? `solved, ${plural(turned.value.length, "verdict")} changed`
      : "";
  return (
    <div class="status">
      <span role="status">{told}</span>
      {isPending.value && isPreview.value && preview.value && (
        <Means>
          {preview.value.judged} of {plural(preview.value.touched, "claim")}
        </Means>
      )}
      {now && (
        <>
          <progress max={now.of ?? 1} {...(now.of ? { value: now.done ?? 0 } : {})} aria-label="How far the run is" />
          <Means>{share}</Means>
        </>
      )}
      {(now || stopped) && (
        <Button class="quiet" onClick={stopped ? again : cancel}>
          {stopped ? "run it" : "cancel"}
        </Button>
      )}
      {faults.value.length > 0 && (
        <div class="faults" role="alert">
          {faults.value.slice(0, 5).map((fault, i) => (
            <p key={i}>
              {fault.line !== null && <b>line {fault.line}: </b>}
              <Text>{faultText(fault)}</Text>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

/** The panel that stands on every page of the app. */
export function WhatIf() {
  shownResult.value; // sliders follow the case that is shown
  const { map, scenarios } = standing();
  const passages = shuttable(map?.passages ?? []);
  return (
    <aside class="what-if" aria-label="What if">
      <div class="page">
        <div class="what-if-head">
          <Button aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
            What if{changes.value ? ` (${plural(changes.value, "change")})` : "…"}
          </Button>
          <Button disabled={!canUndo.value} onClick={undo}>
            Undo
          </Button>
          <a href={pageAddress("edit")}>Edit the case</a>
          <a href={pageAddress("draft")}>Draft from a text</a>
          <Status />
        </div>
        {open.value && (
          <div class={changes.value ? "what-if-body changed" : "what-if-body"}>
            <div>
              <h2>Assumptions, set to one value</h2>
              <ul class="sliders">
                {movable().map((a) => (
                  <Slider key={a.name} a={a} />
                ))}
              </ul>
            </div>
            <div>
              <h2>Scenarios</h2>
              <ul class="switches">
                {scenarios.map(({ id, title }) => (
                  <Switch key={id} name={`off/${id}`} on={!edit.value.off.includes(id)} label={title || id} />
                ))}
              </ul>
              {passages.length > 0 && (
                <>
                  <h2>Passages open</h2>
                  <ul class="switches">
                    {passages.map(({ id, title }) => (
                      <Switch key={id} name={`close/${id}`} on={!edit.value.close.includes(id)} label={title} />
                    ))}
                  </ul>
                </>
              )}
            </div>
            <div>
              <Turns />
              {changes.value > 0 && preview.value && (
                <section aria-labelledby="change-title">
                  <h2 id="change-title">The change, as TOML</h2>
                  <Code text={changed()} label="the change as TOML" />
                </section>
              )}
              <Keep />
            </div>
          </div>
        )}
      </div>
    </aside>
  );
}

/** The tables of the case that an edit rewrote. */
function changed(): string {
  const tables = (text: string) => text.split(/\n(?=\[)/);
  const was = new Set(tables(standing().case_text));
  const names = Object.keys(edit.value.assumptions);
  return tables(currentText())
    .filter((table) => !was.has(table) || names.some((name) => table.startsWith(`[assumptions.${name}]`)))
    .map((table) => table.trim())
    .join("\n\n");
}
