/**
 * The address holds the whole state of a view: path and query after `#`.
 *
 * `#/` is the whole report, `#/claims/ID` one claim, `#/gains` and the like a section of the
 * report. Back works because every change is an entry of the browser's own history.
 */

import { computed, signal } from "@preact/signals";

const read = () => {
  const [path = "", query = ""] = location.hash.replace(/^#/, "").split("?");
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
addEventListener("hashchange", () => (route.value = read()));

/** The claim of the view, or null on the report's page. */
export const claimShown = computed(() => {
  const [page, ...rest] = route.value.pieces;
  return page === "claims" && rest.length ? rest.join("/") : null;
});

/** The section to stand at, such as `gains` or `gains/accession`. */
export const sectionShown = computed(() =>
  claimShown.value === null ? route.value.pieces.join("/") : "",
);

export const param = (name: string) => route.value.query.get(name) ?? "";

/** Address of a claim, keeping the filters of the list. */
export function claimAddress(claim: string): string {
  return "#/claims/" + claim.split("/").map(encodeURIComponent).join("/") + queryText();
}

export const sectionAddress = (section: string) => `#/${section}${queryText()}`;

function queryText(query = route.value.query): string {
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** Change one parameter of the address, without a new entry of history while typing. */
export function setParam(name: string, value: string, replace = false): void {
  const query = new URLSearchParams(route.value.query);
  if (value) query.set(name, value);
  else query.delete(name);
  const path = route.value.pieces.map(encodeURIComponent).join("/");
  const address = `#/${path}${queryText(query)}`;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  route.value = read();
}

export const go = (address: string) => {
  location.hash = address.slice(1);
};
