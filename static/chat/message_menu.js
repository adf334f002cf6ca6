/** The menu of one message: it stands beside the button that opened it, above everything else. */

const GAP = 4;

export class MessageMenu {
  /** @param {{menu: HTMLElement, scroller: Element, actionsOf: (row: Element) => string[], chosen: (action: string, row: Element, item: HTMLElement) => void}} parts */
  constructor({ menu, scroller, actionsOf, chosen }) {
    Object.assign(this, { menu, actionsOf, chosen });
    this.button = null;
    scroller.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-menu]")));
    scroller.addEventListener("scroll", () => this.close(), { passive: true, capture: true });
    menu.addEventListener("click", ({ target }) => this.#choose(target.closest("[data-action]")));
    menu.addEventListener("keydown", (event) => this.#key(event));
    menu.addEventListener("focusout", ({ relatedTarget }) => this.#unlessIn(relatedTarget));
    document.addEventListener("pointerdown", ({ target }) => this.#unlessIn(target));
  }

  close() {
    if (!this.button) return;
    this.button.setAttribute("aria-expanded", "false");
    this.button = null;
    this.menu.hidden = true;
  }

  #unlessIn(place) {
    const isOurs = this.menu.contains(place) || this.button?.contains(place);
    if (!isOurs) this.close();
  }

  #pressed(button) {
    if (!button) return;
    const wasOpen = this.button === button;
    this.close();
    if (!wasOpen) this.#open(button);
  }

  #open(button) {
    const allowed = new Set(this.actionsOf(button.closest(".message")));
    for (const item of this.menu.querySelectorAll("[data-action]")) item.hidden = !allowed.has(item.dataset.action);
    this.button = button;
    button.setAttribute("aria-expanded", "true");
    this.menu.hidden = false;
    this.#place(button.getBoundingClientRect());
    this.#items()[0].focus({ preventScroll: true });
  }

  #place({ top, bottom, right }) {
    const { offsetHeight, offsetWidth, style } = this.menu;
    const isRoom = bottom + GAP + offsetHeight <= window.innerHeight;
    style.top = `${isRoom ? bottom + GAP : Math.max(GAP, top - GAP - offsetHeight)}px`;
    style.left = `${Math.max(GAP, Math.min(right, window.innerWidth - GAP) - offsetWidth)}px`;
  }

  #choose(item) {
    if (!item) return;
    const row = this.button.closest(".message");
    this.#back();
    this.chosen(item.dataset.action, row, item);
  }

  #back() {
    this.button.focus({ preventScroll: true });
    this.close();
  }

  #items() {
    return [...this.menu.querySelectorAll("[data-action]:not([hidden])")];
  }

  #key(event) {
    const items = this.#items();
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") this.#back();
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length).focus();
  }
}
