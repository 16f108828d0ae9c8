/** Who gains and who pays: by scenario, good and horizon, in a table by state. */

import { signal } from "../signal";
import type { TableData } from "../download";
import { linear } from "../marks/scale";
import { drawsText, intervalIn, isNumber, tableMoney, valueIn } from "../numbers";
import { onPaper } from "../paper";
import { Amount } from "../parts/amount";
import { Choose } from "../parts/choose";
import { Fold } from "../parts/fold";
import { Page } from "../parts/page";
import { AssumptionLink, AssumptionLinks, Csv, Means, Note, Small, Text } from "../parts/small";
import { GroupHead, Listing, RowHead } from "../parts/table";
import { assumptionOf, namesOf, result, scenarioOf, stateName } from "../result";
import { pageAddress, partShown } from "../route";
import type { Interval, Market, Scenario, StateRow } from "../types";
import { plural, QUANTITIES, QUANTITY_NAMES, spaced, type Quantity } from "../words";
import { GainsMost } from "./summary";

/** A narrow screen has room for one quantity at a time. */
const chosen = signal<Quantity>("total");

const CHANGES: Quantity[] = ["price", "price_index", "revenue_change"];
const unitOf = (quantity: Quantity) => (CHANGES.includes(quantity) ? "share" : "usd");
/** The unit of money that all cells of some markets share. */
const moneyOf = (markets: Market[]) =>
  tableMoney(Math.max(0, ...markets.flatMap((m) => rowsOf(m).map((row) => Math.abs(row.total?.value ?? 0)))));
const UNKNOWN: Interval = { value: null, low: null, high: null };

export const marketName = (m: Market) => `${spaced(m.good)}, ${m.horizon} run`;

/** All rows of a market: states, then blocs. */
const rowsOf = (m: Market): StateRow[] => [...m.states, ...m.blocs];

/** Interval that leaves 0 out: the sign can be trusted under the case's assumptions. */
const surely = ({ low, high }: Interval) => isNumber(low) && isNumber(high) && (low > 0 || high < 0);

/** Four steps of colour; none where the amount is lost beside the largest. */
function depth(value: number, most: number): number {
  if (Math.abs(value) < 0.005 * most) return 0;
  return Math.max(1, Math.min(4, Math.ceil(Math.sqrt(Math.abs(value) / (most || 1)) * 4)));
}

/** Goods in their order, each with its short run before its long one. */
function byGood(markets: Market[]): Market[] {
  const goods = [...new Set(markets.map((m) => m.good))];
  const at = (m: Market) => goods.indexOf(m.good) * 2 + (m.horizon === "long" ? 1 : 0);
  return [...markets].sort((a, b) => at(a) - at(b));
}

/** Whoever the case names stands in the matrix; others where they move by a part of the largest. */
export const namedOnes = () => new Set([...result.candidates, ...result.parties, ...result.adversaries]);
const MOVES = 0.05;

const SUMS = "Blocs: sums over members, most of whom stand above too. Don't add them up.";

/** States against markets, the total change of each: the picture before the details. */
function Matrix({ scenario }: { scenario: Scenario }) {
  const markets = byGood(scenario.results);
  const cell = (m: Market, code: string) => rowsOf(m).find((row) => row.state === code)?.total ?? null;
  const money = moneyOf(markets);
  const most = Math.max(...markets.flatMap((m) => m.states.map((row) => Math.abs(row.total?.value ?? 0))), 0);
  const NAMED = namedOnes();
  const blocs = new Set(markets.flatMap((m) => m.blocs.map((row) => row.state)));
  const moves = (row: StateRow) => NAMED.has(row.state) || Math.abs(row.total?.value ?? 0) >= MOVES * most;
  const found = new Map<string, number>(); // the largest total of whoever stands in the matrix
  for (const row of markets.flatMap(rowsOf).filter(moves))
    found.set(row.state, Math.max(found.get(row.state) ?? 0, Math.abs(row.total?.value ?? 0)));
  const named = [...NAMED].filter((code) => found.has(code));
  const others = [...found.keys()].filter((code) => !NAMED.has(code));
  const codes = [...named, ...others.sort((a, b) => found.get(b)! - found.get(a)!)];
  const row = (code: string) => (
    <tr key={code}>
      <RowHead>
        <Text>{stateName(code)}</Text> {stateName(code) !== code && <Means>{code}</Means>}
      </RowHead>
      {markets.map((m) => {
        const total = cell(m, code);
        const tint = total && isNumber(total.value) && surely(total) ? `${total.value > 0 ? "gain" : "loss"}-${depth(total.value, most)}` : "";
        return (
          <td key={marketName(m)} class={`number ${tint}`}>
            {total ? valueIn(total, "usd", { signed: true, scale: money, most: 1 }) : "–"}
          </td>
        );
      })}
    </tr>
  );
  return (
    <Listing
      label={`Totals, ${scenario.title}`} look="matrix"
      caption={`Total change, ${money.name} a year: surplus of buyers and producers, and rents. Coloured where the 90 % interval leaves 0 out.`}
      of={["State", ...markets.map((m) => <>{spaced(m.good)}<br /><Means>{m.horizon} run</Means></>)]}
      numbers={markets.map((_, i) => i + 1)}
    >
        <tbody>{codes.filter((code) => !blocs.has(code)).map(row)}</tbody>
        {codes.some((code) => blocs.has(code)) && (
          <tbody class="blocs">
            <GroupHead wide={markets.length + 1}>{SUMS}</GroupHead>
            {codes.filter((code) => blocs.has(code)).map(row)}
          </tbody>
        )}
    </Listing>
  );
}

/** One scale a column, 0 always on it. */
function columnScale(m: Market, quantity: Quantity, width: number) {
  const ends = rowsOf(m).flatMap((row) => {
    const { value, low, high } = row[quantity] ?? UNKNOWN;
    return [value, low, high].filter(isNumber);
  });
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  return linear(low, high === low ? low + 1 : high, 3, width - 3);
}

const CELL = 104;

function QuantityCell({ row, quantity, m }: { row: StateRow; quantity: Quantity; m: Market }) {
  const ends = row[quantity] ?? UNKNOWN;
  const unit = unitOf(quantity);
  const scale = unit === "usd" ? moneyOf([m]) : undefined;
  const as = { scale, most: scale ? 1 : 3 };
  const title = isNumber(ends.value)
    ? `90 %: ${intervalIn(ends, unit, { ...as, words: true })}${scale ? ` ${scale.name}` : " %"}`
    : "no value: it sells or buys none";
  return (
    <Amount
      class={`quantity ${quantity === chosen.value ? "chosen" : ""}`}
      title={title} ends={ends} x={columnScale(m, quantity, CELL)} wide={CELL} unit={unit} as={as}
    />
  );
}

const QuantityRow = ({ row, m }: { row: StateRow; m: Market }) => (
  <tr>
    <RowHead>
      <Text>{stateName(row.state)}</Text>
    </RowHead>
    {QUANTITIES.map((q) => (
      <QuantityCell key={q} row={row} quantity={q} m={m} />
    ))}
  </tr>
);

function marketTable(m: Market): TableData {
  const columns = QUANTITIES.flatMap((q) => (["value", "low", "high"] as const).map((end) => [q, end] as const));
  return {
    head: ["state", "output", ...columns.map((column) => column.join(" "))],
    units: [null, "usd", ...columns.map(([q]) => unitOf(q))],
    rows: rowsOf(m).map((row) => [row.state, row.output_usd, ...columns.map(([q, end]) => row[q]?.[end] ?? null)]),
  };
}

const largest = (m: Market) => Math.max(0, ...m.states.map((row) => Math.abs(row.total?.value ?? 0)));

/** A market that moves by less than this part of the largest one says so, and stays off paper. */
const HARDLY = 0.01;

interface MarketProps {
  m: Market;
  scenario: Scenario;
  open: boolean;
}

/** One market, folded; its table is drawn once it is opened or printed. */
function MarketDetails({ m, scenario, open }: MarketProps) {
  const hardly = largest(m) < HARDLY * Math.max(...scenario.results.map(largest));
  return (
    <Fold
      class={`market ${m.horizon === scenario.horizon && !hardly ? "print" : ""}`}
      open={open}
      summary={
        <>
          {marketName(m)}{" "}
          <Means>
            · {plural(m.states.length, "state")}
            {hardly && ", hardly touched"}
          </Means>
        </>
      }
    >
      {() => <MarketTable m={m} scenario={scenario} />}
    </Fold>
  );
}

function MarketTable({ m, scenario }: Omit<MarketProps, "open">) {
  return (
    <>
      <div class="market-tools">
        <Choose class="choose" label="Show" value={chosen.value} of={QUANTITIES.map((q) => [q, QUANTITY_NAMES[q]])} choose={(q) => (chosen.value = q as Quantity)} />
        <Csv name={`${scenario.id}-${m.good}-${m.horizon}`} table={() => marketTable(m)} />
      </div>
      <table class="market-table">
        <thead>
          <tr>
            <th scope="col">State</th>
            {QUANTITIES.map((q) => (
              <th key={q} scope="col" class={`quantity ${q === chosen.value ? "chosen" : ""}`}>
                {QUANTITY_NAMES[q]}
                <br />
                <Means>{unitOf(q) === "usd" ? `${moneyOf([m]).name} a year` : "change"}</Means>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {m.states.map((row) => (
            <QuantityRow key={row.state} row={row} m={m} />
          ))}
        </tbody>
        {m.blocs.length > 0 && (
          <tbody class="blocs">
            <GroupHead wide={QUANTITIES.length + 1}>{SUMS}</GroupHead>
            {m.blocs.map((row) => (
              <QuantityRow key={row.state} row={row} m={m} />
            ))}
          </tbody>
        )}
      </table>
      {m.assumptions.length > 0 && (
        <Small>
          Rests on <AssumptionLinks names={m.assumptions} />. Each column has one scale for all its rows.
          {m.capped ? ` In ${drawsText(m.capped)} of the draws a cut of cost was larger than the margin allows, and was capped.` : ""}
        </Small>
      )}
    </>
  );
}

/** A shock in words: the name of an assumption in it leads to what that is called. */
const named = (shock: string) =>
  namesOf(shock).split(/([\w.-]+)/).map((piece, i) => (assumptionOf(piece) ? <AssumptionLink key={i} name={piece} /> : <Text key={i}>{piece}</Text>));

/** What happens in a scenario, in a list of its shocks. */
export const Shocks = ({ scenario }: { scenario: Scenario }) => (
  <ul class="shocks">
    {scenario.shocks.map((shock) => (
      <li key={shock}>{named(shock)}</li>
    ))}
  </ul>
);

function ScenarioBlock({ scenario }: { scenario: Scenario }) {
  const markets = byGood(scenario.results);
  return (
    <section class="scenario" aria-label={scenario.title || scenario.id}>
      {onPaper.value && (
        <h3>
          <Text>{scenario.title || scenario.id}</Text>
        </h3>
      )}
      <p>
        <GainsMost scenario={scenario} />
      </p>
      <Shocks scenario={scenario} />
      <Small>
        Horizon of its claims: {scenario.horizon} run.
        {scenario.failed_draws > 0 && ` ${plural(scenario.failed_draws, "draw")} had no equilibrium and count against every verdict.`}
      </Small>
      {markets.length > 0 ? (
        <>
          <Matrix scenario={scenario} />
          {(onPaper.value ? markets.slice(0, scenario === result.scenarios[0] ? 1 : 0) : markets).map((m, i) => (
            <MarketDetails key={marketName(m)} m={m} scenario={scenario} open={i === 0} />
          ))}
        </>
      ) : (
        <p class="empty">No market was solved in this scenario.</p>
      )}
      {scenario.unchanged.length > 0 && (
        <Small>Not touched by any of its shocks: {scenario.unchanged.map(spaced).join(", ")}.</Small>
      )}
    </section>
  );
}

const Against = () => (
  <Note>
    Against the world of {result.year} without the scenario, US$ of that year. Goods are markets of their own; nothing is
    added across them.
  </Note>
);

/** The scenarios to choose from; each has its own address on a page. */
export const ScenarioTabs = ({ page, chosen }: { page: string; chosen: string }) => (
  <nav class="tabs" aria-label="Scenarios">
    {result.scenarios.map(({ id, title }) => (
      <a key={id} href={pageAddress(page, id)} aria-current={id === chosen ? "true" : undefined}>
        <Text>{title || id}</Text>
      </a>
    ))}
  </nav>
);

export function Gains() {
  const scenario = scenarioOf(partShown.value) ?? result.scenarios[0]!;
  return (
    <Page id="gains" title="Who gains and who pays">
      <Against />
      <ScenarioTabs page="gains" chosen={scenario.id} />
      <ScenarioBlock key={scenario.id} scenario={scenario} />
    </Page>
  );
}

/** All scenarios, one after the other. */
export const GainsOnPaper = () =>
  result.scenarios.length ? (
    <Page id="gains" title="Who gains and who pays">
      <Against />
      <Note>One market in full, of the first scenario; all others are on these pages' screens and in scenarios.csv.</Note>
      <div class="scenarios">
        {result.scenarios.map((scenario) => (
          <ScenarioBlock key={scenario.id} scenario={scenario} />
        ))}
      </div>
    </Page>
  ) : null;
