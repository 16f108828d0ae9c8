/** Where the numbers come from: sources, licences, adjustments; and how to make them again. */

import { dateText, fixed, valueText } from "../numbers";
import { Page } from "../parts/page";
import { Code, Csv, Note, Outward, Pairs, Second, Text, UsedBy } from "../parts/small";
import { Cell, Columns, Head, RowHead } from "../parts/table";
import { result } from "../result";
import type { Source } from "../types";
import { spaced } from "../words";

function SourceRow({ s }: { s: Source }) {
  return (
    <tr id={`data/${s.key}`} tabIndex={-1}>
      <RowHead>
        <code>
          <Text>{s.key}</Text>
        </code>
      </RowHead>
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
      <Cell of="licence">
        <Text>{s.licence ?? "–"}</Text>
        {s.terms === "not read" && s.licence !== "terms not read" && <Second>terms not read</Second>}
      </Cell>
      <Cell of="read on" class="nowrap">{s.retrieved ? dateText(s.retrieved) : "–"}</Cell>
      <Cell of="used by">
        <UsedBy claims={s.used_by} />
      </Cell>
    </tr>
  );
}

export function Data() {
  return (
    <Page id="data" title="Data and licences">
      <table class="sources-table">
        <Columns of="key what licence day used" />
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
                  <RowHead>{spaced(a.good)}</RowHead>
                  <Cell of="year">{a.year}</Cell>
                  <Cell of="rule">
                    <code>{a.rule}</code>
                    <Second>
                      <Text>{a.says}</Text>
                    </Second>
                  </Cell>
                  <Cell of="touched" class="nowrap">
                    {fixed(a.count, 0)} of {fixed(a.of, 0)} {a.works_on}
                  </Cell>
                  <Cell of="their mass" class="nowrap">
                    {valueText(a.mass_before, null, null, "t")}
                    {a.mass_after !== a.mass_before && ` → ${valueText(a.mass_after, null, null, "t")}`}
                  </Cell>
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
                <RowHead>{file}</RowHead>
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
