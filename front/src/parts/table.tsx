/** A plain table of data, numbers to the right and written by their unit. */

import type { ComponentChildren } from "preact";
import { isNumber, valueText } from "../numbers";
import type { TableData } from "../download";
import type { Cell } from "../types";
import { Text } from "./small";

/** A cell; a whole number without a unit is a year or a count, and stands as it is. */
function written(cell: Cell | undefined, unit: string | null | undefined): string {
  if (cell === null || cell === undefined) return "–";
  if (!isNumber(cell)) return String(cell);
  return unit || !Number.isInteger(cell) ? valueText(cell, null, null, unit ?? "") : String(cell);
}

/** The head of a table, of one row; columns of numbers have their names to the right. */
export const Head = ({ of, numbers = [] }: { of: ComponentChildren[]; numbers?: number[] }) => (
  <thead>
    <tr>
      {of.map((name, i) => (
        <th key={i} scope="col" class={numbers.includes(i) ? "number" : ""}>
          {name}
        </th>
      ))}
    </tr>
  </thead>
);

/** What is wider than the page moves sideways within itself, by keyboard too. */
export const Scroller = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="scroller" tabIndex={0} role="region" aria-label={label}>
    {children}
  </div>
);

export function DataTable({ data, caption }: { data: TableData; caption: string }) {
  const numeric = data.head.map((_, i) => data.rows.some((row) => isNumber(row[i])));
  return (
    <Scroller label={caption}>
      <table class="data">
        <Head of={data.head.map((name) => <Text>{name}</Text>)} numbers={data.head.flatMap((_, i) => (numeric[i] ? [i] : []))} />
        <tbody>
          {data.rows.map((row, i) => (
            <tr key={i}>
              {data.head.map((_, j) => (
                <td key={j} class={numeric[j] ? "number" : ""}>
                  <Text>{written(row[j], data.units?.[j])}</Text>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
