/** Who depends on whom: a trade from both ends, and who supplied a buyer over the years. */

import { Sides } from "../marks/sides";
import { SupplyLines } from "../marks/supplies";
import { Figure } from "../parts/figure";
import { Page } from "../parts/page";
import { result, stateName } from "../result";

/** The pictures of a claim; of all where none is named. */
export const Pictures = ({ claim, source }: { claim?: string; source: string }) => {
  const most = claim ? 640 : 330; // on paper two stand side by side
  const shown = (of: { claims: string[] }) => !claim || of.claims.includes(claim);
  return (
    <>
      {result.dependence.filter(shown).map(({ claims, finding, says, pairs }) => (
        <Figure
          key={claims[0]}
          name={`${claims[0]}-dependence`}
          title={finding}
          summary={says}
          source={source}
          most={most}
          table={{
            head: ["seller", "buyer", "trade", "of the seller’s exports", "of the buyer’s imports", "dearer at sigma 20", "at sigma 3"],
            units: [null, null, "usd", ...Array<string>(4).fill("share")],
            rows: pairs.map((p) => [stateName(p.supplier), stateName(p.buyer), p.value_usd, p.of_exports, p.of_imports, ...(p.dearer ?? [null, null])]),
          }}
        >
          {(width) => <Sides pairs={pairs} width={width} />}
        </Figure>
      ))}
      {result.supplies.filter(shown).map(({ claims, finding, says, by, bloc, years, together, largest, total }) => {
        const thick = together.length > 0;
        const lines = thick ? [{ state: bloc.length > 1 ? "together" : bloc[0]!, shares: together }, ...largest] : largest;
        return (
          <Figure
            key={claims[0]}
            name={`${claims[0]}-suppliers`}
            title={finding}
            summary={says}
            source={source}
            most={most}
            table={{
              head: ["year", ...lines.map(({ state }) => stateName(state)), "all"],
              units: [null, ...lines.map(() => "share"), by === "value" ? "usd" : "t"],
              rows: years.map((year, i) => [year, ...lines.map(({ shares }) => shares[i]!), total[i]!]),
            }}
          >
            {(width) => <SupplyLines years={years} lines={lines} thick={thick} width={width} />}
          </Figure>
        );
      })}
    </>
  );
};

/** On paper all of them, after the claims that they belong to. */
export const PicturesOnPaper = () => (
  <Page id="dependence" title="Who depends on whom">
    <Pictures source="" />
  </Page>
);
