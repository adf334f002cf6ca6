/** The list on the page: a section for each group, as high as all its rows; only those in sight exist. */

import { patchChildren } from "../site/patching.js";
import { fillEntry, makeEntry, markState } from "./entry.js";
import { mine } from "./mine.js";
import { STATES } from "./window.js";

const EAGER = 9;
const within = (index, { first, end }) => first <= index && index < end;

export class ListView {
  constructor(list) {
    this.list = list;
    this.template = document.getElementById("entry-template");
    this.sections = new Map(STATES.map((state) => [state, list.querySelector(`[data-group="${state}"]`)]));
    this.rows = new Map();
    for (const row of list.querySelectorAll("li[data-id]")) this.rows.set(Number(row.dataset.id), row);
    this.#markMe(this.rows.get(mine.id));
  }

  /** The server rendered this page before it knew that I look at it. */
  #markMe(row) {
    if (row) markState(row, mine.stateOf({ id: mine.id, state: row.dataset.state }));
  }

  /** Heights in pixels, which the person's own text size decides. */
  get sizes() {
    const style = getComputedStyle(this.list);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = (name) => parseFloat(style.getPropertyValue(name)) * rem;
    return { row: height("--row"), heading: height("--group-heading") };
  }

  /** How far the list has gone below the header, and how much of it is to be seen. */
  get sight() {
    const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(this.list);
    const covered = parseFloat(scrollMarginTop);
    const top = covered - this.list.getBoundingClientRect().top;
    return { top, bottom: top + window.innerHeight - covered - parseFloat(scrollMarginBottom) };
  }

  /**
   * @param {import("./layout.js").Layout} layout
   * @param {import("./arrangement.js").Arrangement} arrangement
   * @param {{first: number, end: number, current: number}} what `current`: the row the keyboard is at
   */
  show(layout, arrangement, { first, end, current }) {
    const { hasFocus } = this;
    const eager = layout.around({ first, end }, EAGER);
    for (const [state, section] of this.sections) {
      const group = layout.groups.find((group) => group.state === state);
      this.#showGroup(section, layout, group, this.#items(arrangement, group, eager, current));
    }
    this.#forgetTheGone();
    if (hasFocus && !this.hasFocus) this.focus();
  }

  #items(arrangement, group, eager, current) {
    if (!group) return [];
    const items = [];
    const first = Math.max(group.from, eager.first);
    const end = Math.min(group.from + group.count, eager.end);
    for (let index = first; index < end; index += 1) items.push(index);
    const isInGroup = within(current, { first: group.from, end: group.from + group.count });
    if (isInGroup && !within(current, { first, end })) items.push(current);
    return items.sort((a, b) => a - b).map((index) => ({ index, group, isCurrent: index === current, entry: arrangement.at(index) }));
  }

  #showGroup(section, layout, group, items) {
    section.hidden = !group;
    if (!group) return section.querySelector("ul").replaceChildren();
    section.style.height = `${layout.heightOf(group.count)}px`;
    patchChildren(section.querySelector("ul"), items, {
      key: ({ entry, index }) => entry?.id ?? `row ${index}`,
      rows: this.rows,
      make: (item) => this.#fill(this.#make(item.entry), item, layout),
      fill: (row, item) => this.#fill(row, item, layout),
    });
  }

  #make(entry) {
    if (entry) return makeEntry(this.template, entry);
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.classList.add("is-blank");
    // An empty name would be no place for the focus.
    row.querySelector("[data-name]").textContent = "…";
    return row;
  }

  #fill(row, { index, group, entry, isCurrent }, { row: height }) {
    if (entry) fillEntry(row, entry);
    row.dataset.index = index;
    row.style.top = `${(index - group.from) * height}px`;
    row.ariaSetSize = String(group.count);
    row.ariaPosInSet = String(index - group.from + 1);
    row.classList.toggle("is-elsewhere", Boolean(entry) && row.dataset.state !== group.state);
    row.classList.toggle("is-current", isCurrent);
    for (const stop of row.querySelectorAll("a, button")) stop.tabIndex = isCurrent ? 0 : -1;
    return row;
  }

  #forgetTheGone() {
    for (const [key, row] of this.rows) if (!row.isConnected) this.rows.delete(key);
  }

  get hasFocus() {
    return this.list.contains(document.activeElement);
  }

  /** Put the keyboard's focus on its row. */
  focus() {
    this.list.querySelector(".is-current [data-card]")?.focus({ preventScroll: true });
  }
}
