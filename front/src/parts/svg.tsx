/** A drawing at its own size; what it says stands beside it in words, so nobody has to hear it. */

import type { ComponentProps } from "preact";

export const Svg = ({ width = 12, height = 12, ...rest }: Omit<ComponentProps<"svg">, "width" | "height"> & { width?: number; height?: number }) => (
  <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" {...rest} />
);

interface LineProps {
  class?: string;
  from: number;
  to: number;
}

/** A line across a drawing, and one down. */
export const Across = ({ y, from, to, ...rest }: LineProps & { y: number }) => <line x1={from} x2={to} y1={y} y2={y} {...rest} />;
export const Down = ({ x, from, to, ...rest }: LineProps & { x: number }) => <line x1={x} x2={x} y1={from} y2={to} {...rest} />;
