/** Which of many lines are on the page: the last ones, or some around where one reads. No page. */

export const SHOWN = 2000;
export const STEP = 500;

export class LineWindow {
  constructor() {
    /** @type {import("./lines.js").Entry[]} */
    this.entries = [];
    this.isAtEnd = true;
    /** The first entry shown, where the end is not followed. */
    this.anchor = null;
    this.place = 0;
  }

  /** @param {import("./lines.js").Entry[]} entries all there are, in order */
  take(entries) {
    this.entries = entries;
    if (this.isAtEnd) this.place = this.#lastPlace;
    else this.#find();
  }

  get shown() {
    return this.entries.slice(this.place, this.place + SHOWN);
  }

  get hasEarlier() {
    return this.place > 0;
  }

  /** Where the end is followed, what has come since is shown in a moment. */
  get hasLater() {
    return !this.isAtEnd && this.place + SHOWN < this.entries.length;
  }

  /** Stay where one reads, whatever comes at the end. */
  hold() {
    this.isAtEnd = false;
    this.#moveTo(this.place);
  }

  earlier() {
    this.isAtEnd = false;
    this.#moveTo(this.place - STEP);
  }

  later() {
    this.#moveTo(this.place + STEP);
  }

  toStart() {
    this.isAtEnd = false;
    this.#moveTo(0);
  }

  toEnd() {
    this.isAtEnd = true;
    this.place = this.#lastPlace;
  }

  get #lastPlace() {
    return Math.max(0, this.entries.length - SHOWN);
  }

  #moveTo(place) {
    this.place = Math.min(Math.max(0, place), this.#lastPlace);
    this.anchor = this.entries[this.place] ?? null;
  }

  /** The entries may be others now: some found, or old ones gone. */
  #find() {
    const found = this.anchor ? this.entries.indexOf(this.anchor) : -1;
    if (found < 0) this.#moveTo(this.place);
    else this.place = found;
  }
}
