/** The assumptions with their distributions drawn, and what each of them decides. */

import { Density, inMultiples, TIMES } from "../marks/small";
import { levelText } from "../numbers";
import { Judged, Note, Second, SourceLink, Text, UsedBy } from "../parts/small";
import { Page } from "../parts/page";
import { Cell, Head, RowHead } from "../parts/table";
import { result } from "../result";
import type { Assumption } from "../types";
import { plural } from "../words";

function Row({ a }: { a: Assumption }) {
  const text = (value: number) => levelText(value, a.unit);
  return (
    <tr id={`assumptions/${a.name}`} tabIndex={-1}>
      <RowHead>
        <Text>{a.label}</Text>
        <Judged name={a.name} />
        <code class="second">{a.name}</code>
        {a.note && (
          <Second>
            <Text>{a.note}</Text>
          </Second>
        )}
      </RowHead>
      <td class="drawn">
        <Density a={a} />
        <span class="ends-below">{`${text(a.low)} to ${text(a.high)}${inMultiples(a) ? "" : ", on its own scale"}`}</span>
      </td>
      <td>
        <Text>{a.text}</Text>
        <Second>central {text(a.central)}</Second>
      </td>
      <Cell of="source">{a.judgement && a.source === "judgement" ? "judgement" : <SourceLink name={a.source} />}</Cell>
      <Cell of="used by">
        <UsedBy claims={a.used_by} />
      </Cell>
    </tr>
  );
}

export const Assumptions = () => (
  <Page id="assumptions" title="Assumptions">
    <Note>
      {plural(result.assumptions.length, "number")} that nobody knows exactly, each drawn {result.draws} times;{" "}
      {result.assumptions.filter((a) => a.judgement).length} are judgement. Densities share one scale, from nothing to {TIMES} times
      the central value, which is the line: a wide one is uncertain. Hatched: nothing is known within the range.
    </Note>
    {result.assumptions.length > 0 && (
      <table class="assumptions">
        <Head of={["Assumption", "Density", "Distribution", "Source", "Used by"]} />
        <tbody>
          {result.assumptions.map((a) => (
            <Row key={a.name} a={a} />
          ))}
        </tbody>
      </table>
    )}
  </Page>
);
