/** The user list on the page: who stands where, what is in sight, where the keyboard is. */

import { Arrangement, Hold } from "./arrangement.js";
import { Layout } from "./layout.js";
import { ListView } from "./list_view.js";

const LOOK_EVERY = 1;

export class UserList {
  /** @param {{panel: Element, watching: import("./watching.js").Watching, clock: object, shown: () => void}} parts */
  constructor({ panel, watching, clock, shown }) {
    Object.assign(this, { panel, watching, clock, shown });
    this.view = new ListView(panel.querySelector("[data-list]"));
    this.arrangement = new Arrangement();
    this.hold = new Hold();
    this.start = Number(panel.dataset.from);
    this.layout = new Layout({}, this.view.sizes);
    this.current = 0;
    this.isLive = false;
  }

  /** Follow the newest order; but who is about to choose somebody keeps the one they see. */
  arrange({ from, query } = this.arranged) {
    const isOther = !this.isLive || this.arranged.from !== from || this.arranged.query !== query;
    this.arranged = { from, query };
    if (isOther || !this.hold.isOn(this.clock.now())) this.#adopt();
    else this.arrangement.refresh(this.watching.window);
    this.render();
    if (this.arrangement.isBehind) this.behind ??= this.clock.after(LOOK_EVERY, () => this.#lookAgain());
  }

  #lookAgain() {
    this.behind = undefined;
    if (this.arrangement.isBehind) this.arrange();
  }

  touch(reason) {
    this.hold.touch(reason, this.clock.now());
  }

  release(reason) {
    this.hold.end(reason);
    if (this.arrangement.isBehind) this.arrange();
  }

  #adopt() {
    const anchor = this.#anchor();
    const id = this.arrangement.at(this.current)?.id;
    this.arrangement.adopt(this.watching.window);
    this.layout = new Layout(this.arrangement.groups, this.view.sizes);
    this.current = Math.max(0, Math.min(this.arrangement.indexOf(id) ?? this.current, this.layout.total - 1));
    if (!this.isLive) this.#goLive();
    else if (anchor) this.#keep(anchor);
  }

  #goLive() {
    this.isLive = true;
    this.panel.classList.add("is-live");
    if (!this.start) return;
    this.render();
    this.scrollTo(this.layout.topOf(this.start) - this.layout.heading);
  }

  /** Who comes or goes above must not push away what is being read. */
  #anchor() {
    const { reading } = this;
    const id = this.arrangement.at(reading)?.id;
    return this.isScrolled && id ? { id, at: this.layout.topOf(reading) } : null;
  }

  #keep({ id, at }) {
    const index = this.arrangement.indexOf(id);
    const moved = index === null ? 0 : this.layout.topOf(index) - at;
    if (!moved) return;
    this.render();
    window.scrollBy({ top: moved, behavior: "instant" });
  }

  scrollTo(top) {
    window.scrollBy({ top: top - this.view.sight.top, behavior: "instant" });
  }

  get isScrolled() {
    return this.view.sight.top > 0;
  }

  get seen() {
    const { top, bottom } = this.view.sight;
    return this.layout.between(top, bottom);
  }

  /** The first row below the sticky heading. */
  get reading() {
    // Browsers round where a page is scrolled to.
    return this.layout.indexAt(this.view.sight.top + this.layout.heading + 1);
  }

  render() {
    if (!this.isLive) return;
    const { seen } = this;
    this.view.show(this.layout, this.arrangement, { ...seen, current: this.current });
    this.watching.follow(seen, this.layout.total);
    this.shown();
  }

  scrolled() {
    if (!this.isLive || this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      if (!this.view.hasFocus) this.current = this.reading;
      this.render();
    });
  }

  resized() {
    this.layout = new Layout(this.arrangement.groups, this.view.sizes);
    this.render();
  }

  get page() {
    const { top, bottom } = this.view.sight;
    return { page: Math.max(1, Math.floor((bottom - top) / this.layout.row) - 2), total: this.layout.total };
  }

  /** Bring the keyboard to a row, and the row into sight below its sticky heading. */
  go(row) {
    this.current = row;
    const { top, bottom } = this.view.sight;
    const { row: height, heading } = this.layout;
    const at = this.layout.topOf(row);
    if (at - heading < top) this.scrollTo(at - heading);
    else if (at + height > bottom) this.scrollTo(at + height - (bottom - top));
    this.render();
    this.view.focus();
  }
}
