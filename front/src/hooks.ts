/**
 * State, references and effects of a component, as `preact/hooks` has them, in a third of its bytes.
 *
 * What the pages don't use isn't here: no contexts, reducers or error boundaries. A component is noted
 * by the hooks that Preact names `__r` (before it draws), `diffed` (after it has) and `unmount`, and
 * what is to run once its elements stand is put where Preact looks for it, in `__h`; all are as
 * stable as the version in the lock file.
 */

import { options, type Component, type VNode } from "preact";

type Undo = (() => void) | void;
interface Slot {
  value?: unknown;
  by?: readonly unknown[] | undefined; // what the value or effect follows from
  undo?: Undo;
}
interface Drawn extends Component {
  slots?: Slot[];
  __h: (() => void)[];
}
type Hooks = Record<"__r" | "diffed" | "unmount", (vnode: VNode) => void>;

const hooks = options as unknown as Hooks;
const of = (vnode: VNode) => (vnode as unknown as { __c: Drawn | null }).__c;

/** The component that draws now. */
export let drawing: Drawn | null = null;
let at = 0;

hooks.__r = (vnode) => {
  drawing = of(vnode);
  at = 0;
};
hooks.diffed = () => {
  drawing = null;
};
hooks.unmount = (vnode) => {
  const gone = of(vnode);
  for (const slot of gone?.slots ?? []) slot.undo?.call?.(null);
  if (gone) gone.slots = []; // an effect that still waits finds itself gone
};

const slot = (): Slot => ((drawing!.slots ??= [])[at++] ??= {});
const moved = (was: Slot, by: readonly unknown[]) => !was.by || by.some((one, i) => one !== was.by![i]);

export function useMemo<T>(make: () => T, by: readonly unknown[]): T {
  const mine = slot();
  if (moved(mine, by)) [mine.value, mine.by] = [make(), by];
  return mine.value as T;
}

export function useRef<T>(first: T): { current: T };
export function useRef<T>(first: T | null): { current: T | null };
export function useRef<T>(first: T) {
  return useMemo(() => ({ current: first }), []);
}

/** A value of the component and its setter, which takes the next value or what makes it of the last. */
export function useState<T>(first: T | (() => T)): [T, (next: T | ((was: T) => T)) => void] {
  const me = drawing!;
  const made = <A>(value: T | ((was: A) => T), was: A) => (typeof value === "function" ? (value as (was: A) => T)(was) : value);
  const state = useMemo(() => {
    const pair: ReturnType<typeof useState<T>> = [
      made(first, undefined),
      (next) => {
        const value = made(next, pair[0]);
        if (value === pair[0]) return;
        pair[0] = value;
        me.setState({});
      },
    ];
    return pair;
  }, []);
  return [...state];
}

function effect(run: () => Undo, by: readonly unknown[], when: (run: () => void) => void): void {
  const mine = slot();
  if (!moved(mine, by)) return;
  mine.by = by;
  const me = drawing!;
  me.__h.push(() =>
    when(() => {
      if (!me.slots!.includes(mine)) return;
      mine.undo?.call?.(null); // what else an effect may give, such as a text, is no way to undo it
      mine.undo = run();
    }),
  );
}

/** Run before the browser paints what was drawn, and again when one of `by` is another. */
export const useLayoutEffect = (run: () => Undo, by: readonly unknown[]) => effect(run, by, (now) => now());

const PAINTED = 100; // ms after which a page that nobody sees counts as painted

/** Run after the browser has painted. */
export const useEffect = (run: () => Undo, by: readonly unknown[]) =>
  effect(run, by, (later) => {
    const painted = new Promise((done) => {
      requestAnimationFrame(done);
      setTimeout(done, PAINTED);
    });
    void painted.then(() => setTimeout(later));
  });
