/** Where each row of the list stands: groups under headings, rows of one height. No page. */

import { STATES } from "./window.js";

/** @typedef {{state: string, from: number, count: number, top: number}} Group */

export class Layout {
  /**
   * @param {Object<string, number>} groups how many are in each state
   * @param {{row: number, heading: number}} sizes heights, in pixels
   */
  constructor(groups, { row, heading }) {
    Object.assign(this, { row, heading, total: 0, height: 0 });
    /** @type {Group[]} */
    this.groups = [];
    for (const state of STATES) this.#add(state, groups[state] ?? 0);
  }

  #add(state, count) {
    if (!count) return;
    this.groups.push({ state, count, from: this.total, top: this.height });
    this.total += count;
    this.height += this.heightOf(count);
  }

  heightOf(count) {
    return this.heading + count * this.row;
  }

  groupOf(index) {
    return this.groups.findLast((group) => group.from <= index) ?? this.groups[0];
  }

  /** Pixels from the top of the list to the top of a row. */
  topOf(index) {
    const group = this.groupOf(index);
    return group ? group.top + this.heading + (index - group.from) * this.row : 0;
  }

  /** The row at a height; the nearest where there is none. */
  indexAt(height) {
    const group = this.groups.findLast(({ top }) => top <= height) ?? this.groups[0];
    if (!group) return 0;
    const within = Math.floor((height - group.top - this.heading) / this.row);
    return group.from + Math.min(Math.max(within, 0), group.count - 1);
  }

  /** The rows between two heights: from `first` on, before `end`. */
  between(top, bottom) {
    if (!this.total || bottom <= 0 || top >= this.height) return { first: 0, end: 0 };
    return { first: this.indexAt(top), end: this.indexAt(bottom) + 1 };
  }

  /** The same with some more on both sides, so that scrolling shows no gap. */
  around({ first, end }, more) {
    return { first: Math.max(0, first - more), end: Math.min(this.total, end + more) };
  }
}
