/** Where the numbers come from: sources, licences, adjustments; and how to make them again. */

import { dateText, fixed, valueText } from "../numbers";
import { Page } from "../parts/page";
import { Code, Csv, Note, Outward, Pairs, Second, Text, UsedBy } from "../parts/small";
import { Head } from "../parts/table";
import { result } from "../result";
import type { Source } from "../types";
import { spaced } from "../words";

function SourceRow({ s }: { s: Source }) {
  return (
    <tr id={`data/${s.key}`} tabIndex={-1}>
      <th scope="row">
        <code>
          <Text>{s.key}</Text>
        </code>
      </th>
      <td>
        <Text>{s.title}</Text>
        <Second>
          <Text>{[s.publisher, s.version && `edition ${s.version}`].filter(Boolean).join(", ")}</Text>
        </Second>
        {s.note && (
          <Second>
            <Text>{s.note}</Text>
          </Second>
        )}
        {s.link && (
          <Second>
            <Outward link={s.link} />
          </Second>
        )}
      </td>
      <td data-label="licence">
        <Text>{s.licence ?? "–"}</Text>
        {s.terms === "not read" && s.licence !== "terms not read" && <Second>terms not read</Second>}
      </td>
      <td class="nowrap" data-label="read on">{s.retrieved ? dateText(s.retrieved) : "–"}</td>
      <td data-label="used by">
        <UsedBy claims={s.used_by} />
      </td>
    </tr>
  );
}

export function Data() {
  return (
    <Page id="data" title="Data and licences">
      <table class="sources-table">
        <colgroup>
          <col class="key" />
          <col />
          <col class="licence" />
          <col class="day" />
          <col class="used" />
        </colgroup>
        <Head of={["Source", "What", "Licence", "Read on", "Used by"]} />
        <tbody>
          {result.sources.map((s) => (
            <SourceRow key={s.key} s={s} />
          ))}
        </tbody>
      </table>
      <h2>What was adjusted</h2>
      {result.adjustments.length ? (
        <>
          <table class="adjustments">
            <Head of={["Good", "Year", "Rule", "Touched", "Their mass"]} />
            <tbody>
              {result.adjustments.map((a, i) => (
                <tr key={i}>
                  <th scope="row">{spaced(a.good)}</th>
                  <td data-label="year">{a.year}</td>
                  <td data-label="rule">
                    <code>{a.rule}</code>
                    <Second>
                      <Text>{a.says}</Text>
                    </Second>
                  </td>
                  <td class="nowrap" data-label="touched">
                    {fixed(a.count, 0)} of {fixed(a.of, 0)} {a.works_on}
                  </td>
                  <td class="nowrap" data-label="their mass">
                    {valueText(a.mass_before, null, null, "t")}
                    {a.mass_after !== a.mass_before && ` → ${valueText(a.mass_after, null, null, "t")}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="files">
            <Csv
              name="adjustments"
              table={() => ({
                head: ["good", "year", "rule", "says", "works_on", "count", "of", "mass_before (t)", "mass_after (t)"],
                rows: result.adjustments.map((a) => [a.good, a.year, a.rule, a.says, a.works_on, a.count, a.of, a.mass_before, a.mass_after]),
              })}
            />
          </p>
        </>
      ) : (
        <p>No row was adjusted.</p>
      )}
    </Page>
  );
}

export function Manifest() {
  const { manifest } = result;
  const pairs: [string, string | number][] = [
    ["accord", manifest.accord],
    ["Seed", manifest.seed],
    ["Draws", fixed(manifest.draws, 0)],
    ["World", result.year],
    ...Object.entries(result.overrides).map(([key, value]): [string, string] => ["Set by the command", `${key} = ${value}`]),
  ];
  const sums = [["case file", manifest.case_sha256], ...Object.entries(manifest.tables)];
  return (
    <section id="manifest" aria-labelledby="manifest-title">
      <h2 id="manifest-title">How to make it again</h2>
      <Note>The same command, version, seed and tables give the same result, to the byte.</Note>
      <Code text={manifest.command} label="the command that makes this result" />
      <Pairs rows={pairs} />
      <details class="print">
        <summary>Checksums (SHA-256)</summary>
        <table class="sums">
          <tbody>
            {sums.map(([file, sum]) => (
              <tr key={file}>
                <th scope="row">{file}</th>
                <td>
                  <code class="sum">{sum ?? "–"}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
