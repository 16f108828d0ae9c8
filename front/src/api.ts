/** Asks the server that the pages came from, and nobody else. */

import type { Document as Result, Interval, Verdict, Word } from "./types";

export interface Fault {
  file: string;
  line: number | null;
  key: string;
  text: string;
  wrong: string;
  right: string;
}

/** What the server says is wrong, in the sentences of the command line. */
export class Refused extends Error {
  constructor(
    readonly faults: Fault[],
    readonly status: number,
  ) {
    super(faults.map(faultText).join("\n"));
  }
}

export const faultText = (fault: Fault) => fault.wrong + (fault.right ? `; ${fault.right}` : "");

/** A case: the name of a shipped one, or a text with a name of its own. */
export type Asked = { case: string } | { text: string; name: string };

export interface Edit {
  assumptions: Record<string, number>;
  close: string[];
  off: string[];
}

export interface Turned {
  claim: string;
  was: Word | null;
  now: Word | null;
}

/** A passage that can be shut. */
export interface Carrier {
  id: string;
  title: string;
}

export interface Preview {
  draws: number;
  verdicts: Verdict[];
  turned: Turned[];
  open: string[]; // claims, and parts, of which a run may say another word
  toml: string;
  judged: number; // claims so far, of those that the edit touches
  touched: number;
  passages?: Carrier[]; // where they were asked for
}

export interface Progress {
  event: "waiting" | "progress" | "done" | "failed" | "cancelled";
  what?: string;
  done?: number;
  of?: number;
  status?: number;
  faults?: Fault[];
}

export interface Checked {
  faults: Fault[];
  claims?: number;
  scenarios?: number;
  assumptions?: number;
}

export interface Compared {
  draws: number;
  seed: number;
  scenarios?: string[];
  horizon?: string;
  cases?: string[];
  said?: string[];
  rows: ComparedRow[];
}

export interface ComparedRow {
  good?: string;
  state?: string;
  quantity?: "total" | "price";
  differences?: Interval[];
  claim?: string;
  label?: string;
  unit?: string | null;
  words?: (Word | null)[];
  values: Interval[];
  difference?: Interval | null;
}

const LOST = "the server doesn’t answer; is accord serve still running? What was saved is safe.";

async function answer(response: Promise<Response>): Promise<unknown> {
  let got: Response;
  try {
    got = await response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused([{ file: "", line: null, key: "", text: "", wrong: LOST, right: "" }], 0);
  }
  if (got.status === 204) return null;
  const said: unknown = await got.json();
  if (!got.ok) throw new Refused((said as { faults: Fault[] }).faults, got.status);
  return said;
}

export const get = <T>(path: string) => answer(fetch(path)) as Promise<T>;
export const drop = (path: string) => answer(fetch(path, { method: "DELETE", keepalive: true })); // also from a page that is left
export const post = <T>(path: string, body: object) =>
  answer(
    fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  ) as Promise<T>;

/** Ask for something that comes in lines, each saying all that is known so far; gives the last. */
export async function lines<T>(path: string, body: object, told: (part: T) => void): Promise<void> {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => null);
  if (!response?.ok || !response.body) return void (await answer(response ? Promise.resolve(response) : Promise.reject(new Error(LOST))));
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const pieces = (rest + read.value).split("\n");
    rest = pieces.pop()!;
    for (const piece of pieces) {
      const part = JSON.parse(piece) as T | { faults: Fault[] };
      if ("faults" in (part as object)) throw new Refused((part as { faults: Fault[] }).faults, 409);
      told(part as T);
    }
  }
}

/** Run a case to its end, telling how far it is; gives its result and its id. */
export async function run(
  asked: Asked & { draws: number; seed: number; page: string },
  tell: (now: Progress, run: string) => void,
): Promise<{ run: string; result: Result }> {
  const { run } = await post<{ run: string }>("/api/runs", asked);
  tell({ event: "waiting" }, run); // whoever leaves from now on knows what to let go of
  await new Promise<void>((done, failed) => {
    const stream = new EventSource(`/api/runs/${run}/events`);
    const heard = (message: MessageEvent<string>) => {
      const now = JSON.parse(message.data) as Progress;
      tell(now, run);
      if (now.event === "done") done();
      else if (now.event === "failed") failed(new Refused(now.faults ?? [], now.status ?? 500));
      else if (now.event === "cancelled") failed(new DOMException("cancelled", "AbortError"));
      if (!["waiting", "progress"].includes(now.event)) stream.close();
    };
    for (const name of ["waiting", "progress", "done", "failed", "cancelled"])
      stream.addEventListener(name, heard as (event: Event) => void);
    stream.onerror = () => stream.readyState === EventSource.CLOSED && failed(new Error(LOST)); // else it comes back by itself
  });
  return { run, result: await get<Result>(`/api/runs/${run}`) };
}
