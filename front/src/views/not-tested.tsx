/** What was not tested, why, and what it would take: visible, never left out. */

import { Page } from "../parts/page";
import { ClaimLink, Note, Text } from "../parts/small";
import { Head } from "../parts/table";
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
                <th scope="row">
                  <ClaimLink claim={row.claim} />
                </th>
                <td data-label="why not">
                  <Text>{row.reason ?? "–"}</Text>
                </td>
                <td data-label="would take">
                  <Text>{row.would_take ?? "–"}</Text>
                </td>
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
