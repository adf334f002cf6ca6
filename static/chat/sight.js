/** What is really before the reader's eyes: on the screen, in a visible tab that has the focus. */

export const isLooking = () => document.visibilityState === "visible" && document.hasFocus();

export class Sight {
  /** @param {{scroller: Element, changed: () => void}} parts */
  constructor({ scroller, changed }) {
    this.changed = changed;
    this.onScreen = new Set();
    this.watched = new Set();
    this.observer = new IntersectionObserver((entries) => this.#take(entries), { root: scroller });
  }

  /** Watch these rows and no others: a message has been seen when its end has. @param {Iterable<Element>} rows */
  watch(rows) {
    const ends = new Set([...rows].map((row) => row.querySelector("[data-end]")));
    for (const end of this.watched) if (!ends.has(end)) this.#leave(end);
    for (const end of ends) if (!this.watched.has(end)) this.observer.observe(end);
    this.watched = ends;
  }

  /** The highest position on the screen; 0 where nobody looks. */
  get highest() {
    if (!isLooking()) return 0;
    return Math.max(0, ...[...this.onScreen].map((end) => Number(end.parentElement.dataset.position)));
  }

  #leave(end) {
    this.observer.unobserve(end);
    this.onScreen.delete(end);
  }

  #take(entries) {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) this.onScreen.add(target);
      else this.onScreen.delete(target);
    }
    this.changed();
  }
}
