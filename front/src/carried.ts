/**
 * What the file carries as data: gzipped, in base64, in elements that no browser runs.
 *
 * Unpacked once, before anything is drawn; the modules that show it read it from here.
 */

import type { Document as Result } from "./types";

interface Carried {
  result: Result;
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
  const [result, world] = await Promise.all([data("result"), data("world")]);
  Object.assign(carried, { result, world });
}
