/** The case as a form: shocks and assumptions field by field, each with its own fault. What changes is written into the text. */

import { useEffect, useMemo, useRef, useState } from "../hooks";
import { faultText, post, Refused, type Fault } from "../api";
import { Density } from "../marks/small";
import { Button } from "../parts/button";
import { Means, Text } from "../parts/small";
import { PAGE } from "../session";
import type { Assumption } from "../types";

type Value = string | number | boolean | Value[] | { [key: string]: Value };
type Shock = Record<string, Value>;

interface Field {
  name: string;
  is: string;
  many: boolean;
  needed: boolean;
}

interface Outline {
  text: string;
  scenarios: { id: string; title: string; shocks: Shock[] }[];
  assumptions: { id: string; label: string; unit: string; distribution: string; numbers: Record<string, number> }[];
  kinds: Record<string, Field[]>;
}

interface Props {
  text: string;
  faults: Fault[];
  drawn: Assumption[];
  write: (text: string) => void;
}

/** A field's text as the value that it stands for: a list by commas, a number where it is one, yes and no. */
function valueOf(text: string, was?: Value, many = Array.isArray(was)): Value {
  const plain = text.trim();
  if (many) {
    const numbers = Array.isArray(was) && was.length > 0 && was.every((one) => typeof one === "number");
    return plain.split(",").map((one) => one.trim()).filter(Boolean).map((one) => (numbers ? valueOf(one) : one));
  }
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return Number(plain);
  return plain === "true" || plain === "false" ? plain === "true" : plain;
}

const textOf = (value: Value | undefined): string =>
  value === undefined ? "" : Array.isArray(value) ? value.map(textOf).join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);

export function CaseForm({ text, faults, drawn, write }: Props) {
  const [found, setFound] = useState<Outline | null>(null);
  const [wrong, setWrong] = useState("");
  const last = useRef({ text, found: null as Outline | null, answered: Promise.resolve() }).current;
  last.text = text;
  /** Ask for one change after the other: each is made to what came of the one before. */
  const ask = (change?: (now: Outline) => object) =>
    (last.answered = last.answered.then(() => {
      const asked = change ? { text: last.found!.text, change: change(last.found!) } : { text };
      return post<Outline>("/api/form", { ...asked, page: `${PAGE}-form` }).then(
        (answer) => {
          last.found = answer;
          setFound(answer);
          setWrong("");
          if (answer.text !== asked.text) write(answer.text);
        },
        (error: unknown) => {
          if (!(error instanceof Refused && error.status === 409)) setWrong((error as Error).message);
        },
      );
    }));
  const shocksOf = (id: string, changed: (shocks: Shock[]) => Shock[]) =>
    void ask((now) => ({ scenario: id, shocks: changed(now.scenarios.find((one) => one.id === id)?.shocks ?? []) }));
  useEffect(() => void (text.trim() && text === last.text && text !== last.found?.text && ask()), [text]); // none that is older
  const at = (key: string) => faults.filter((fault) => fault.key === key || fault.key.startsWith(`${key}.`) || fault.key.startsWith(`${key}[`));
  return (
    <div class="case-form">
      {wrong && <p class="fault" role="alert">{wrong}</p>}
      {!found && !wrong && <p role="status">The case is being read.</p>}
      {found?.scenarios.map((scenario) => (
        <section key={scenario.id} aria-label={scenario.title || scenario.id}>
          <h2><Text>{scenario.title || scenario.id}</Text></h2>
          {scenario.shocks.map((shock, n) => (
            <ShockFields
              key={n}
              id={`${scenario.id}-${n}`}
              shock={shock}
              kinds={found.kinds}
              at={(field) => at(`scenarios.${scenario.id}.shocks[${n}]${field && `.${field}`}`)}
              set={(changed) => shocksOf(scenario.id, (shocks) => shocks.map((one, i) => (i === n ? changed(one) : one)).filter((one) => one !== null))}
            />
          ))}
          <Button onClick={() => shocksOf(scenario.id, (shocks) => [...shocks, { kind: "closure", passages: ["suez-canal"] }])}>
            Add a shock
          </Button>
        </section>
      ))}
      {found && found.assumptions.length > 0 && <h2>Assumptions</h2>}
      {found?.assumptions.map((one) => {
        const density = drawn.find((a) => a.name === one.id);
        return (
          <fieldset key={one.id}>
            <legend><Text>{one.label}</Text> <Means>{one.distribution}{one.unit && `, ${one.unit}`}</Means></legend>
            <div class="fields">
              {Object.entries(one.numbers).map(([key, value]) => (
                <Entry key={key} id={`${one.id}-${key}`} name={key} text={String(value)} hint="" faults={at(`assumptions.${one.id}.${key}`)}
                  set={(text) => {
                    const number = valueOf(text);
                    if (typeof number === "number") void ask(() => ({ assumption: one.id, key, value: number }));
                    else setWrong(`${key} of ${one.label} is a number`);
                  }} />
              ))}
            </div>
            {density && <Density a={density} />}
            <Said faults={faults.filter((fault) => fault.key === `assumptions.${one.id}`)} />
          </fieldset>
        );
      })}
    </div>
  );
}

interface ShockProps {
  id: string;
  shock: Shock;
  kinds: Record<string, Field[]>;
  at: (field: string) => Fault[];
  set: (changed: (was: Shock) => Shock | null) => void;
}

const changedTo = (name: string, value: Value) => (was: Shock): Shock => ({ ...was, [name]: value });

function ShockFields({ id, shock, kinds, at, set }: ShockProps) {
  const kind = String(shock.kind ?? "");
  const fields = kinds[kind] ?? [];
  const named = new Set(fields.map(({ name }) => name));
  return (
    <fieldset>
      <legend>
        <label class="unseen" for={`${id}-kind`}>Kind of shock</label>
        <select id={`${id}-kind`} value={kind} onChange={(event) => set(changedTo("kind", event.currentTarget.value))}>
          {[...new Set([kind, ...Object.keys(kinds)])].map((one) => <option key={one} value={one}>{one}</option>)}
        </select>{" "}
        <Button class="quiet" aria-label={`Remove this ${kind}`} onClick={() => set(() => null)}>Remove</Button>
      </legend>
      <div class="fields">
        {fields.map(({ name, is, many, needed }) => (
          <Entry key={name} id={`${id}-${name}`} name={name} text={textOf(shock[name])} hint={`${is}${needed ? "" : "; may be empty"}`} faults={at(name)}
            set={(text) => set(changedTo(name, valueOf(text, shock[name], many)))} />
        ))}
        {Object.keys(shock).filter((name) => name !== "kind" && !named.has(name)).map((name) => (
          <Entry key={name} id={`${id}-${name}`} name={name} text={textOf(shock[name])} hint={`not of ${kind}; empty it`} faults={at(name)}
            set={(text) => set(changedTo(name, valueOf(text, shock[name])))} />
        ))}
      </div>
      <Said faults={at("").filter((fault) => !Object.keys(shock).concat([...named]).some((name) => at(name).includes(fault)))} />
    </fieldset>
  );
}

/** One field: it is written into the text when it is left, and its fault stands below it. */
function Entry({ id, name, text, hint, faults, set }: { id: string; name: string; text: string; hint: string; faults: Fault[]; set: (text: string) => void }) {
  const field = useMemo(() => ({ typed: text }), [text]); // kept while the page draws anew what came meanwhile
  return (
    <div class="entry">
      <label for={id}>{name.replaceAll("_", " ")}</label>
      <input id={id} type="text" value={field.typed} onInput={(event) => (field.typed = event.currentTarget.value)} aria-invalid={faults.length > 0} aria-describedby={`${id}-hint`}
        onChange={(event) => event.currentTarget.value !== text && set(event.currentTarget.value)} />
      <span id={`${id}-hint`}>
        {hint && <Means>{hint}</Means>}
        <Said faults={faults} />
      </span>
    </div>
  );
}

const Said = ({ faults }: { faults: Fault[] }) => <>{faults.map((fault, i) => <span key={i} class="fault second"><Text>{faultText(fault)}</Text></span>)}</>;
