/** The recorded rows behind a number: who sold how much to whom, and the rule that changed a row. */

import { useEffect, useState } from "../hooks";
import { get } from "../api";
import { saveCsv, type TableData } from "../download";
import { Button } from "../parts/button";
import { Page } from "../parts/page";
import { Note, Text } from "../parts/small";
import { DataTable } from "../parts/table";
import { result } from "../result";
import { param, setParam } from "../route";
import { plural, spaced } from "../words";

interface Flow {
  year: number;
  supplier: string;
  buyer: string;
  good: string;
  value_usd: number;
  mass_t: number | null;
  adjusted: string | null;
}

const FIELDS = ["good", "from", "to", "year"] as const;
const MOST = 200; // rows that are shown; the file has them all

export function RowsPage() {
  const goods = [...new Set([...result.scenarios.flatMap((s) => s.results.map((m) => m.good)), ...result.adjustments.map((a) => a.good)])];
  const asked = { good: param("good") || goods[0] || "crude-oil", from: param("from"), to: param("to"), year: param("year") || String(result.year) };
  const [found, setFound] = useState<{ rows: Flow[]; of: number } | null>(null);
  const [wrong, setWrong] = useState("");
  const query = new URLSearchParams(asked).toString();
  useEffect(() => {
    const timer = setTimeout(() => {
      get<{ rows: Flow[]; of: number }>(`/api/flows?${query}`).then(
        (answer) => {
          setFound(answer);
          setWrong("");
        },
        (error: Error) => setWrong(error.message),
      );
    }, 150);
    return () => clearTimeout(timer);
  }, [query]);
  const data: TableData = {
    head: ["year", "supplier", "buyer", "value", "mass", "changed by"],
    units: [null, null, null, "usd", "t", null],
    rows: (found?.rows ?? []).map((r) => [r.year, r.supplier, r.buyer, r.value_usd, r.mass_t, r.adjusted]),
  };
  return (
    <Page id="rows" title="Recorded rows">
      <Note>
        As customs recorded them, after the rules of <a href="/data">Data and licences</a>; “changed by” names the rule that
        touched a row. The address of this page leads to the same rows.
      </Note>
      <div class="row-of-tools">
        {FIELDS.map((field) => (
          <label key={field}>
            {field}{" "}
            <input type="text" size={10} value={asked[field]} onInput={(event) => setParam(field, event.currentTarget.value, true)} />
          </label>
        ))}
        <Button disabled={!found} onClick={() => saveCsv(`rows-${asked.good}`, data)}>
          CSV
        </Button>
      </div>
      <p role="status" class={wrong ? "fault" : "means"}>
        {wrong || (found ? `${plural(found.of, "row")} of ${spaced(asked.good)}${found.of > MOST ? `, the ${MOST} largest shown` : ""}` : "asking…")}
      </p>
      {found && found.rows.length > 0 && <DataTable data={{ ...data, rows: data.rows.slice(0, MOST) }} caption={`Rows of ${spaced(asked.good)}`} />}
      {found && !found.rows.length && <p class="empty"><Text>No such row is recorded.</Text></p>}
    </Page>
  );
}
