/**
 * What the file carries as data: gzipped, in base64, in elements that no browser runs.
 *
 * Unpacked once, before anything is drawn; the modules that show it read it from here. Under
 * `accord serve` there is nothing to unpack: the land comes as a file, the result from a run.
 */

import type { Document as Result } from "./types";

interface Carried {
  result: Result | null;
  world: unknown;
}

/** Filled by `unpack`; nobody reads it sooner. */
export const carried = {} as Carried;

async function data(id: string): Promise<unknown> {
  const text = document.getElementById(id)?.textContent;
  if (!text) return null;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).json();
}

export async function unpack(): Promise<void> {
  const [result, world] = __LIVE__
    ? [null, await (await fetch("/static/world.json")).json()]
    : await Promise.all([data("result"), data("world")]);
  Object.assign(carried, { result, world });
}
