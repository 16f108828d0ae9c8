/** Take away: the address of a view, how to cite it, and a claim as a small page of its own. */

import { useState } from "../hooks";
import { copyText, saveText } from "../download";
import { result } from "../result";
import type { Verdict } from "../types";
import { intervalOf, MARKS, sentence, valueOf } from "../words";
import { Button } from "./button";

const about = (v: Verdict) => `${v.label || v.claim} (${result.title})`;
const id = (v: Verdict) => `${result.case}-${v.claim}`.replace(/[^A-Za-z0-9]+/g, "-");
const made = () => `accord ${result.accord}, world ${result.year}, ${result.draws} draws, seed ${result.seed}, case ${result.manifest.case_sha256.slice(0, 12)}`;

/** Braces and backslashes mean something to BibTeX; a title may have them. */
const plain = (text: string) => text.replace(/[\\{}]/g, "").replace(/([&%$#_])/g, "\\$1");

export const bibtex = (v: Verdict) =>
  [
    `@misc{${id(v)},`,
    `  title = {${plain(about(v))}},`,
    `  author = {{accord}},`,
    `  note = {${plain(made())}},`,
    `  howpublished = {${plain(result.manifest.command)}},`,
    "}",
  ].join("\n");

export const csl = (v: Verdict) =>
  JSON.stringify(
    [{ id: id(v), type: "dataset", title: about(v), author: [{ literal: "accord" }], version: result.accord, note: made(), source: result.manifest.command }],
    null,
    1,
  );

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]!);

/** One claim as a page without script, to be set into another page. */
export const embedded = (v: Verdict) =>
  `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>${escaped(about(v))}</title><body style="font:16px/1.5 sans-serif;max-width:40em;margin:1em">` +
  `<blockquote style="font-family:serif;margin:0">“${escaped(v.quote)}”</blockquote><p><b>${v.verdict ? MARKS[v.verdict] : ""} ${escaped(v.verdict ?? "not reviewed")}</b>: ${escaped(sentence(v))}</p>` +
  `<p style="font-size:1.5em;margin:0">${escaped(`${valueOf(v)} ${intervalOf(v)}`)}</p><p style="font-size:12px">${escaped(about(v))}. ${escaped(made())}.</p></body></html>`;

export function Take({ v }: { v: Verdict }) {
  const [done, setDone] = useState("");
  const copy = (what: string, text: string) => void copyText(text).then((ok) => setDone(ok ? `${what} copied` : "this browser copies nothing"));
  return (
    <p class="files take">
      <Button onClick={() => copy("link", location.href)}>
        Copy link
      </Button>
      <Button onClick={() => copy("BibTeX", bibtex(v))}>
        Cite: BibTeX
      </Button>
      <Button onClick={() => copy("CSL", csl(v))}>
        Cite: CSL
      </Button>
      <Button onClick={() => saveText(`${id(v)}.html`, "text/html;charset=utf-8", embedded(v))}>
        Embed
      </Button>{" "}
      <span role="status">{done}</span>
    </p>
  );
}
