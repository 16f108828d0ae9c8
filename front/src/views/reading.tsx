/** How to read the page: marks, intervals, dots, words of chance; said once. */

import { Dot } from "../marks/dots";
import { CHANCES } from "../numbers";
import { Page } from "../parts/page";
import { Mark } from "../parts/small";
import { Svg } from "../parts/svg";
import { WORDS } from "../result";
import type { State } from "../types";
import { MEANS } from "../words";

const BOUNDS = ["95 % and more", "67 to 95 %", "33 to 67 %", "5 to 33 %", "below 5 %"];
const DOTS: [State, string][] = [
  ["holds", "the claim holds"],
  ["between", "between the two lines"],
  ["fails", "the claim fails"],
];

export const Reading = () => (
  <Page id="reading" title="How to read these pages" class="reading">
    <div class="columns">
      <div>
        <h2>Verdicts</h2>
        <ul class="plain-list">
          {WORDS.map((word) => (
            <li key={word}>
              <Mark word={word} /> {MEANS[word]}
            </li>
          ))}
        </ul>
        <p>
          Each claim has two lines, drawn before anything was solved: where it holds, and where it fails. A gain that
          exists already without the accord is contradicted, with the reason ‘holds already’.
        </p>
      </div>
      <div>
        <h2>Uncertainty</h2>
        <p>
          An interval is 50 % thick and 90 % thin, with the median as a gap; the tick across is the line that holds, the
          dotted one that fails. A fact has no interval but a year.
        </p>
        <ul class="plain-list">
          {DOTS.map(([state, text]) => (
            <li key={state}>
              <Svg class="v-supported">
                <Dot x={6} y={6} state={state} />
              </Svg>{" "}
              {text}
            </li>
          ))}
        </ul>
        <p>Nineteen full dots of twenty make a claim supported, nineteen hollow ones contradicted.</p>
      </div>
      <div>
        <h2>Words for chances</h2>
        <table class="chances">
          <tbody>
            {CHANCES.map(([, words], i) => (
              <tr key={words}>
                <td>{BOUNDS[i]}</td>
                <td>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          Chances are chances under the case’s assumptions, not forecasts. Numbers carry no more digits than their
          interval supports.
        </p>
      </div>
    </div>
  </Page>
);
