/** A drawing at its own size; what it says stands beside it in words, so nobody has to hear it. */

import type { ComponentProps } from "preact";

export const Svg = ({ width = 12, height = 12, ...rest }: Omit<ComponentProps<"svg">, "width" | "height"> & { width?: number; height?: number }) => (
  <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" {...rest} />
);
