/** Lines on the page. Follows the end, unless the reader has scrolled up. */

import { interpolate, gettext, ngettext } from "../site/text.js";
import { patchChildren } from "../site/patching.js";
import { fullTime } from "../site/time.js";
import { piecesOf } from "./pieces.js";

const NEAR = 40;
const SHOWN = 2000;

function pieceNode({ text, look, isHit }) {
  if (!look && !isHit) return document.createTextNode(text);
  const node = document.createElement(isHit ? "mark" : "span");
  node.className = look;
  node.textContent = text;
  return node;
}

function wordsOf({ skipped, began }) {
  if (skipped) return interpolate(ngettext("{n} line skipped", "{n} lines skipped", skipped), { n: skipped });
  return began === "rotated" ? gettext("The file was replaced by a new one") : gettext("The file was cut short and begins anew");
}

function makeRow({ line, note }) {
  const row = document.createElement("li");
  row.className = line ? "feed-line" : "feed-note";
  if (!line) row.textContent = wordsOf(note);
  else if (line.cut) row.dataset.cut = String(line.cut);
  if (line?.partial) row.classList.add("is-partial");
  if (line?.at) row.title = fullTime(new Date(line.at));
  return row;
}

export class LogView {
  /** @param {{scroller: Element, list: Element, jump: HTMLElement}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.rows = new Map();
    this.hits = new WeakMap();
    this.isAtEnd = true;
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.jump.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.isAtEnd && this.toEnd()).observe(this.scroller);
  }

  /** @param {import("./lines.js").Entry[]} entries  @param {(entry: object) => [number, number][]} hitsOf */
  show(entries, hitsOf) {
    // Who reads further up keeps what they read.
    const shown = entries.slice(this.isAtEnd ? -SHOWN : 0);
    patchChildren(this.list, shown, {
      key: (entry) => entry.key,
      rows: this.rows,
      make: (entry) => this.#fill(makeRow(entry), entry, hitsOf),
      fill: (row, entry) => this.#fill(row, entry, hitsOf),
    });
    this.#forgetTheGone(shown);
    if (this.isAtEnd) this.toEnd();
  }

  toEnd() {
    this.isAtEnd = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  #fill(row, entry, hitsOf) {
    if (!entry.line) return row;
    const hits = hitsOf(entry);
    if (this.hits.has(row) && this.hits.get(row) === hits) return row;
    this.hits.set(row, hits);
    row.replaceChildren(...piecesOf(entry.line.text, entry.line.styles, hits).map(pieceNode));
    return row;
  }

  #forgetTheGone(shown) {
    if (this.rows.size <= shown.length) return;
    const held = new Set(shown.map(({ key }) => key));
    for (const key of this.rows.keys()) if (!held.has(key)) this.rows.delete(key);
  }

  #scrolled() {
    const { scrollHeight, clientHeight, scrollTop } = this.scroller;
    this.isAtEnd = scrollHeight - clientHeight - scrollTop < NEAR;
    this.jump.hidden = this.isAtEnd;
  }
}
