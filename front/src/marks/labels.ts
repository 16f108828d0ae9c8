/** Puts names beside what they name, the first ones first, and leaves out those without room. */

import type { Point } from "../types";

export interface Label {
  text: string;
  place: Point;
  gap: number; // px between the mark and the name; 0 centres the name on the place
  seats?: Point[]; // where else an area's name may stand, within the area
  look: string;
  of?: string | undefined; // the state whose name it is
}

export interface Placed {
  text: string;
  look: string;
  of?: string | undefined;
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
}

export type Box = [number, number, number, number];

const LETTER = 6.7; // px, of 12 px text
const HIGH = 13;

export const widthOf = (text: string) => text.length * LETTER;

export const meet = (a: Box, b: Box) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** Where a name may stand: right, left, above, below; a name of an area on its seats. */
function spots({ text, place: [x, y], gap, seats = [], look }: Label): { spot: Omit<Placed, "text" | "look" | "of">; box: Box }[] {
  const wide = widthOf(text) * (look.startsWith("strong") ? 1.06 : 1);
  const made = (at: number, base: number, anchor: Placed["anchor"]) => {
    const left = anchor === "start" ? at : anchor === "end" ? at - wide : at - wide / 2;
    return { spot: { x: at, y: base, anchor }, box: [left, base - HIGH + 2, left + wide, base + 3] as Box };
  };
  if (!gap) {
    return [[x, y] as Point, ...seats].map(([x, y]) => made(x, y + 4, "middle"));
  }
  return [
    made(x + gap, y + 4, "start"),
    made(x - gap, y + 4, "end"),
    made(x, y - gap - 1, "middle"),
    made(x, y + gap + 10, "middle"),
  ];
}

export function placed(labels: Label[], marks: Point[], width: number, height: number, kept: Box[] = []): Placed[] {
  const taken = [...kept];
  const dots = marks.map(([x, y]): Box => [x - 3, y - 3, x + 3, y + 3]);
  const found: Placed[] = [];
  const texts = new Set<string>();
  for (const label of labels) {
    if (texts.has(label.text + label.look) && label.look !== "strong closed-by") continue;
    const fits = spots(label).find(
      ({ box }) =>
        box[0] > 2 && box[2] < width - 2 && box[1] > 0 && box[3] < height &&
        !taken.some((other) => meet(box, other)) &&
        !dots.some((dot) => meet(box, dot)),
    );
    if (!fits) continue;
    texts.add(label.text + label.look);
    taken.push(fits.box);
    found.push({ text: label.text, look: label.look, of: label.of, ...fits.spot });
  }
  return found;
}
