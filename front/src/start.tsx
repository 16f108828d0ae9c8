/** Draws the pages once their result is there, and opens on paper what is folded. */

import { render } from "preact";
import { carried } from "./carried";
import { listenToKeys } from "./keys";
import { begin, cancel } from "./session";
import { onPaper } from "./paper";
import { show } from "./result";
import { followLinks } from "./route";
import { App } from "./views/app";

export function start(): void {
  const place = document.getElementById("app")!;
  if (carried.result) show(carried.result);
  if (__LIVE__) {
    void begin();
    addEventListener("pagehide", cancel); // nobody waits for that run any more
  }
  place.replaceChildren();
  render(<App />, place);
  listenToKeys();
  followLinks();
  foldOnPaper(place);
}

/** Whatever is folded on the screen is open on paper; the browser doesn't wait, so draw at once. */
function foldOnPaper(place: HTMLElement): void {
  let folded: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    onPaper.value = true;
    render(<App />, place);
    folded = [...document.querySelectorAll<HTMLDetailsElement>("details.print:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    onPaper.value = false;
  });
}
