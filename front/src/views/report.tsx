/** The report: one long page that answers 'does the proposal hold?' before anything else. */

import { useEffect, useState } from "preact/hooks";
import { result } from "../result";
import { Assumptions } from "./assumptions";
import { Cards } from "./cards";
import { Data, Manifest } from "./data";
import { Gains } from "./gains";
import { VerdictList } from "./list";
import { Routes } from "./map";
import { NotTested } from "./not-tested";
import { Reading } from "./reading";
import { Summary } from "./summary";

export const SECTIONS = [
  { id: "verdicts", name: "Verdicts" },
  { id: "one-by-one", name: "Claims" },
  ...(result.scenarios.length ? [{ id: "gains", name: "Who gains, who pays" }] : []),
  ...(result.map ? [{ id: "map", name: "Routes" }] : []),
  { id: "assumptions", name: "Assumptions" },
  { id: "not-tested", name: "Not tested" },
  { id: "data", name: "Data" },
  { id: "manifest", name: "Manifest" },
  { id: "reading", name: "How to read" },
];

/** The first screen is drawn first; the long rest follows in the next idle moment. */
function useLater(): boolean {
  const [later, setLater] = useState(location.hash.length > 3);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), 0);
    return () => clearTimeout(timer);
  }, []);
  return later;
}

export function Report() {
  const later = useLater();
  return (
    <main class="page">
      <Summary />
      <VerdictList />
      {later && (
        <>
          <Cards />
          <Gains />
          <Routes />
          <Assumptions />
          <NotTested />
          <Data />
          <Manifest />
          <Reading />
        </>
      )}
    </main>
  );
}
