/** The frame around every view: contents, page, foot; and where the view stands. */

import { useEffect, useRef } from "preact/hooks";
import { helpShown } from "../keys";
import { result, verdictOf } from "../result";
import { claimShown, sectionAddress, sectionShown } from "../route";
import { ClaimView, NoClaim } from "./claim";
import { Help } from "./help";
import { Report, SECTIONS } from "./report";

/** Patterns are defined once; every drawing uses them by name. */
const Patterns = () => (
  <svg class="patterns" width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="pattern-ground" width="6" height="6" />
        <rect class="pattern-line" width="3.2" height="6" />
      </pattern>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-line" width="1" height="5" />
      </pattern>
      <pattern id="no-transit" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <rect class="no-transit-line" width="1.5" height="7" />
      </pattern>
    </defs>
  </svg>
);

const Contents = () => (
  <header class="top">
    <a class="skip" href={sectionAddress("verdicts")}>
      Skip to the verdicts
    </a>
    <div class="page">
      <a class="brand" href={sectionAddress("")}>
        accord
      </a>
      <nav aria-label="Contents">
        {SECTIONS.map(({ id, name }) => (
          <a key={id} href={sectionAddress(id)}>
            {name}
          </a>
        ))}
      </nav>
      <button type="button" class="quiet" aria-label="Help and keys" onClick={() => (helpShown.value = true)}>
        ?
      </button>
    </div>
  </header>
);

/** Go where the address says, once the page is there. */
function usePlace() {
  const last = useRef<string | null>(null);
  const claim = claimShown.value;
  const section = sectionShown.value;
  useEffect(() => {
    const v = verdictOf(claim);
    document.title = v ? `${v.label} · ${result.title} · accord` : `${result.title} · accord`;
    if (claim !== null) {
      scrollTo(0, 0);
      document.getElementById("claim-title")?.focus({ preventScroll: true });
    } else if (section) {
      const target = document.getElementById(section) ?? document.getElementById(section.split("/")[0]!);
      target?.closest("details")?.setAttribute("open", "");
      target?.scrollIntoView({ block: "start" });
      target?.focus({ preventScroll: true });
    } else if (last.current !== null) {
      const row = document.getElementById(`row:${last.current}`);
      row?.scrollIntoView({ block: "center" });
      row?.focus({ preventScroll: true });
    }
    last.current = claim;
  }, [claim, section]);
}

export function App() {
  usePlace();
  const claim = claimShown.value;
  const v = verdictOf(claim);
  return (
    <>
      <Patterns />
      <Contents />
      {claim === null ? <Report /> : v ? <ClaimView key={claim} v={v} /> : <NoClaim claim={claim} />}
      <footer class="foot">
        <div class="page">
          accord {result.accord} · {result.case} · world {result.year} · {result.draws} draws · seed {result.seed}
        </div>
      </footer>
      <Help />
    </>
  );
}
