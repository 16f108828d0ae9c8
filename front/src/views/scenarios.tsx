/** Scenarios: what happens in each, which claims ask for it, and the case text to change. */

import { ClaimLink, Code, Note, Small, Text } from "../parts/small";
import { Page } from "../parts/page";
import { result, scenarioOf } from "../result";
import { pageAddress, partShown } from "../route";
import { plural } from "../words";
import { ScenarioTabs, Shocks } from "./gains";

export function Scenarios() {
  const scenario = scenarioOf(partShown.value) ?? result.scenarios[0]!;
  const asking = result.verdicts.filter((v) => v.scenario === scenario.id);
  return (
    <Page id="scenarios" title="Scenarios">
      <Note>What may happen. A claim asks of one scenario, or of the world as it was.</Note>
      <ScenarioTabs page="scenarios" chosen={scenario.id} />
      <h2>
        <Text>{scenario.title || scenario.id}</Text>
      </h2>
      <Small>
        <code>{scenario.id}</code> · {scenario.horizon} run
        {scenario.failed_draws > 0 && ` · ${plural(scenario.failed_draws, "draw")} without equilibrium`}
      </Small>
      <h3>What happens</h3>
      <Shocks scenario={scenario} />
      <p class="links">
        <a href={pageAddress("gains", scenario.id)}>Who gains and who pays</a>
        {result.map && scenario.id in result.map.scenarios && (
          <a href={pageAddress("map", "", { scenario: scenario.id })}>On the map</a>
        )}
      </p>
      <h3>Claims that ask for it</h3>
      {asking.length ? (
        <ul class="plain-list">
          {asking.map((v) => (
            <li key={v.claim}>
              <ClaimLink claim={v.claim} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="empty">No claim asks for it.</p>
      )}
      <h3>In the case file</h3>
      <Code text={excerpt(scenario.id)} label="the scenario in the case file" />
      <Small>Change it, or add another like it, and run the file:</Small>
      <Code text={`accord check ${result.case}.toml && accord run ${result.case}.toml`} label="the command that would run a change" />
    </Page>
  );
}

/** The lines of the case file that are the scenario, as far as it has a table of its own. */
function excerpt(id: string): string {
  const lines = result.case_text.split(/\r?\n/);
  const from = lines.findIndex((line) => line.trim() === `[scenarios.${id}]`);
  if (from < 0) return result.case_text;
  const other = (line: string) => /^\s*(\[|#)/.test(line) && !line.trim().startsWith(`[[scenarios.${id}.`);
  const length = lines.slice(from + 1).findIndex(other);
  return lines.slice(from, length < 0 ? undefined : from + 1 + length).join("\n").trim();
}
