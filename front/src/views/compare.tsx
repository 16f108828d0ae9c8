/** Compare: scenarios, or the case with what it was, over the same draws. */

import { useEffect, useState } from "../hooks";
import { post, type Compared, type ComparedRow } from "../api";
import { GainBar } from "../marks/interval";
import { extent, linear } from "../marks/scale";
import { apart, isLess } from "../dollar";
import { intervalIn, isNumber, NONE, valueIn } from "../numbers";
import { Choose } from "../parts/choose";
import { Page } from "../parts/page";
import { Code, Note, Text } from "../parts/small";
import { GroupHead, Listing, RowHead, Scroller } from "../parts/table";
import { ranCase, result, scenarioOf, stateName } from "../result";
import { param, setParams } from "../route";
import { PAGE } from "../session";
import type { Interval } from "../types";
import { spaced } from "../words";
import { CompareSaved } from "./compare-saved";
import { marketName, namedOnes } from "./gains";

const SIDES = ["a", "b", "c", "d"] as const;
const UNITS = { total: "usd", price: "share" } as const;
const BAR = 160;

const known = () => ["baseline", ...result.scenarios.map((s) => s.id)];

const chosen = (): string[] => {
  const asked = SIDES.map(param).filter((id) => known().includes(id));
  return asked.length > 1 ? asked : known().slice(0, 2);
};

const title = (id: string) => (id === "baseline" ? "As it was" : scenarioOf(id)?.title || id);

export function Compare() {
  const sides = chosen();
  const set = (at: number, id: string) => {
    const next = [...sides.slice(0, at), ...(id ? [id] : []), ...sides.slice(at + 1)];
    setParams(Object.fromEntries(SIDES.map((side, i) => [side, next[i] ?? ""])));
  };
  const fields = [...sides, ...(sides.length < SIDES.length ? [""] : [])];
  return (
    <Page id="compare" title="Compare">
      <Note>
        Intervals that overlap are no test of a difference: what scenarios have in common moves all of them. The difference is
        taken in each draw and has an interval of its own.
      </Note>
      <div class="row-of-tools">
        {fields.map((id, at) => (
          <Choose
            key={at} label={["From", "to"][at] ?? "and"} value={id}
            of={[...(at > 1 || !id ? [["", NONE] as const] : []), ...known().map((one) => [one, title(one)] as const)]}
            choose={(one) => set(at, one)}
          />
        ))}
      </div>
      {__LIVE__ ? <Asked sides={sides} /> : <Beside sides={sides} />}
      {__LIVE__ && <CompareSaved />}
    </Page>
  );
}

/** Under `accord serve` the differences are asked for. */
function Asked({ sides }: { sides: string[] }) {
  const [found, setFound] = useState<Compared | null>(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    setFound(null);
    post<Compared>("/api/compare", {
      text: result.case_text, name: result.case, scenarios: sides, draws: result.draws, seed: result.seed, page: `${PAGE}-compare`,
    }).then(
      (answer) => {
        setFound(answer);
        setWrong("");
      },
      (error: Error) => setWrong(error.message),
    );
  }, [sides.join()]);
  if (wrong) return <p class="fault" role="alert">{wrong}</p>;
  if (!found) return <p role="status">Solving both over the same draws…</p>;
  return <Differences found={found} />;
}

const surely = ({ low, high }: Interval) => isNumber(low) && isNumber(high) && (low > 0 || high < 0);

const text = (one: Interval, unit: string) =>
  `${valueIn(one, unit, { signed: true })} ${intervalIn(one, unit)}`;

function Differences({ found }: { found: Compared }) {
  const [first = "", ...others] = found.scenarios ?? [];
  if (!found.rows.length) return <p class="empty">No market of the case moves in any of them.</p>;
  const scales = (["total", "price"] as const).map((quantity) => {
    const ends = found.rows.filter((row) => row.quantity === quantity).flatMap((row) => row.differences!.flatMap((d) => [d.low, d.high, 0]));
    return [quantity, linear(...extent(ends), 2, BAR - 2)] as const;
  });
  const scaleOf = Object.fromEntries(scales);
  return (
    <Scroller label="Differences">
      <table class="compare">
        <caption>
          {found.draws} draws, seed {found.seed}, {found.horizon} run. What surely differs comes first; bars of one quantity share a scale.
        </caption>
        <thead>
          <tr>
            <th scope="col">Good</th>
            <th scope="col">State</th>
            <th scope="col">What</th>
            <th scope="col" class="number">{title(first)}</th>
            {others.map((id) => (
              <th key={id} scope="col" colSpan={2}>{title(id)} less the first</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row, i) => (
            <DifferenceRow key={i} row={row} x={scaleOf[row.quantity!]!} />
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function DifferenceRow({ row, x }: { row: ComparedRow; x: ReturnType<typeof linear> }) {
  const unit = UNITS[row.quantity!];
  return (
    <tr>
      <td>{spaced(row.good!)}</td>
      <RowHead><Text>{stateName(row.state!)}</Text></RowHead>
      <td>{row.quantity === "total" ? "total, a year" : "producer price"}</td>
      <td class="number nowrap">{apart(row.values[0]!, unit)}</td>
      {row.differences!.map((one, i) => [
        <td key={`v${i}`} class="nowrap">{surely(one) && !isLess(one, unit) ? <b>{apart(one, unit)}</b> : apart(one, unit)}</td>,
        <td key={`b${i}`}><GainBar ends={one} x={x} width={BAR} /></td>,
      ])}
    </tr>
  );
}

/** A report has what each scenario does, and says how to get the difference draw by draw. */
function Beside({ sides }: { sides: string[] }) {
  const found = sides.map((id) => scenarioOf(id)?.results ?? []);
  const markets = new Set(found.flat().map(marketName));
  const named = namedOnes();
  return (
    <>
      <p>This file has what each does against the world as it was. For the difference draw by draw, with its own interval:</p>
      <Code text={`accord compare ${sides.join(" ")} --case ${ranCase()}`} label="the command that compares" />
      <Listing
        label="Totals side by side" look="compare" caption={`Total, US$ a year, against the world of ${result.year}`}
        of={["State", ...sides.map(title)]} numbers={sides.map((_, i) => i + 1)}
      >
        {[...markets].map((name) => {
          const rows = found.map((all) => all.find((m) => marketName(m) === name)?.states ?? []);
          const states = [...new Set(rows.flat().map(({ state }) => state))].filter((state) => named.has(state));
          return (
            <tbody key={name}>
              <GroupHead wide={sides.length + 1}>{name}</GroupHead>
              {states.map((state) => (
                <tr key={state}>
                  <RowHead><Text>{stateName(state)}</Text></RowHead>
                  {rows.map((all, i) => {
                    const total = all.find((row) => row.state === state)?.total;
                    return <td key={i} class="number nowrap">{total ? text(total, "usd") : sides[i] === "baseline" ? "0" : NONE}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          );
        })}
      </Listing>
    </>
  );
}
