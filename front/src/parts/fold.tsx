/** What is folded is drawn once it is opened, or printed where its class says so: a page stays light until somebody asks. */

import type { ComponentChildren } from "preact";
import { useState } from "../hooks";
import { onPaper } from "../paper";

interface FoldProps {
  class?: string;
  summary: ComponentChildren;
  open?: boolean;
  children: () => ComponentChildren;
}

export function Fold({ class: look, summary, open = false, children }: FoldProps) {
  const [drawn, setDrawn] = useState(open);
  return (
    <details class={look} open={open} onToggle={(event) => event.currentTarget.open && setDrawn(true)}>
      <summary>{summary}</summary>
      {(drawn || (onPaper.value && look?.includes("print"))) && children()}
    </details>
  );
}

/** Tables below a figure: a key opens and closes them all. */
export const Below = (props: Omit<FoldProps, "class">) => <Fold class="table-below" {...props} />;
