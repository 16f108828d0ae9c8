/**
 * How a number is written for a reader: digits, unit, sign, interval.
 *
 * The twin of src/accord/numbers.py, which says the rules; both are held against
 * tests/numbers.json, so that page, terminal and plain table agree.
 */

import type { Line } from "./types";

export type Value = number | string | null | undefined;

export const THIN = "\u202f";
export const MINUS = "\u2212";
export const NONE = "\u2013";
const MOST_DIGITS = 4;
const PLAIN_DIGITS = 3;
const FEWEST_PERCENT = 0.1;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const MONEY: [number, string][] = [[1e12, "tn"], [1e9, "bn"], [1e6, "m"]];
const MASS: [number, string][] = [[1e9, "Gt"], [1e6, "Mt"], [1e3, "kt"]];
const POINTS = ["points", "pp"];
const PERCENTS = ["share", "percent", ...POINTS];
const BARE = ["", "ratio", "count", "date", "yes"];
const ANSWERS = ["no", "yes"];
const SIGNS: Record<Line["op"], string> = { ">=": "≥", "<=": "≤", "==": "=", "!=": "≠", ">": ">", "<": "<" };
const SMALLEST = 6; // decimals, beyond which a power of ten is clearer
export const CHANCES: [number, string][] = [
  [0.95, "in nearly every draw"],
  [0.67, "in most draws"],
  [0.33, "in about half of the draws"],
  [0.05, "in some draws"],
  [0, "in hardly any draw"],
];

export interface Scale {
  factor: number;
  divisor: number;
  prefix: string;
  suffix: string;
}

/** The written unit for values of which `largest` is the greatest magnitude. */
export function scaleOf(unit: string | null | undefined, largest: number): Scale {
  const as = (factor: number, divisor: number, prefix: string, suffix: string): Scale => ({
    factor,
    divisor,
    prefix,
    suffix: suffix && THIN + suffix,
  });
  if (isPercent(unit)) return as(unit === "percent" ? 1 : 100, 1, "", POINTS.includes(unit!) ? "pp" : "%");
  if (unit === "usd" || unit === "t" || unit === "t_per_year") {
    const prefix = unit === "usd" ? "US$" + THIN : "";
    const aYear = unit === "t_per_year" ? "/a" : "";
    for (const [size, suffix] of unit === "usd" ? MONEY : MASS)
      if (largest >= size) return as(1, size, prefix, suffix + aYear);
    return as(1, 1, prefix, unit === "usd" ? "" : "t" + aYear);
  }
  if (unit === "usd_per_t") return { factor: 1, divisor: 1, prefix: "US$" + THIN, suffix: "/t" };
  if (BARE.includes(unit ?? "")) return as(1, 1, "", "");
  return as(1, 1, "", unit!);
}

const isPercent = (unit: string | null | undefined) => PERCENTS.includes(unit ?? "");

const exponent = (number: number, digits: number) =>
  Number(number.toExponential(digits - 1).split("e")[1]);

function decimalsOf(values: number[], half: number, unit: string | null | undefined): number {
  const largest = Math.max(...values.map(Math.abs));
  if ((unit === "count" || unit === "days") && values.every(Number.isInteger))
    return half === 0 ? 0 : Math.min(0, 1 - exponent(half, 2));
  if (largest === 0) return 0;
  if (half > 0)
    return Math.min(1 - exponent(half, 2), MOST_DIGITS - 1 - exponent(largest, MOST_DIGITS));
  const plain = PLAIN_DIGITS - 1 - exponent(largest, PLAIN_DIGITS);
  return isPercent(unit) ? Math.min(plain, 2) : Math.max(plain, 0);
}

/** What a line carries, in the unit that it was published in. */
export const carriedText = (amount: number, unit: string | null | undefined) => `${fixed(amount, amount < 10 ? 1 : 0)}${THIN}${unit}`;

/** Digits with thousands apart; `decimals` below 0 rounds to tens or hundreds. */
export function fixed(number: number, decimals: number): string {
  let text: string;
  if (decimals < 0) {
    text = (number / 10 ** -decimals).toFixed(0) + "0".repeat(-decimals);
    if (/^0+$/.test(text)) text = "0";
  } else text = number.toFixed(decimals);
  const [whole, rest] = text.split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, THIN);
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** One scaled number with prefix and suffix; `end`: it stands in an interval. */
function write(number: number, decimals: number, scale: Scale, signed: boolean, least: number, end = false) {
  const size = Math.abs(number);
  let digits = number ? fixed(size, decimals) : "0";
  const small = number !== 0 && (!/[1-9]/.test(digits) || size < least);
  if (small && number > 0 && !end) {
    const edge = fixed(Math.max(10 ** -decimals, least), least === 0 ? decimals : 1);
    return `<${THIN}${scale.prefix}${edge}${scale.suffix}`;
  }
  if (small) digits = firstDigit(size);
  const sign = number < 0 ? MINUS : signed && number > 0 ? "+" : "";
  return sign + scale.prefix + digits + scale.suffix;
}

/** A small number with its own first digit; a very small one as a power of ten. */
function firstDigit(size: number): string {
  const power = exponent(size, 1);
  return -power <= SMALLEST ? fixed(size, -power) : `${size.toExponential(0)[0]}e${MINUS}${-power}`;
}

export const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);

function prepare(value: Value, low: Value, high: Value, unit: string | null | undefined, set?: Scale, most = 99) {
  const given = [value, low, high].filter(isNumber);
  const scale = set ?? scaleOf(unit, Math.max(0, ...given.map(Math.abs)));
  const scaled = given.map((v) => (v * scale.factor) / scale.divisor);
  const withInterval = isNumber(low) && isNumber(high);
  const half = withInterval ? ((high - low) * scale.factor) / scale.divisor / 2 : 0;
  const decimals = scaled.length ? Math.min(most, decimalsOf(scaled, half, unit)) : 0;
  return { scale, decimals, half, withInterval };
}

/** An ISO date for a reader; a year or a year and month stay as short as they are. */
export function dateText(iso: string): string {
  const parts = iso.split("-");
  if (!parts.every((part) => /^\d+$/.test(part)) || (parts.length !== 2 && parts.length !== 3))
    return iso;
  const month = MONTHS[Number(parts[1]) - 1];
  if (!month) return iso;
  return `${parts.length === 3 ? Number(parts[2]) + " " : ""}${month} ${parts[0]}`;
}

export interface Options {
  signed?: boolean | undefined;
  year?: number | null | undefined;
  words?: boolean | undefined;
  scale?: Scale | undefined; // where a column shares one unit
  most?: number | undefined; // decimals, where a column has no room for more
}

/** US$ of a whole table in one unit, which its head says: no prefix, no suffix. */
export function tableMoney(largest: number): Scale & { name: string } {
  const [divisor, name] = largest >= 1e11 ? [1e9, "US$ bn"] : [1e6, "US$ m"];
  return { factor: 1, divisor, prefix: "", suffix: "", name: name.replace(" ", THIN) };
}

/** A value with its unit, in no more digits than its interval supports. */
export function valueText(
  value: Value,
  low: Value,
  high: Value,
  unit: string | null | undefined,
  { signed = false, year = null, scale: set, most }: Options = {},
): string {
  if (typeof value === "string") return unit === "date" ? dateText(value) : value;
  if (!isNumber(value)) return NONE;
  if (unit === "yes" && ANSWERS[value]) return ANSWERS[value];
  const { scale, decimals, half, withInterval } = prepare(value, low, high, unit, set, most);
  const plainShare = isPercent(unit) && !(withInterval && half > 0);
  const scaled = (value * scale.factor) / scale.divisor;
  let text = write(scaled, decimals, scale, signed, plainShare ? FEWEST_PERCENT : 0);
  if (unit === "days" && (text === `1${THIN}days` || text === `${MINUS}1${THIN}days`))
    text = text.slice(0, -1);
  return year == null ? text : `${text} (${year})`;
}

/** The ends of an interval in the unit and digits of its value, without the unit. */
export function intervalText(
  value: Value,
  low: Value,
  high: Value,
  unit: string | null | undefined,
  { signed = false, words = false, scale: set, most }: Options = {},
): string {
  if (!isNumber(low) || !isNumber(high)) return "";
  if (unit === "yes" && ANSWERS[low] && ANSWERS[high]) {
    if (low === high) return "";
    return words ? `${ANSWERS[low]} to ${ANSWERS[high]}` : `[${ANSWERS[low]}, ${ANSWERS[high]}]`;
  }
  const { scale, decimals } = prepare(value, low, high, unit, set, most);
  const bare = { ...scale, prefix: "", suffix: "" };
  const [first, last] = [low, high].map((end) =>
    write((end * scale.factor) / scale.divisor, decimals, bare, signed, 0, true),
  );
  return words ? `${first} to ${last}` : `[${first}, ${last}]`;
}

export interface Ends {
  value: Value;
  low: Value;
  high: Value;
}

export const valueIn = ({ value, low, high }: Ends, unit: string | null | undefined, options: Options = {}) => valueText(value, low, high, unit, options);
export const intervalIn = ({ value, low, high }: Ends, unit: string | null | undefined, options: Options = {}) => intervalText(value, low, high, unit, options);

/** An interval that has no value in it, in the digits that it supports: `16 to 79 %`. */
export function spanText(low: Value, high: Value, unit: string | null | undefined): string {
  if (!isNumber(low) || !isNumber(high)) return NONE;
  if (low === high) return valueText(low, null, null, unit);
  if (unit === "yes" && ANSWERS[low] && ANSWERS[high])
    return intervalText(low, low, high, unit, { words: true });
  const middle = (low + high) / 2;
  const { scale } = prepare(middle, low, high, unit);
  return `${scale.prefix}${intervalText(middle, low, high, unit, { words: true })}${scale.suffix}`;
}

/** All digits of a scaled number, at most twelve that count. */
function exact(number: number, scale: Scale): string {
  const size = Number(((Math.abs(number) * scale.factor) / scale.divisor).toPrecision(12));
  const text = /e/.test(String(size)) ? size.toFixed(20).replace(/\.?0+$/, "") : String(size);
  const [whole, rest] = text.split(".");
  return (number < 0 ? MINUS : "") + fixed(Number(whole), 0) + (rest === undefined ? "" : `.${rest}`);
}

/** A range with its unit once, as a table has it: `0 – 10 %`. */
export function rangeText(low: Value, high: Value, unit: string | null | undefined): string {
  if (!isNumber(low) || !isNumber(high)) return "";
  const scale = scaleOf(unit, Math.max(Math.abs(low), Math.abs(high)));
  return `${scale.prefix}${exact(low, scale)} ${NONE} ${exact(high, scale)}${scale.suffix}`;
}

/** A line of a claim with every digit that it has: `≥ 10 %`, `yes`, `< 6 Nov 2025`. */
export function lineText(line: Line | null | undefined): string {
  if (!line) return NONE;
  const { op, number, unit } = line;
  if (unit === "yes" && isNumber(number)) return ANSWERS[Number(holdsForOne(op, number))]!;
  if (typeof number === "string") return SIGNS[op] + THIN + dateText(number);
  const scale = scaleOf(unit, Math.abs(number));
  const text = exact(Math.abs(number), scale);
  return `${SIGNS[op]}${THIN}${number < 0 ? MINUS : ""}${number ? scale.prefix + text + scale.suffix : text}`;
}

/** Where a line stands on an axis; null where it is a date, or there is none. */
export const lineAt = (line: Line | null | undefined): number | null =>
  isNumber(line?.number) ? line.number : null;

/** Whether 1 lies on the side of a line that it asks for. */
function holdsForOne(op: Line["op"], number: number): boolean {
  if (op === ">=") return number <= 1;
  if (op === ">") return number < 1;
  if (op === "<=") return number >= 1;
  if (op === "<") return number > 1;
  return (number === 1) === (op === "==");
}

/** How many of 100 draws: never 100 short of all, 0 past none, or 95 short of 95. */
export function drawsOf100(probability: number): string {
  const percent = probability * 100;
  const rounded = percent.toFixed(0);
  if (rounded === "100" && probability < 1) return `>${THIN}99`;
  if (rounded === "0" && probability > 0) return `<${THIN}1`;
  if (rounded === "95" && probability < 0.95) return (Math.floor(percent * 10 + 1e-9) / 10).toFixed(1);
  return rounded;
}

/** A share of draws in %. */
export const drawsText = (probability: number | null | undefined) =>
  isNumber(probability) ? `${drawsOf100(probability)}${THIN}%` : NONE;

/** A line, a break-even or an end of a range: three digits at most, no zeros behind them. */
export function levelText(value: Value, unit: string | null | undefined): string {
  return valueText(value, null, null, unit).replace(/(\.\d*?)0+(?=\D|$)/, "$1").replace(/\.(?=\D|$)/, "");
}

/** The words that always go with a chance. */
export const chanceWords = (probability: number): string =>
  CHANCES.find(([least]) => probability >= least)![1];

/** Four to six round places on an axis, from `low` to `high`. */
export function ticks(low: number, high: number, wanted = 5): { at: number[]; decimals: number } {
  const span = high - low || 1;
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.999)!;
  const at: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) at.push(i * step);
  return { at, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

/** The label of one tick: all of an axis have the same decimals, and no unit. */
export function tickText(value: number, decimals: number): string {
  const text = fixed(Math.abs(value), decimals);
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}
