/** A linear scale, and the width that a figure really has. */

import { useLayoutEffect, useRef, useState } from "../hooks";

export interface Linear {
  (value: number): number;
  low: number;
  high: number;
}

export function linear(low: number, high: number, from: number, to: number): Linear {
  const span = high - low || 1;
  const scale = (value: number) => from + ((value - low) / span) * (to - from);
  return Object.assign(scale, { low, high });
}

/** The extent of what is finite, with some air; with 0 where 0 is near. */
export function extent(values: (number | null | undefined)[], air = 0.06): [number, number] {
  const known = values.filter((v): v is number => typeof v === "number" && Number.isFinite(v));
  if (!known.length) return [0, 1];
  let low = Math.min(...known);
  let high = Math.max(...known);
  if (low > 0 && low < 0.7 * high) low = 0;
  if (high < 0 && high > 0.7 * low) high = 0;
  const span = high - low || Math.abs(high) * 0.2 || 1;
  if (low !== 0) low -= span * air;
  if (high !== 0) high += span * air;
  return [low, high === low ? low + span : high];
}

/** The width of an element, at most `most`; figures are drawn at it, text is never scaled. */
export function useWidth(most: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(most);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const now = Math.floor(element.clientWidth);
      if (now > 0) setWidth(Math.min(most, now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [most]);
  return { ref, width };
}
