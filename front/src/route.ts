/**
 * The address holds the whole state of a view: the page, what of it, and a query.
 *
 * In a report it stands after `#`; under `accord serve` it is the path itself. Back works because
 * every change is an entry of the browser's own history.
 */

import { computed, signal } from "./signal";

const read = () => {
  const [path = "", query = ""] = __LIVE__
    ? [location.pathname, location.search.slice(1)]
    : location.hash.replace(/^#/, "").split("?");
  const pieces = path.split("/").filter(Boolean).map(safeDecode);
  return { pieces, query: new URLSearchParams(query) };
};

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const route = signal(read());
addEventListener(__LIVE__ ? "popstate" : "hashchange", () => (route.value = read()));

/** The page of the view: `""` is the overview. */
export const pageShown = computed(() => route.value.pieces[0] ?? "");

/** What of the page is shown: a claim, a scenario, a source; null where nothing is chosen. */
export const partShown = computed(() => route.value.pieces.slice(1).join("/") || null);

/** The claim of the view, or null on any other page. */
export const claimShown = computed(() => (pageShown.value === "claims" ? partShown.value : null));

export const param = (name: string) => route.value.query.get(name) ?? "";

/** Parameters that go along to every page: which case is looked at. */
const SHARED = __LIVE__ ? ["case", "saved"] : [];
/** And those of the list, which a claim keeps for the way back. */
const OF_LIST = ["only", "search", "group", "parts"];

function kept(names: string[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of route.value.query) if (names.includes(name)) query.set(name, value);
  return query.toString() ? `?${query}` : "";
}

const address = (path: string, query: string) => `${__LIVE__ ? "" : "#"}/${path}${query}`;
const encoded = (part: string) => part.split("/").map(encodeURIComponent).join("/");

/** Address of a claim, keeping the filters of the list. */
export const claimAddress = (claim: string) =>
  address(`claims/${encoded(claim)}`, kept([...SHARED, ...OF_LIST]));

/** Address of a page, such as `gains/accession`; the overview keeps its filters. */
export const pageAddress = (page: string, part = "", query: Record<string, string> = {}) => {
  const text = new URLSearchParams(kept(page ? SHARED : [...SHARED, ...OF_LIST]));
  for (const [name, value] of Object.entries(query)) text.set(name, value);
  return address(part ? `${page}/${encoded(part)}` : page, text.toString() ? `?${text}` : "");
};

/** Change parameters of the address; without a new entry of history while one types or drags. */
export function setParams(changed: Record<string, string>, replace = false): void {
  const query = new URLSearchParams(route.value.query);
  for (const [name, value] of Object.entries(changed))
    if (value) query.set(name, value);
    else query.delete(name);
  const path = route.value.pieces.map(encodeURIComponent).join("/");
  const text = query.toString();
  move(address(path, text ? `?${text}` : ""), replace);
}

export const setParam = (name: string, value: string, replace = false) => setParams({ [name]: value }, replace);

function move(to: string, replace: boolean): void {
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  route.value = read();
}

export const go = (to: string) => move(to, false);

/** Under `accord serve` a link within the pages changes the view and loads nothing. */
export function followLinks(): void {
  if (!__LIVE__) return;
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a[href]");
    const to = link?.getAttribute("href") ?? "";
    if (!to.startsWith("/") || to.startsWith("//") || to.startsWith("/api/") || link?.hasAttribute("download")) return;
    event.preventDefault();
    go(to);
  });
}
