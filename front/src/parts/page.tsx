/** A page, or on paper a chapter: its title stands in the order of the headings there. */

import type { ComponentChildren } from "preact";
import { onPaper } from "../paper";

export function Page({ id, title, children, class: look = "" }: { id: string; title: ComponentChildren; children: ComponentChildren; class?: string }) {
  const Level = onPaper.value ? "h2" : "h1";
  return (
    <section id={id} class={look} aria-labelledby={`${id}-title`}>
      <Level id={`${id}-title`} class="page-title" tabIndex={-1}>
        {title}
      </Level>
      {children}
    </section>
  );
}
