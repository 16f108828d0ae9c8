/** Totals that move by less than a dollar: told so, and not to a cent. */

import { type Ends, intervalIn, isNumber, valueIn } from "./numbers";

export const isLess = ({ value, low, high }: Ends, unit: string) =>
  unit === "usd" && !!value && [value, low, high].every((end) => !isNumber(end) || Math.abs(end) < 1);

/** A difference with its sign and its interval; where nothing moves in any draw it is 0. */
export const apart = (one: Ends, unit: string) =>
  one.value === 0 && !one.low && !one.high ? "0" : isLess(one, unit) ? "<\u202fUS$\u202f1" : `${valueIn(one, unit, { signed: true })} ${intervalIn(one, unit)}`;
