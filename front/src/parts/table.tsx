/** A plain table of data, numbers to the right. */

import { isNumber } from "../numbers";
import type { TableData } from "../download";
import type { Cell } from "../types";
import { Text } from "./small";

const written = (cell: Cell | undefined) =>
  cell === null || cell === undefined ? "–" : isNumber(cell) ? String(Number(cell.toPrecision(6))) : String(cell);

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
                  <Text>{written(row[j])}</Text>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
