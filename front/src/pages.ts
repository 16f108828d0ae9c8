/** The pages that there are, in the order of the contents: each has an address and a title. */

import { result } from "./result";

export interface PageName {
  id: string;
  name: string;
}

export const pages = (): PageName[] => [
  { id: "", name: "Overview" },
  ...(result.scenarios.length ? [{ id: "gains", name: "Who gains, who pays" }] : []),
  ...(result.map ? [{ id: "map", name: "Map" }] : []),
  ...(result.game || result.alignment ? [{ id: "coalition", name: "Coalition" }] : []),
  ...(result.scenarios.length
    ? [
        { id: "scenarios", name: "Scenarios" },
        { id: "compare", name: "Compare" },
      ]
    : []),
  { id: "assumptions", name: "Assumptions" },
  { id: "data", name: "Data" },
  { id: "not-tested", name: "Not tested" },
  { id: "reading", name: "How to read" },
];

/** Pages of the app that its panel leads to. */
export const TOOLS = ["edit", "draft", "rows"];
