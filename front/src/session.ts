/**
 * What one page of the app works on: a case, its result, the edit that is tried, what it turned.
 *
 * An edit is previewed at few draws while it moves and run at full draws once it rests. Nothing is
 * saved unless asked; what was saved is known by its ids alone, which this browser keeps.
 */

import { computed, signal } from "./signal";
import { drop, get, lines, post, run, type Asked, type Carrier, type Edit, type Fault, type Preview, type Progress, Refused, type Turned } from "./api";
import { result, show, shownResult } from "./result";
import { claimShown, param } from "./route";
import type { Document as Result, Verdict } from "./types";

export const DRAWS = 1000;
export const FIRST_DRAWS = 50; // of a case that nobody has solved here before, so that nobody waits long
const PAUSE = 150; // ms that an edit rests before it is previewed
const REST = 1500; // ms after the preview before the whole case is run
export const PAGE = crypto.randomUUID(); // two tabs are two pages
const KEPT = "accord-saved";

const NOTHING: Edit = { assumptions: {}, close: [], off: [] };

export const progress = signal<Progress | null>(null);
export const faults = signal<Fault[]>([]);
export const edit = signal<Edit>(NOTHING);
export const preview = signal<Preview | null>(null);
export const turned = signal<Turned[]>([]);
export const isPreview = signal(false);
export const isPending = signal(false); // an edit was made and nothing of it is shown yet
/** Somebody cancelled the last run that was asked for. */
export const isCancelled = signal(false);
export const lastRun = signal("");
/** Straits, canals and capes that carry any of the case's goods, those that carry most first. */
export const carriers = signal<Carrier[]>([]);
const past = signal<Edit[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const changes = computed(
  () => Object.keys(edit.value.assumptions).length + edit.value.close.length + edit.value.off.length,
);

let asked: Asked = { case: "abraham-accords" };
let before: Result | null = null; // the case as it stands, without any edit
/** The case as it stands: what can be edited, however far it is edited already. */
export const standing = (): Result => before ?? result;
/** What is worked on, in a word: the name of a case, or nothing where it has none yet. */
export const caseName = () => ("case" in asked ? asked.case : "");
let running = ""; // the id of the run, once it has one
let unwanted = false;
let timers: number[] = [];
let turn = 0; // whoever asks for a run takes the next: of an older one nothing is shown or cleared any more

const failed = (error: unknown) => {
  if (error instanceof DOMException && error.name === "AbortError") return;
  faults.value =
    error instanceof Refused
      ? error.faults
      : [{ file: "", line: null, key: "", text: "", wrong: String((error as Error).message ?? error), right: "" }];
};

/** Start with the case that the address names: a shipped one, or what was saved. */
export async function begin(): Promise<void> {
  const mine = waiting();
  faults.value = [];
  try {
    const saved = param("saved");
    if (saved) {
      const { text } = await get<{ text: string }>(`/api/saved/${encodeURIComponent(saved)}`);
      if (text.trimStart().startsWith("{")) return open(JSON.parse(text) as Result);
      asked = { text, name: "saved" };
    } else if (param("case")) asked = { case: param("case") };
    if ((await known(asked, mine)) || mine !== turn || unwanted) return;
    if (await solve(asked, FIRST_DRAWS)) await fuller(asked);
  } catch (error) {
    failed(error);
  } finally {
    ended(mine);
  }
}

/** Take the next turn, of which nothing is cancelled yet. */
function ask(): number {
  running = "";
  unwanted = isCancelled.value = false;
  return ++turn;
}

/** Take the next turn, and say at once that somebody waits. */
function waiting(): number {
  progress.value = { event: "waiting" };
  return ask();
}

const ended = (mine: number) => {
  if (mine === turn) progress.value = null;
};

/** Show the result at full draws where the server has it already. */
async function known(what: Asked, mine: number): Promise<boolean> {
  const kept = await post<{ run: string } | null>("/api/runs", { ...what, draws: DRAWS, seed: 0, only_kept: true });
  if (!kept) return false;
  const found = await get<Result>(`/api/runs/${kept.run}`);
  if (mine !== turn) return true;
  asked = what;
  before = found;
  lastRun.value = kept.run;
  reset();
  show(before);
  warm(what);
  return true;
}

/** Let a worker get ready for the first edit, and judge the case at few draws while nobody asks. */
function warm(what: Asked): void {
  const tell = ({ passages = [] }: Preview) => {
    if (asked === what) carriers.value = passages;
  };
  void post<Preview>("/api/preview", { ...what, edit: NOTHING, passages: true }).then(tell, () => undefined);
}

/** Solve at full draws behind what is shown, and show that once it is there, unless an edit was begun. */
async function fuller(what: Asked): Promise<void> {
  const mine = ask();
  try {
    const found = await followed({ ...what, draws: DRAWS, seed: 0 });
    if (asked !== what || changes.value) return;
    before = found.result;
    lastRun.value = found.run;
    show(found.result);
  } catch (error) {
    if (!changes.value) failed(error); // else nobody waits for it: a run that a restart lost isn't told
  } finally {
    ended(mine);
  }
}

/** Show a result that was saved. */
function open(found: Result): void {
  before = found;
  asked = { text: found.case_text, name: found.case };
  show(found);
  warm(asked);
}

/** Run a case whole and show what comes of it. */
export async function solve(what: Asked, draws = DRAWS): Promise<boolean> {
  const mine = waiting();
  stopTimers();
  faults.value = [];
  try {
    const found = await followed({ ...what, draws, seed: 0 });
    if (mine !== turn) return false;
    asked = what;
    before = found.result;
    lastRun.value = found.run;
    reset();
    show(found.result);
    warm(what);
    return true;
  } catch (error) {
    failed(error);
    return false;
  } finally {
    ended(mine);
  }
}

function reset(): void {
  edit.value = NOTHING;
  past.value = [];
  carriers.value = [];
  preview.value = null;
  turned.value = [];
  isPreview.value = false;
  isPending.value = false;
}

/** Run a case, telling how far it is; what was cancelled before it had an id is so once it has one. */
function followed(what: Asked & { draws: number; seed: number }): ReturnType<typeof run> {
  return run({ ...what, page: PAGE }, (now, id) => {
    if (unwanted && !running) stop(id);
    running = id;
    if (!unwanted && now.event !== "done") progress.value = now;
  });
}

export function cancel(): void {
  unwanted = true;
  if (progress.value) {
    isCancelled.value = true;
    progress.value = { event: "cancelled" }; // said at once, though a worker may take its time
  }
  if (running) stop(running);
}

/** Run what was cancelled after all. */
export const again = () => void (changes.value ? settle() : fuller(asked));

const stop = (id: string) => void drop(`/api/runs/${id}`).catch(failed);

function stopTimers(): void {
  for (const timer of timers) clearTimeout(timer);
  timers = [];
}

/** Try an edit; while a slider moves, one entry of undo is enough. */
export function change(next: Edit, { moving = false } = {}): void {
  if (!moving) past.value = [...past.value, edit.value];
  edit.value = next;
  isCancelled.value = false;
  stopTimers();
  if (!changes.value) return back();
  isPending.value = true;
  timers = [setTimeout(() => void tryOut(), PAUSE)];
}

export const remember = () => (past.value = [...past.value, edit.value]);

export function undo(): void {
  const last = past.value[past.value.length - 1];
  if (!last) return;
  past.value = past.value.slice(0, -1);
  change(last, { moving: true });
}

/** Show the case as it stands again. */
function back(): void {
  preview.value = null;
  turned.value = [];
  isPreview.value = false;
  isPending.value = false;
  if (before) show(before);
}

/** The claims that somebody looks at: they are judged before others. */
function inSight(): string[] {
  if (claimShown.value) return [claimShown.value];
  const rows = [...document.querySelectorAll<HTMLElement>("[id^='row:']")];
  const seen = rows.filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  return seen.map((row) => row.id.slice("row:".length));
}

/** Judge at few draws what the edit touches, and show it among the rest. */
async function tryOut(): Promise<void> {
  const tried = edit.value;
  try {
    const body = { ...asked, edit: tried, page: `${PAGE}-preview`, stream: true, first: inSight() };
    await lines<Preview>("/api/preview", body, (found) => {
      if (!before || edit.value !== tried || !changes.value) return;
      faults.value = [];
      isPending.value = found.judged < found.touched;
      preview.value = found;
      turned.value = found.turned;
      isPreview.value = true;
      show(merged(before, found.verdicts));
      if (!isPending.value) timers.push(setTimeout(() => void settle(), REST));
    });
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) failed(error);
  }
}

/** A result with some of its verdicts in place of those that it had. */
function merged(found: Result, verdicts: Verdict[]): Result {
  const now = new Map(verdicts.map((v) => [v.claim, v]));
  const all = found.verdicts.map((v) => now.get(v.claim) ?? v);
  const count = (word: string) => all.filter((v) => v.part_of === null && v.verdict === word).length;
  const tally = {
    ...found.tally,
    supported: count("supported"),
    depends: count("depends"),
    contradicted: count("contradicted"),
    untestable: count("untestable"),
  };
  return { ...found, verdicts: all, tally };
}

/** Run the edited case whole, once the edit rests. */
async function settle(): Promise<void> {
  const text = preview.value?.toml;
  if (!text || !before) return;
  const mine = waiting();
  try {
    const found = await followed({ text, name: before.case, draws: before.draws, seed: before.seed });
    lastRun.value = found.run;
    isPreview.value = false;
    const was = new Map(before.verdicts.map((v) => [v.claim, v.verdict]));
    turned.value = found.result.verdicts
      .filter((v) => was.get(v.claim) !== v.verdict)
      .map((v) => ({ claim: v.claim, was: was.get(v.claim) ?? null, now: v.verdict }));
    show(found.result);
  } catch (error) {
    failed(error);
  } finally {
    ended(mine);
  }
}

/** How a verdict was judged beforehand, and whether a run may say another word. */
export function previewed(claim: string): string {
  const { draws, open } = preview.value!;
  return `preview at ${draws} draws${open.includes(claim) ? ", which leave it open: the run may say another word" : ""}`;
}

/** The text of the case with the edit, as far as one was tried. */
export const currentText = () => preview.value?.toml ?? (shownResult.value ? result.case_text : "");

export interface Saved {
  id: string;
  kind: "case" | "result";
  name: string;
  made: number;
}

const ids = (): string[] => JSON.parse(localStorage.getItem(KEPT) ?? "[]") as string[];

export async function saved(): Promise<Saved[]> {
  if (!ids().length) return [];
  return (await get<{ saved: Saved[] }>(`/api/saved?ids=${ids().join(",")}`)).saved;
}

/** Save the case, or the result of the last run; gives the address that leads back to it. */
export async function save(name: string, kind: "case" | "result"): Promise<string> {
  const body = kind === "result" ? { name, run: lastRun.value } : { name, text: currentText() };
  const { id } = await post<{ id: string }>("/api/saved", body);
  localStorage.setItem(KEPT, JSON.stringify([...ids(), id]));
  return `/?saved=${id}`;
}
