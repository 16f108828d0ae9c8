/** A plain table of data, numbers to the right and written by their unit. */

import type { ComponentChildren, ComponentProps } from "preact";
import { isNumber, valueText } from "../numbers";
import type { TableData } from "../download";
import type { Cell as Datum } from "../types";
import { Text } from "./small";

/** A cell; a whole number without a unit is a year or a count, and stands as it is. */
function written(cell: Datum | undefined, unit: string | null | undefined): string {
  if (cell === null || cell === undefined) return "–";
  if (!isNumber(cell)) return String(cell);
  return unit || !Number.isInteger(cell) ? valueText(cell, null, null, unit ?? "") : String(cell);
}

interface HeadProps {
  of: ComponentChildren[];
  numbers?: number[];
}

/** The head of a table, of one row; columns of numbers have their names to the right. */
export const Head = ({ of, numbers = [] }: HeadProps) => (
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

/** The head of a row. */
export const RowHead = (props: ComponentProps<"th">) => <th scope="row" {...props} />;

/** A cell that says on a narrow screen, where the head of its column is gone, what it is of. */
export const Cell = ({ of, ...rest }: ComponentProps<"td"> & { of: string }) => <td data-label={of} {...rest} />;

/** A row that says what the rows below it are. */
export const GroupHead = ({ wide, children }: { wide: number; children: ComponentChildren }) => (
  <tr>
    <th colSpan={wide} scope="rowgroup" class="means">
      {children}
    </th>
  </tr>
);

/** The columns of a table by class, for their widths. */
export const Columns = ({ of }: { of: string }) => (
  <colgroup>
    {of.split(" ").map((look) => (
      <col key={look} class={look} />
    ))}
  </colgroup>
);

/** What is wider than the page moves sideways within itself, by keyboard too. */
export const Scroller = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="scroller" tabIndex={0} role="region" aria-label={label}>
    {children}
  </div>
);

interface ListingProps extends HeadProps {
  label: string;
  look: string;
  caption: ComponentChildren;
  children: ComponentChildren;
}

/** A table with what it is of above it, as wide as it needs. */
export const Listing = ({ label, look, caption, children, ...head }: ListingProps) => (
  <Scroller label={label}>
    <table class={look}>
      <caption>{caption}</caption>
      <Head {...head} />
      {children}
    </table>
  </Scroller>
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
