/** Going to a message that is named somewhere in the log, and back to where one was. */

const MARK = "is-target";

export class WayBack {
  /** @param {{scroller: Element, view: import("./log_view.js").LogView, link: HTMLAnchorElement}} parts */
  constructor({ scroller, view, link }) {
    Object.assign(this, { scroller, view, link });
    link.addEventListener("click", (event) => this.#return(event));
  }

  /**
   * Go to a message where this page holds it; where not, the link itself leads there.
   * @param {Event} event the press of a link beside the message at `from`
   */
  go(event, { to, from }) {
    const row = this.view.rowAt(to);
    if (!row) return;
    event.preventDefault();
    this.link.href = `${this.view.url}${from}/`;
    this.link.dataset.to = from;
    this.link.hidden = false;
    show(row, this.scroller);
  }

  #return(event) {
    const row = this.view.rowAt(this.link.dataset.to);
    if (!row) return;
    event.preventDefault();
    this.link.hidden = true;
    show(row, this.scroller);
  }
}

/** Bring a row before the reader's eyes, and mark it. */
export function show(row, scroller) {
  for (const other of scroller.querySelectorAll(`.${MARK}`)) other.classList.remove(MARK);
  row.classList.add(MARK);
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
}
