/** Review of a drafted case beside its text: accept, change or drop each claim, by button or key. */

import { useEffect, useRef, useState } from "preact/hooks";
import { keysOn } from "../keys";
import { Button } from "../parts/button";
import { Second } from "../parts/small";
import { plural } from "../words";

/** A claim of the case as it is written, and what somebody made of it. */
export interface Claim {
  claim: string;
  toml: string;
}

type Made = "waits" | "accepted" | "dropped";

const MARK = /^\s*review\s*=\s*true\s*(#.*)?$/;
const GAP = /=\s*[^#\n]*"\?"/;
const SAID: Record<Made, string> = { waits: "waits for review", accepted: "accepted", dropped: "left out" };

const accepted = (toml: string) => toml.split("\n").filter((line) => !MARK.test(line)).join("\n");
const open = (toml: string) => toml.split("\n").some((line) => !line.startsWith("#") && GAP.test(line));

/** The case with what was accepted, what waits, and without what was dropped. */
export function reviewed(head: string, claims: Claim[], made: Made[]): string {
  const kept = claims.flatMap(({ toml }, at) =>
    made[at] === "dropped" ? [] : [made[at] === "accepted" ? accepted(toml) : toml],
  );
  return [head, ...kept].map((piece) => piece.trimEnd()).join("\n\n") + "\n";
}

export function Review(props: { head: string; claims: Claim[]; quotes: string[]; onCase: (toml: string) => void }) {
  const [claims, setClaims] = useState(props.claims);
  const [made, setMade] = useState<Made[]>(props.claims.map(() => "waits"));
  const [at, setAt] = useState(0);
  const [changing, setChanging] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const row = useRef<HTMLLIElement>(null);

  useEffect(() => props.onCase(reviewed(props.head, claims, made)), [claims, made]);
  useEffect(() => field.current?.focus(), [changing !== null]);
  useEffect(() => row.current?.scrollIntoView({ block: "nearest" }), [at]);

  const step = (by: number) => {
    setChanging(null);
    setAt(Math.max(0, Math.min(claims.length - 1, at + by)));
  };
  const decide = (word: Made) => {
    if (word === "accepted" && open(claims[at]!.toml)) {
      setSaid('This claim has a gap, "?": change it first, or drop it.');
      return;
    }
    setSaid("");
    setMade(made.map((old, index) => (index === at ? word : old)));
    step(1);
  };
  const change = () => {
    setSaid("");
    setChanging(claims[at]!.toml);
  };
  const keep = () => {
    const toml = changing ?? "";
    setClaims(claims.map((old, index) => (index === at ? { ...old, toml } : old)));
    setChanging(null);
  };

  useEffect(() => {
    const keys: Record<string, () => void> = {
      j: () => step(1),
      k: () => step(-1),
      a: () => decide("accepted"),
      c: change,
      d: () => decide("dropped"),
      u: () => decide("waits"),
    };
    const listen = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      const key = keys[event.key];
      if (!key || inField || !keysOn.value || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      key();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });

  const waiting = made.filter((word) => word === "waits").length;
  return (
    <section class="review" aria-label="Review">
      <p class="second">
        {plural(waiting, "claim")} to review. Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>a</kbd> accept,{" "}
        <kbd>c</kbd> change, <kbd>d</kbd> drop, <kbd>u</kbd> leave open again.
      </p>
      <ol class="spans">
        {claims.map(({ claim, toml }, index) => (
          <li
            key={claim}
            {...(index === at ? { ref: row } : {})}
            class={`${made[index]}${index === at ? " current" : ""}`}
            {...(index === at ? { "aria-current": "true" as const } : {})}
            onClick={() => index !== at && step(index - at)}
          >
            <q>{props.quotes[index]}</q>
            <Second>{SAID[made[index]!]}</Second>
            {index === at && (
              <>
                {changing === null ? (
                  <pre>{made[index] === "accepted" ? accepted(toml) : toml}</pre>
                ) : (
                  <textarea
                    ref={field}
                    aria-label="The claim"
                    rows={toml.split("\n").length + 1}
                    value={changing}
                    onInput={(event) => setChanging(event.currentTarget.value)}
                  />
                )}
                <p class="row-of-tools">
                  {changing === null ? (
                    <>
                      <Button onClick={() => decide("accepted")}>Accept</Button>
                      <Button onClick={change}>Change</Button>
                      <Button onClick={() => decide("dropped")}>Drop</Button>
                    </>
                  ) : (
                    <>
                      <Button onClick={keep}>Keep the change</Button>
                      <Button onClick={() => setChanging(null)}>Leave it as it was</Button>
                    </>
                  )}
                </p>
              </>
            )}
          </li>
        ))}
      </ol>
      <p role="status" class={said ? "fault" : ""}>{said}</p>
    </section>
  );
}
