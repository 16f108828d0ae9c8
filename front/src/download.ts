/** Files made in the page itself: no request is made, nothing leaves it. */

import { result } from "./result";
import type { Cell } from "./types";

const save = (name: string, type: string, content: string) => saveBlob(name, new Blob([content], { type }));

function saveBlob(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
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

const DRAWN =
  "fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin opacity font-family font-size font-weight font-style text-anchor paint-order dominant-baseline visibility".split(
    " ",
  );

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

const AIR = 28; // px above and below a drawing for its title, source and address
const LINE = 15;
const SVG = "http://www.w3.org/2000/svg";
const LETTER = 6.2; // px of 12 px text, about

/** Breaks a line of words so that it fits a width. */
function broken(text: string, width: number): string[] {
  const most = Math.max(20, Math.floor(width / LETTER));
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1)!;
    if (last && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

/** The key of a drawing that stands beside it, laid out below: its pieces, and how high they are. */
function keyOf(svg: SVGSVGElement, width: number, top: number): [SVGElement[], number] {
  const pieces: SVGElement[] = [];
  let [x, y] = [0, top];
  for (const entry of svg.closest("figure")?.querySelectorAll(".legend > li") ?? []) {
    const spans = [...entry.querySelectorAll("span")];
    const words = (spans.length ? spans : [entry]).map((one) => one.textContent!.trim());
    const marks = [...entry.querySelectorAll("svg")];
    const wide = 20 + marks.length * 38 + words.join(" ").length * LETTER;
    if (x && x + wide > width) [x, y] = [0, y + 18];
    let at = x;
    words.forEach((text, i) => {
      const mark = marks[i];
      if (mark) {
        const own = mark.cloneNode(true) as SVGSVGElement;
        dress(own, mark);
        pieces.push(set(own, { x: at, y: y + 8 - own.height.baseVal.value / 2 }));
        at += own.width.baseVal.value + 6;
      }
      pieces.push(line(text, at, y + 12, 12, 400));
      at += (text.length + 1) * LETTER;
    });
    x = at + 14;
  }
  return [pieces, pieces.length ? y + 26 - top : 0];
}

function set<T extends Element>(element: T, all: Record<string, string | number>): T {
  for (const [key, value] of Object.entries(all)) element.setAttribute(key, String(value));
  return element;
}
const made = (name: string, all: Record<string, string | number>) => set(document.createElementNS(SVG, name) as SVGElement, all);

/** A line of text in the looks of the page. */
function line(text: string, x: number, y: number, size: number, weight: number): SVGElement {
  const { color, fontFamily } = getComputedStyle(document.body);
  const drawn = made("text", { x, y, fill: color, "font-family": fontFamily, "font-size": size, "font-weight": weight });
  drawn.textContent = text;
  return drawn;
}

/** A drawing with its looks, the finding as title, key, source, licence and address inside: it stands alone. */
function alone(svg: SVGSVGElement, title: string, source: string): { text: string; width: number; height: number } {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  dress(copy, svg);
  const patterns = document.querySelector<SVGElement>(".patterns defs");
  if (patterns) {
    const own = patterns.cloneNode(true) as SVGElement;
    dress(own, patterns);
    copy.append(own);
  }
  const width = Number(svg.getAttribute("width"));
  const drawn = Number(svg.getAttribute("height"));
  const head = broken(title, width * 0.86);
  const foot = [...broken(source, width), ...broken(location.protocol === "file:" ? location.hash : location.href, width)];
  const top = AIR + (head.length - 1) * LINE;
  const [key, high] = keyOf(svg, width, drawn + 8);
  const height = top + drawn + high + 12 + foot.length * LINE;
  set(copy, { xmlns: SVG, viewBox: `0 ${-top} ${width} ${height}`, height });
  copy.prepend(made("rect", { x: 0, y: -top, width, height, fill: getComputedStyle(document.body).backgroundColor }));
  copy.append(
    ...head.map((text, i) => line(text, 0, 18 - top + i * LINE, 14, 600)),
    ...key,
    ...foot.map((text, i) => line(text, 0, drawn + high + 16 + i * LINE, 12, 400)),
  );
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

export function saveSvg(name: string, svg: SVGSVGElement, title: string, source: string): void {
  save(`${result.case}-${name}.svg`, "image/svg+xml", alone(svg, title, source).text);
}

const DENSE = 2; // pixels of a PNG for each of the page

/** Draws the same into a PNG; a browser that can't leaves it. */
export function savePng(name: string, svg: SVGSVGElement, title: string, source: string): void {
  const { text, width, height } = alone(svg, title, source);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * DENSE, height * DENSE];
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && saveBlob(`${result.case}-${name}.png`, blob), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
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
