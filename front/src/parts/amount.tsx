/** A gain or loss in a cell: the value, its bar on the scale of its column, the ends of its interval. */

import type { ComponentProps } from "preact";
import { GainBar } from "../marks/interval";
import type { Linear } from "../marks/scale";
import { intervalIn, valueIn, type Options } from "../numbers";
import type { Interval } from "../types";

interface AmountProps extends ComponentProps<"td"> {
  ends: Interval;
  x: Linear;
  wide: number; // px
  unit: string;
  as: Options;
}

export function Amount({ ends, x, wide, unit, as, ...rest }: AmountProps) {
  const text = valueIn(ends, unit, { ...as, signed: true });
  const some = Boolean(ends.value || ends.low || ends.high); // a bare 0 would be drawn
  return (
    <td {...rest}>
      <span>{ends.value === 0 && !some ? "0" : text}</span>
      {some && (
        <>
          <GainBar ends={ends} x={x} width={wide} />
          <span class="ends-below">{text[0] !== "<" && intervalIn(ends, unit, as)}</span>
        </>
      )}
    </td>
  );
}
