/** A plain table of data, numbers to the right and written by their unit. */

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

export function DataTable({ data, caption }: { data: TableData; caption: string }) {
  const numeric = data.head.map((_, i) => data.rows.some((row) => isNumber(row[i])));
  return (
    <div class="scroller" tabIndex={0} role="region" aria-label={caption}>
      <table class="data">
        <thead>
          <tr>
            {data.head.map((name, i) => (
              <th key={i} scope="col" class={numeric[i] ? "number" : ""}>
                <Text>{name}</Text>
              </th>
            ))}
          </tr>
        </thead>
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
    </div>
  );
}
