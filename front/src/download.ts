/** Files made in the page itself: no request is made, nothing leaves it. */

import { result } from "./result";
import type { Cell } from "./types";

function save(name: string, type: string, content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name.replace(/[^\w.-]+/g, "-");
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Save a text as a file. */
export const saveText = save;

/** A cell as RFC 4180 wants it; a formula of a spreadsheet is disarmed. */
function csvCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  let text = String(cell);
  if (typeof cell === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table in base units; the page writes its numbers by their units, a file has them as they are. */
export interface TableData {
  head: string[];
  units?: (string | null)[];
  rows: Cell[][];
}

export function saveCsv(name: string, { head, units, rows }: TableData): void {
  const named = head.map((column, i) => (units?.[i] ? `${column} (${units[i]})` : column));
  const lines = [named, ...rows].map((row) => row.map(csvCell).join(","));
  save(`${result.case}-${name}.csv`, "text/csv;charset=utf-8", "\ufeff" + lines.join("\r\n") + "\r\n");
}

const DRAWN = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity",
  "font-family", "font-size", "font-weight", "font-style", "text-anchor", "paint-order",
  "stroke-linejoin", "dominant-baseline", "visibility",
];

/** Writes the looks that the style sheet gives into the copy itself. */
function dress(copy: SVGElement, original: SVGElement): void {
  const from = [original, ...original.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const property of DRAWN) to[i]!.setAttribute(property, style.getPropertyValue(property));
    to[i]!.removeAttribute("class");
  });
}

/** Saves a drawing with its looks, title and source inside, so that it stands alone. */
export function saveSvg(name: string, svg: SVGSVGElement, title: string, source: string): void {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  dress(copy, svg);
  const patterns = document.querySelector<SVGElement>(".patterns defs");
  if (patterns) {
    const own = patterns.cloneNode(true) as SVGElement;
    dress(own, patterns);
    copy.append(own);
  }
  const width = Number(svg.getAttribute("width"));
  const height = Number(svg.getAttribute("height"));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 -28 ${width} ${height + 56}`);
  copy.setAttribute("height", String(height + 56));
  const style = getComputedStyle(document.body);
  const ns = "http://www.w3.org/2000/svg";
  const ground = document.createElementNS(ns, "rect");
  for (const [key, value] of Object.entries({ x: 0, y: -28, width, height: height + 56 }))
    ground.setAttribute(key, String(value));
  ground.setAttribute("fill", style.backgroundColor);
  copy.prepend(ground);
  const write = (text: string, y: number, size: number, weight: number) => {
    const line = document.createElementNS(ns, "text");
    line.textContent = text;
    line.setAttribute("x", "0");
    line.setAttribute("y", String(y));
    line.setAttribute("fill", style.color);
    line.setAttribute("font-family", style.fontFamily);
    line.setAttribute("font-size", String(size));
    line.setAttribute("font-weight", String(weight));
    copy.append(line);
  };
  write(title, -10, 14, 600);
  write(source, height + 20, 12, 400);
  save(`${result.case}-${name}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(copy));
}

/** Copies, also where the page has no clipboard of its own (a file on a stick). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
