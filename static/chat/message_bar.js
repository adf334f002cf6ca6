/** The bar of quick actions on the message under the pointer. By key the same is in its menu. */

export class MessageBar {
  /** @param {{bar: HTMLElement, list: Element, actionsOf: (row: Element) => string[], chosen: (action: string, row: Element, item: HTMLElement) => void}} parts */
  constructor({ bar, list, actionsOf, chosen }) {
    Object.assign(this, { bar, actionsOf });
    list.addEventListener("pointerover", ({ target, pointerType }) => pointerType !== "touch" && this.#over(target.closest(".message[data-id]")));
    list.addEventListener("pointerleave", () => this.#leave());
    bar.addEventListener("click", ({ target }) => {
      const item = target.closest("[data-action]");
      if (item) chosen(item.dataset.action, item.closest(".message"), item);
    });
  }

  /** One bar serves all rows: where each had its own, a page would carry hundreds of buttons. */
  #over(row) {
    if (!row || this.bar.parentElement === row) return;
    const allowed = new Set(this.actionsOf(row));
    for (const item of this.bar.querySelectorAll("[data-action]")) item.hidden = !allowed.has(item.dataset.action);
    row.querySelector("[data-menu]").before(this.bar);
    this.bar.hidden = false;
  }

  #leave() {
    this.bar.hidden = true;
    document.body.append(this.bar);
  }
}
