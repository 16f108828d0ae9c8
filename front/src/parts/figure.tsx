/** A figure: caption, drawing, what it says in a sentence, and its table, closed. */

import type { ComponentChildren } from "preact";
import { useRef } from "../hooks";
import { savePng, saveSvg, type TableData } from "../download";
import { useWidth } from "../marks/scale";
import { Button } from "./button";
import { Below } from "./fold";
import { Csv, Text } from "./small";
import { DataTable } from "./table";

interface FigureProps {
  name: string;
  title: string;
  summary: string;
  source: string;
  table: TableData;
  most?: number;
  children: (width: number) => ComponentChildren;
}

export function Figure({ name, title, summary, source, table, most = 640, children }: FigureProps) {
  const { ref, width } = useWidth(most);
  const figure = useRef<HTMLElement>(null);
  const svg = () => figure.current?.querySelector<SVGSVGElement>("svg.drawing");
  return (
    <figure ref={figure}>
      <figcaption>{title}</figcaption>
      <div ref={ref} class="canvas" aria-hidden="true">
        {children(width)}
      </div>
      <p class="summary">
        <Text>{summary}</Text>
      </p>
      <Below summary="Table and files">
        {() => (
          <>
            <p class="files">
              <Csv name={name} table={() => table} />
              <Button onClick={() => svg() && saveSvg(name, svg()!, title, source)}>
                SVG
              </Button>
              <Button onClick={() => svg() && savePng(name, svg()!, title, source)}>
                PNG
              </Button>
            </p>
            <DataTable data={table} caption={title} />
          </>
        )}
      </Below>
    </figure>
  );
}
