/** Who follows whom, who answers, and over how many poles the candidates' ties are spread. */

import type { TableData } from "../download";
import { Lattice, MOST_DRAWN } from "../marks/lattice";
import { PoleDots } from "../marks/poles";
import { linear } from "../marks/scale";
import { chanceWords, drawsText, fixed, isNumber, NONE, tableMoney, valueIn } from "../numbers";
import { onPaper } from "../paper";
import { Amount } from "../parts/amount";
import { Choose } from "../parts/choose";
import { Figure } from "../parts/figure";
import { Below } from "../parts/fold";
import { Page } from "../parts/page";
import { AssumptionLinks, Means, Note, Small, Text } from "../parts/small";
import { DataTable, GroupHead, Listing, RowHead } from "../parts/table";
import { result, scenarioOf, stateName } from "../result";
import { param, setParam } from "../route";
import type { Game, GameSet, Interval, PoleChannel, StateTies } from "../types";
import { listed, plural } from "../words";

const BAR = 150;
const SOURCE = () => `accord ${result.accord}, ${result.case}, world ${result.year}`;
const together = (members: string[]) => members.map(stateName).join(", ") || "nobody";
const ends = (i: Interval) => [i.value, i.low, i.high];

/** Interval bars of money that share one scale, each with its numbers below. */
function moneyOf(all: Interval[]) {
  const known = all.flatMap(ends).filter(isNumber);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const scale = tableMoney(Math.max(-low, high));
  const x = linear(low, high === low ? low + 1 : high, 3, BAR - 3);
  const cell = (i: Interval, key: string, look = "") => (
    <Amount key={key} class={`money ${look}`} ends={i} x={x} wide={BAR} unit="usd" as={{ scale, most: 1 }} />
  );
  return { name: scale.name, cell };
}

function stability(game: Game): TableData {
  return {
    head: ["members", "stable", "strictly", "on a tie", "held by transfers", "threats believed", "nobody answers", "transfer needed"],
    units: [null, ...Array<string>(6).fill("share"), "usd"],
    rows: game.sets.map((s) => [
      together(s.members), s.stable, s.strict, s.indifferent, s.potential, s.committed, s.unanswered, s.transfer?.value ?? null,
    ]),
  };
}

function Stability({ game, chosen }: { game: Game; chosen: GameSet }) {
  const best = game.sets.reduce((a, b) => (b.stable > a.stable ? b : a));
  const drawn = game.candidates.length <= MOST_DRAWN && game.sets.length === game.set_count;
  const title = `Likeliest to hold: ${together(best.members)}`;
  const summary =
    `${together(best.members)}: stable ${chanceWords(best.stable)} (${drawsText(best.stable)}). ` +
    `A set is stable where no member would leave and nobody outside would join. ${game.likeliest}`;
  const table = stability(game);
  if (!drawn)
    return (
      <>
        <h3>{title}</h3>
        <Small>{summary} {game.set_count > game.sets.length && `Of ${game.set_count} sets the ${game.sets.length} likeliest are listed.`}</Small>
        <DataTable data={table} caption="Stability of each set" />
      </>
    );
  return (
    <Figure name={`${result.case}-stability`} title={title} summary={summary} source={SOURCE()} table={table} most={720}>
      {(width) => <Lattice sets={game.sets} path={game.path} candidates={game.candidates} width={width} chosen={chosen.members.join(" ")} />}
    </Figure>
  );
}

const PARTS = ["market", "assumed", "total"] as const;

/** What a set brings each party: the market's part and what is assumed apart, before the sum. */
function Payoffs({ game, chosen }: { game: Game; chosen: GameSet }) {
  const { name, cell } = moneyOf(chosen.payoffs.flatMap((p) => PARTS.map((part) => p[part])));
  const all: TableData = {
    head: ["members", "party", ...PARTS.flatMap((part) => [part, `${part} low`, `${part} high`])],
    units: [null, null, ...Array<string>(9).fill("usd")],
    rows: game.sets.flatMap((s) =>
      s.payoffs.map((p) => [together(s.members), stateName(p.party), ...PARTS.flatMap((part) => ends(p[part]))]),
    ),
  };
  return (
    <>
      <h3>What it brings to whom</h3>
      <Choose
        class="who-in" label="Who is in" value={chosen.members.join(".")}
        of={game.sets.map(({ members }) => [members.join("."), together(members)])}
        choose={(set) => setParam("set", set || "nobody")}
      />
      <Listing label="Payoffs by party" look="payoffs" caption={<>{name} a year, against nobody joining; adversaries answer as is best for them. One scale for all bars.</>} of={["Party", "Market", "Assumed", "Both"]}>
          {[true, false].map((state) => (
            <tbody key={state} class={state ? "" : "blocs"}>
              {!state && (
                <GroupHead wide={4}>Groups: sums over members, some of whom stand above too. Don’t add them up.</GroupHead>
              )}
              {chosen.payoffs.filter(({ party }) => party in result.states === state).map((p) => (
                <tr key={p.party}>
                  <RowHead>
                    <Text>{stateName(p.party)}</Text>
                  </RowHead>
                  {PARTS.map((part) => cell(p[part], part))}
                </tr>
              ))}
            </tbody>
          ))}
        </Listing>
      <Small>
        Adversaries then: {chosen.answers.map((a) => `${listed(a.actions.map((id) => labelOf(game, id))) || "nothing"} (${drawsText(a.share)})`).join("; ") || NONE}.
      </Small>
      <Below summary="Every set">
        {() => <DataTable data={all} caption="Payoffs of every set" />}
      </Below>
    </>
  );
}

const labelOf = (game: Game, id: string) => game.ladder.find((rung) => rung.id === id)?.label ?? id;

function Ladder({ game }: { game: Game }) {
  if (!game.ladder.length) return null;
  const { name, cell } = moneyOf(game.ladder.flatMap((rung) => [rung.joiners_lose, rung.adversary_pays]));
  return (
    <>
      <h3>What adversaries can do, and what it costs both sides</h3>
      <Listing label="Answers of adversaries" look="payoffs ladder" caption={<>{name} a year, every candidate in and nobody else answering. Above 0 is a loss.</>} of={["Answer", "Joiners lose", "The adversary pays", "Played"]} numbers={[3]}>
          <tbody>
            {game.ladder.map((rung) => (
              <tr key={rung.id}>
                <RowHead>
                  <Text>{rung.label}</Text> <Means>{stateName(rung.by)}</Means>
                </RowHead>
                {cell(rung.joiners_lose, "lose", "cost")}
                {cell(rung.adversary_pays, "pay", "cost")}
                <td class="number">{drawsText(rung.credible)}</td>
              </tr>
            ))}
          </tbody>
        </Listing>
      <Small>Played: share of draws in which it is what the adversary does, being best for it.</Small>
    </>
  );
}

function Dominoes({ game }: { game: Game }) {
  const triggers: TableData = {
    head: ["who joins", "then wants to", "draws"],
    units: [null, null, "share"],
    rows: game.triggers.map((t) => [stateName(t.first), stateName(t.then), t.share]),
  };
  const steps: TableData = {
    head: ["who is in", "then joins", "draws and orders", "only because of them"],
    units: [null, null, "share", "share"],
    rows: game.path.map((s) => [together(s.inside), stateName(s.joins), s.share, s.follows]),
  };
  const last: TableData = {
    head: ["dominoes end with", "joining alone", "leaving too"],
    units: [null, "share", "share"],
    rows: game.ends.map((e) => [together(e.members), e.joining, e.leaving]),
  };
  const even: TableData = {
    head: ["candidate", "answer", "market alone", "low", "high", "with what is assumed", "low", "high"],
    units: [null, null, ...Array<string>(6).fill("share")],
    rows: game.even_chances.map((e) => [stateName(e.candidate), labelOf(game, e.answer), ...ends(e.market), ...ends(e.with_assumed)]),
  };
  const moved = (game.chances[0]?.moved ?? []).map(({ precision }) => `at ${precision}`);
  const chances: TableData = {
    head: ["candidate", "stage", "joined at that stage", "base rate", ...moved],
    units: [null, null, null, "share", ...moved.map(() => "share")],
    rows: game.chances.map((c) => [stateName(c.candidate), c.stage, `${c.joined} of ${c.of}`, c.base_rate, ...c.moved.map((m) => m.chance.value)]),
  };
  return (
    <>
      <h3>Who brings whom</h3>
      {triggers.rows.length ? <DataTable data={triggers} caption="Who brings whom" /> : <p class="empty">In no draw does one bring another.</p>}
      <Small>
        {game.supermodular > 0.95 ? "The order hardly matters:" : "The order matters:"} gains rise with the set in {drawsText(game.supermodular)} of draws.
      </Small>
      {steps.rows.length > 0 && <DataTable data={steps} caption="The path of dominoes, step by step" />}
      <DataTable data={last} caption="Where dominoes end, in share of draws and orders" />
      {even.rows.length > 0 && (
        <>
          <h3>Chance of an answer at which joining stops paying</h3>
          <DataTable data={even} caption="Chance at which joining stops paying" />
        </>
      )}
      {chances.rows.length > 0 && (
        <>
          <h3>How often states at that stage joined</h3>
          <Small>
            Beside the base rate, what payoffs make of it where 1 % of GDP moves the log-odds by so much: a free assumption.
          </Small>
          <DataTable data={chances} caption="Base rates and what payoffs make of them" />
        </>
      )}
    </>
  );
}

const WIDTHS: Record<string, string> = { sd: "wide kernel", "half-sd": "narrow kernel" };
const CHANNELS: Record<string, string> = {
  trade: "Energy and mineral trade", transit: "Exports in transit", memberships: "Memberships", votes: "Votes in the UN",
};

const titleOf = (channel: string) => CHANNELS[channel] ?? channel;
const yearOf = (c: PoleChannel) => `${titleOf(c.channel)}, ${c.year}${c.width ? `, ${WIDTHS[c.width]}` : ""}`;
const nameOf = (c: PoleChannel) => `${yearOf(c)}: ${isNumber(c.effective.value) ? fixed(c.effective.value, 2) : NONE} poles`;

function Poles({ of }: { of: StateTies }) {
  const who = stateName(of.state);
  const title = `${who}: ${plural(of.leaders, "pole leads", "different poles lead")} in its channels`;
  const summary =
    of.channels.map((c) => `${nameOf(c)}, ${c.leading} first`).join("; ") + ". Each channel stands for itself; none is averaged.";
  const table: TableData = {
    head: ["channel", "pole", "share", "low", "high"],
    units: [null, null, "share", "share", "share"],
    rows: of.channels.flatMap((c) => c.poles.map((p) => [yearOf(c), p.pole, ...ends(p.share)])),
  };
  return (
    <>
      {of.channels.length > 0 && (
        <Figure name={`${result.case}-${of.state}-poles`} title={title} summary={summary} source={SOURCE()} table={table}>
          {(width) => <PoleDots channels={of.channels} width={width} name={nameOf} />}
        </Figure>
      )}
      <Below summary={`How far ${who} is spread`}>
        {() => <DataTable data={spread([of])} caption={`How far ${who} is spread, by channel`} />}
      </Below>
      {[
        ...of.not_read.map((n) => `${titleOf(n.channel)}: ${n.reason}.`),
        ...of.changes.map(
          (c) =>
            `${scenarioOf(c.scenario)?.title ?? c.scenario}: ${titleOf(c.channel).toLowerCase()} spread by ${valueIn(c.change, "count", { signed: true })} poles${c.channel === "memberships" ? ", by construction" : ""}.`,
        ),
      ].map((text) => (
        <p key={text} class="small">
          <Text>{text}</Text>
        </p>
      ))}
    </>
  );
}

/** How far states are spread, a row each channel; on paper in place of the pictures. */
const spread = (states: StateTies[]): TableData => ({
  head: ["state", "channel", "effective poles", "low", "high", "first", "its share", "that vote alike as one", "net lean", "part with any pole"],
  units: [null, null, "count", "count", "count", null, "share", "count", "points", "share"],
  rows: states.flatMap((of) =>
    of.channels.map((c) => [
      stateName(of.state), yearOf(c), ...ends(c.effective), c.leading, Math.max(...c.poles.map((p) => p.share.value ?? 0)),
      c.corrected?.value ?? null, c.lean?.value ?? null, c.coverage,
    ]),
  ),
});

export function Coalition() {
  const { game, alignment } = result;
  const wanted = param("set");
  const few = (game?.assumed.length ?? 0) < 5;
  const chosen =
    game?.sets.find((s) => (s.members.join(".") || "nobody") === wanted) ??
    game?.sets.find((s) => s.members.length === game.candidates.length) ??
    game?.sets.at(-1);
  return (
    <Page id="coalition" title="Who follows, who answers">
      {game && chosen && (
        <>
          <p class="note banner">
            A game's solution under stated payoffs, not a forecast.
            {game.assumed.length > 0 && (
              <>
                {" "}
                What is not market is assumed: {few ? <AssumptionLinks names={game.assumed} /> : `${game.assumed.length} numbers, listed below`}.
              </>
            )}
            {game.failed > 0 && ` In ${game.failed} of ${game.draws} draws a market had no equilibrium.`}
          </p>
          <h2>The game of joining</h2>
          <Payoffs game={game} chosen={chosen} />
          <Ladder game={game} />
          {!few && (
            <Below summary="What is assumed">
              {() => <Small><AssumptionLinks names={game.assumed} /></Small>}
            </Below>
          )}
          <Stability game={game} chosen={chosen} />
          {!onPaper.value && <Dominoes game={game} />}
        </>
      )}
      {alignment && (
        <>
          <h2>Poles by channel</h2>
          <Note>
            Which share of a state's ties goes to which pole, the largest filled. Weights of memberships, and which states are
            one pole, are judgement; votes say little about any one question.
          </Note>
          {onPaper.value ? <DataTable data={spread(alignment.states.filter((of) => result.candidates.includes(of.state)))} caption="Poles by channel" /> : alignment.states.map((of) => <Poles key={of.state} of={of} />)}
        </>
      )}
    </Page>
  );
}
