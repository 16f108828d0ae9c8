/** Where the numbers come from: sources, licences, adjustments; and how to make them again. */

import { dateText, fixed, valueText } from "../numbers";
import { Page } from "../parts/page";
import { ClaimLink, Code, Outward, Text } from "../parts/small";
import { saveCsv } from "../download";
import { result } from "../result";
import type { Source } from "../types";
import { plural, spaced } from "../words";

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
        <span class="second">
          <Text>{[s.publisher, s.version && `edition ${s.version}`].filter(Boolean).join(", ")}</Text>
        </span>
        {s.note && (
          <span class="second">
            <Text>{s.note}</Text>
          </span>
        )}
        {s.link && (
          <span class="second">
            <Outward link={s.link} />
          </span>
        )}
      </td>
      <td data-label="licence">
        <Text>{s.licence ?? "–"}</Text>
        {s.terms === "not read" && s.licence !== "terms not read" && <span class="second">terms not read</span>}
      </td>
      <td class="nowrap" data-label="read on">{s.retrieved ? dateText(s.retrieved) : "–"}</td>
      <td data-label="used by">
        {s.used_by.length ? (
          <details>
            <summary>{plural(s.used_by.length, "claim")}</summary>
            {s.used_by.map((claim) => (
              <div key={claim}>
                <ClaimLink claim={claim} />
              </div>
            ))}
          </details>
        ) : (
          "–"
        )}
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
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">What</th>
            <th scope="col">Licence</th>
            <th scope="col">Read on</th>
            <th scope="col">Used by</th>
          </tr>
        </thead>
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
            <thead>
              <tr>
                <th scope="col">Good</th>
                <th scope="col">Year</th>
                <th scope="col">Rule</th>
                <th scope="col">Touched</th>
                <th scope="col">Their mass</th>
              </tr>
            </thead>
            <tbody>
              {result.adjustments.map((a, i) => (
                <tr key={i}>
                  <th scope="row">{spaced(a.good)}</th>
                  <td data-label="year">{a.year}</td>
                  <td data-label="rule">
                    <code>{a.rule}</code>
                    <span class="second">
                      <Text>{a.says}</Text>
                    </span>
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
            <button
              type="button"
              onClick={() =>
                saveCsv("adjustments", {
                  head: ["good", "year", "rule", "says", "works_on", "count", "of", "mass_before (t)", "mass_after (t)"],
                  rows: result.adjustments.map((a) => [
                    ...[a.good, a.year, a.rule, a.says, a.works_on],
                    ...[a.count, a.of, a.mass_before, a.mass_after],
                  ]),
                })
              }
            >
              CSV
            </button>
          </p>
        </>
      ) : (
        <p>No row was adjusted.</p>
      )}
    </Page>
  );
}

const Sum = ({ of }: { of: string | null }) => <code class="sum">{of ?? "–"}</code>;

export function Manifest() {
  const { manifest } = result;
  const files = { ...manifest.tables };
  return (
    <section id="manifest" aria-labelledby="manifest-title">
      <h2 id="manifest-title">How to make it again</h2>
      <p class="note">The same command, version, seed and tables give the same result, to the byte.</p>
      <Code text={manifest.command} label="the command that makes this result" />
      <dl class="pairs">
        <div>
          <dt>accord</dt>
          <dd>{manifest.accord}</dd>
        </div>
        <div>
          <dt>Seed</dt>
          <dd>{manifest.seed}</dd>
        </div>
        <div>
          <dt>Draws</dt>
          <dd>{fixed(manifest.draws, 0)}</dd>
        </div>
        <div>
          <dt>World</dt>
          <dd>{result.year}</dd>
        </div>
        {Object.entries(result.overrides).map(([key, value]) => (
          <div key={key}>
            <dt>Set by the command</dt>
            <dd>
              {key} = {String(value)}
            </dd>
          </div>
        ))}
      </dl>
      <details class="print">
        <summary>Checksums (SHA-256)</summary>
        <table class="sums">
          <tbody>
            <tr>
              <th scope="row">case file</th>
              <td>
                <Sum of={manifest.case_sha256} />
              </td>
            </tr>
            {Object.entries(files).map(([file, sum]) => (
              <tr key={file}>
                <th scope="row">{file}</th>
                <td>
                  <Sum of={sum} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
