/** What was not tested, why, and what it would take: visible, never left out. */

import { Page } from "../parts/page";
import { ClaimLink, Note, Text } from "../parts/small";
import { Cell, Head, RowHead } from "../parts/table";
import { result } from "../result";
import { plural } from "../words";

export const NotTested = () => (
  <Page id="not-tested" title="What was not tested, and why">
    {result.not_tested.length ? (
      <>
        <Note>{plural(result.not_tested.length, "claim")}; untested is not refuted.</Note>
        <table class="not-tested">
          <Head of={["Claim", "Why not", "What it would take"]} />
          <tbody>
            {result.not_tested.map((row) => (
              <tr key={row.claim}>
                <RowHead>
                  <ClaimLink claim={row.claim} />
                </RowHead>
                <Cell of="why not">
                  <Text>{row.reason ?? "–"}</Text>
                </Cell>
                <Cell of="would take">
                  <Text>{row.would_take ?? "–"}</Text>
                </Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </>
    ) : (
      <p>Every claim was tested.</p>
    )}
  </Page>
);
