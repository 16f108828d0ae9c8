/** Review of a drafted case beside its text: accept, change or drop each claim, by button or key. */

import { useEffect, useRef, useState } from "../hooks";
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

/** Where a review stands: one value, so that a key meets what the key before it made. */
interface State {
  claims: Claim[];
  made: Made[];
  at: number; // the claim that is looked at
  changing: string | null; // its text in the field
  said: string;
}

type Act = { step: number } | { to: number } | { decide: Made } | { write: string | null } | "change" | "keep";

const HAS_A_GAP = 'This claim has a gap, "?": change it first, or drop it.';

/** Put another in the place `at` of a list. */
const put = <T,>(list: T[], at: number, other: T): T[] => list.map((old, index) => (index === at ? other : old));

function next(was: State, act: Act): State {
  const { claims, made, at } = was;
  const current = claims[at]!;
  const go = (to: number) => ({ ...was, at: Math.max(0, Math.min(claims.length - 1, to)), changing: null, said: "" });
  if (act === "change") return { ...was, changing: current.toml, said: "" };
  if (act === "keep")
    return { ...was, claims: put(claims, at, { ...current, toml: was.changing ?? current.toml }), changing: null };
  if ("write" in act) return { ...was, changing: act.write };
  if ("step" in act) return go(at + act.step);
  if ("to" in act) return go(act.to);
  if (act.decide === "accepted" && open(current.toml)) return { ...was, said: HAS_A_GAP };
  return { ...go(at + 1), made: put(made, at, act.decide) };
}

const KEYS: Record<string, Act> = {
  j: { step: 1 },
  k: { step: -1 },
  a: { decide: "accepted" },
  c: "change",
  d: { decide: "dropped" },
  u: { decide: "waits" },
};

export function Review(props: { head: string; claims: Claim[]; quotes: string[]; onCase: (toml: string) => void }) {
  const [{ claims, made, at, changing, said }, setState] = useState<State>({
    claims: props.claims,
    made: props.claims.map((): Made => "waits"),
    at: 0,
    changing: null,
    said: "",
  });
  const act = (what: Act) => setState((was) => next(was, what));
  const field = useRef<HTMLTextAreaElement>(null);
  const row = useRef<HTMLLIElement>(null);

  useEffect(() => props.onCase(reviewed(props.head, claims, made)), [claims, made]);
  useEffect(() => field.current?.focus(), [changing !== null]);
  useEffect(() => row.current?.scrollIntoView({ block: "nearest" }), [at]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      const meant = KEYS[event.key];
      if (!meant || inField || !keysOn.value || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act(meant);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);

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
            onClick={() => index !== at && act({ to: index })}
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
                    onInput={(event) => act({ write: event.currentTarget.value })}
                  />
                )}
                <p class="row-of-tools">
                  {changing === null ? (
                    <>
                      <Button onClick={() => act({ decide: "accepted" })}>Accept</Button>
                      <Button onClick={() => act("change")}>Change</Button>
                      <Button onClick={() => act({ decide: "dropped" })}>Drop</Button>
                    </>
                  ) : (
                    <>
                      <Button onClick={() => act("keep")}>Keep the change</Button>
                      <Button onClick={() => act({ write: null })}>Leave it as it was</Button>
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
