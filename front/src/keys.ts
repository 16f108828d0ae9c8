/** Single keys: they never act in a field, with a modifier, or when they are switched off. */

import { signal } from "./signal";
import { neighbour, result } from "./result";
import { claimAddress, claimShown, go, pageAddress, pageShown, partShown } from "./route";

export const helpShown = signal(false);
export const keysOn = signal(true);

export const KEYS: [string, string][] = [
  ["j  k", "next and previous claim (on a claim also → and ←)"],
  ["Enter", "open the claim"],
  ["Esc", "back to all verdicts"],
  ["/", "search the claims"],
  ["s", "sources"],
  ["m", "map"],
  ["t", "open or close the tables below the figures"],
  ["[  ]", "previous and next scenario"],
  ["?", "this help"],
];

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

/** Step through the claims: on a claim to the next page, in the list to the next row. */
function step(by: 1 | -1): void {
  if (claimShown.value !== null) {
    const next = neighbour(claimShown.value, by);
    if (next) go(claimAddress(next.claim));
    return;
  }
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("a.row-link")];
  const at = rows.indexOf(document.activeElement as HTMLAnchorElement);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Step through the scenarios, on the page that shows them. */
function scenario(by: 1 | -1): void {
  const ids = result.scenarios.map((s) => s.id);
  if (!ids.length) return;
  const page = pageShown.value === "scenarios" ? "scenarios" : "gains";
  const at = page === pageShown.value ? ids.indexOf(partShown.value ?? ids[0]!) : -1;
  const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.max(0, Math.min(ids.length - 1, at + by));
  go(pageAddress(page, ids[next]!));
}

function toggleTables(): void {
  const tables = [...document.querySelectorAll<HTMLDetailsElement>("details.table-below")];
  const open = tables.some((table) => !table.open);
  for (const table of tables) table.open = open;
}

async function search(): Promise<void> {
  if (pageShown.value) go(pageAddress(""));
  await 0; // until it is drawn, which is before the next key
  document.querySelector<HTMLElement>("#search")?.focus();
}

function sources(): void {
  const here = document.getElementById("claim-sources");
  if (here) {
    here.scrollIntoView();
    here.focus({ preventScroll: true });
  } else go(pageAddress("data"));
}

const actions: Record<string, () => unknown> = {
  j: () => step(1),
  k: () => step(-1),
  ArrowRight: () => claimShown.value !== null && step(1),
  ArrowLeft: () => claimShown.value !== null && step(-1),
  "/": search,
  s: sources,
  m: () => result.map && go(pageAddress("map")),
  t: toggleTables,
  "[": () => scenario(-1),
  "]": () => scenario(1),
  "?": () => (helpShown.value = true),
  Escape: () => pageShown.value !== "" && go(pageAddress("")),
};

export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && inField(event.target)) {
      (event.target as HTMLElement).blur();
      return;
    }
    if (helpShown.value || event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    const scrolls = event.target instanceof HTMLElement && event.target.closest(".scroller, pre");
    if (event.key.startsWith("Arrow") && scrolls) return;
    if (!keysOn.value && event.key !== "Escape") return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
