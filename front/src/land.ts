/**
 * The land that maps are drawn on, and what of it is contested.
 *
 * For orientation only: no number comes from a polygon. `front/land.mjs` writes the file: arcs are
 * differences on a grid, five bits a letter with the sign in the lowest and the sixth saying that
 * more follow; a state is its polygons, rings and arcs as in TopoJSON, ~i being arc i backwards.
 */

import { carried } from "./carried";
import type { Point } from "./types";

interface World {
  grid: number;
  arcs: string[];
  states: Record<string, number[][][]>;
  dots: Record<string, Point>;
  contested: Contested[];
  seas: Seas;
}

/** Names of seas with a place, for a region and for the world. */
type Seas = Record<"near" | "world", [string, number, number][]>;

export interface Shape {
  code: string;
  polygons: Point[][][];
  box: [number, number, number, number]; // west, south, east, north
}

export interface Contested {
  name: string;
  held: string;
  claimed: string;
  state?: string; // its own polygon
  in?: string; // or an outline within those of others
  outline?: Point[];
}

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((letter, i) => [letter, i]));

function decoded(text: string, grid: number): Point[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of text) {
    const bits = DIGITS.get(letter)!;
    value |= (bits & 31) << shift;
    if (bits & 32) shift += 5;
    else {
      numbers.push(value & 1 ? -(value >> 1) : value >> 1);
      [value, shift] = [0, 0];
    }
  }
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i]!;
    y += numbers[i + 1]!;
    points.push([x / grid, y / grid]);
  }
  return points;
}

export interface Land {
  shapes: Shape[];
  dots: Record<string, Point>;
  contested: Contested[];
  seas: Seas;
}

let land: Land | null = null;

/** Reads the land once, when a map first asks for it; a result without a map carries none. */
export function theLand(): Land {
  if (land) return land;
  const world = carried.world as World;
  const arcs = world.arcs.map((arc) => decoded(arc, world.grid));
  const ring = (ids: number[]): Point[] =>
    ids.flatMap((id, i) => {
      const arc = id < 0 ? [...arcs[~id]!].reverse() : arcs[id]!;
      return i ? arc.slice(1) : arc;
    });
  const shapes = Object.entries(world.states).map(([code, polygons]): Shape => {
    const drawn = polygons.map((rings) => rings.map((ids) => unbroken(ring(ids))));
    return { code, polygons: drawn, box: boxOf(drawn.flat(2)) };
  });
  return (land = { ...world, shapes });
}

/** A ring over the date line goes on beyond 180 degrees. */
function unbroken(ring: Point[]): Point[] {
  let turns = 0;
  return ring.map(([x, y], i) => {
    const step = x - (ring[i - 1] ?? ring[0]!)[0];
    turns -= step > 180 ? 1 : step < -180 ? -1 : 0;
    return [x + 360 * turns, y];
  });
}

export function boxOf(points: Point[]): Shape["box"] {
  const box: Shape["box"] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}
