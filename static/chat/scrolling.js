/** The log's scrolling. Its box counts from the bottom, so what grows above moves nothing. */

const NEAR = 100;

/** Pixels between what is seen and the newest message. */
export function distanceFromEnd(scroller) {
  return Math.abs(scroller.scrollTop);
}

export function isNearEnd(scroller) {
  return distanceFromEnd(scroller) < NEAR;
}

export function toEnd(scroller) {
  scroller.scrollTop = 0;
}

function firstSeen(scroller, rows) {
  const top = scroller.getBoundingClientRect().top;
  return [...rows].find((row) => row.getBoundingClientRect().bottom > top);
}

/** Whether this has been scrolled past, upwards. */
export function isAbove(scroller, element) {
  return element.getBoundingClientRect().bottom < scroller.getBoundingClientRect().top;
}

/** The reader's place in the log: it stays put whatever changes around it; at the end it goes with what is new. */
export class Place {
  /** @param {Element} scroller @param {Element} list whose `.message`s have places of their own: a day's line moves up */
  constructor(scroller, list) {
    Object.assign(this, { scroller, list, isLatest: undefined, follows: false, anchor: null, top: 0, scrolled: 0 });
    scroller.addEventListener("scroll", () => this.#remember(), { passive: true });
    // Pictures that load, what is folded and unfolded.
    new ResizeObserver(() => this.#resized()).observe(list);
  }

  /**
   * Change the log.
   * @param {() => void} change
   * @param {boolean} isLatest whether its end is the room's, then
   */
  keep(change, isLatest) {
    this.isLatest ??= isLatest;
    this.#remember();
    change();
    this.#restore();
    this.isLatest = isLatest;
    this.#remember();
  }

  #remember() {
    const { scroller, list } = this;
    this.follows = this.isLatest && isNearEnd(scroller);
    this.anchor = this.follows ? null : firstSeen(scroller, list.querySelectorAll(".message"));
    this.top = this.anchor?.getBoundingClientRect().top;
    this.scrolled = scroller.scrollTop;
  }

  /** What was scrolled meanwhile, of which no event has told yet, was meant. */
  #resized() {
    this.top -= this.scroller.scrollTop - this.scrolled;
    this.#restore();
    this.#remember();
  }

  #restore() {
    if (this.follows) toEnd(this.scroller);
    else if (this.anchor?.isConnected) this.scroller.scrollTop += this.anchor.getBoundingClientRect().top - this.top;
  }
}
