/** Lines on the page. Follows the end, unless the reader has scrolled up. */

import { interpolate, gettext, ngettext } from "../site/text.js";
import { patchChildren } from "../site/patching.js";
import { fullTime, secondTime } from "../site/time.js";
import { LineWindow } from "./line_window.js";
import { piecesOf } from "./pieces.js";

const NEAR = 40;
const FAR = 600;

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

function tellTime(row, at) {
  row.title = fullTime(at);
  row.dataset.at = secondTime(at);
}

function makeRow({ line, note }) {
  const row = document.createElement("li");
  row.className = line ? "feed-line" : "feed-note";
  if (!line) row.textContent = wordsOf(note);
  else if (line.cut) row.dataset.cut = String(line.cut);
  if (line?.partial) row.classList.add("is-partial");
  if (line?.at) tellTime(row, new Date(line.at));
  return row;
}

export class LogView {
  /** @param {{scroller: Element, list: Element, jump: HTMLElement}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.rows = new Map();
    this.hits = new WeakMap();
    this.top = 0;
    this.window = new LineWindow();
    this.hitsOf = () => [];
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.jump.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.window.isAtEnd && this.toEnd()).observe(this.scroller);
  }

  /** @param {import("./lines.js").Entry[]} entries  @param {(entry: object) => [number, number][]} hitsOf */
  show(entries, hitsOf) {
    this.hitsOf = hitsOf;
    this.window.take(entries);
    this.#draw();
    if (this.window.isAtEnd) this.#scrollToEnd();
  }

  toStart() {
    this.window.toStart();
    this.#draw();
    this.scroller.scrollTop = 0;
    this.jump.hidden = false;
  }

  toEnd() {
    this.window.toEnd();
    if (this.window.entries.length) this.#draw();
    this.#scrollToEnd();
  }

  #scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.top = this.scroller.scrollTop;
    this.jump.hidden = true;
  }

  #draw() {
    const { hitsOf } = this;
    const { shown } = this.window;
    patchChildren(this.list, shown, {
      key: (entry) => entry.key,
      rows: this.rows,
      make: (entry) => this.#fill(makeRow(entry), entry, hitsOf),
      fill: (row, entry) => this.#fill(row, entry, hitsOf),
    });
    this.#forgetTheGone(shown);
  }

  /** Draw other lines, and let those that stay on the page stay where they are. */
  #shift(move) {
    const before = new Map([...this.list.children].map((row) => [row, row.offsetTop]));
    const { scrollTop } = this.scroller;
    move();
    this.#draw();
    const kept = [...this.list.children].find((row) => before.has(row));
    if (kept) this.scroller.scrollTop = scrollTop + kept.offsetTop - before.get(kept);
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
    const below = scrollHeight - clientHeight - scrollTop;
    const { window } = this;
    // What stands above the lines may have grown meanwhile: that is nobody's scrolling.
    const wentUp = scrollTop < this.top - 1;
    this.top = scrollTop;
    if (below < NEAR && !window.hasLater) window.isAtEnd = true;
    else if (window.isAtEnd && wentUp) window.hold();
    this.jump.hidden = window.isAtEnd;
    if (scrollTop < FAR && window.hasEarlier && !window.isAtEnd) this.#shift(() => window.earlier());
    else if (below < FAR && window.hasLater) this.#shift(() => window.later());
  }
}
