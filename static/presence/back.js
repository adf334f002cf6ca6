/** "Bob is back": said once, on whatever page I am. */

import { gettext, interpolate } from "../site/text.js";
import { plain } from "../site/plain.js";

/** Seconds a notice stays, while somebody can see it. */
const STAYS_FOR = 20;

export class BackNotices {
  /** @param {Element} place a polite live region @param {import("../realtime/socket.js").Socket} socket */
  constructor(place, socket) {
    Object.assign(this, { place, home: place.parentElement, clock: socket.clock });
    place.addEventListener("click", ({ target }) => target.closest("[data-dismiss], [data-card]")?.closest(".notice").remove());
    socket.on("presence.back", ({ user }) => this.tell(user));
  }

  tell({ id, username, name }) {
    const notice = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    const link = notice.querySelector("[data-card]");
    link.dataset.card = id;
    link.href = link.getAttribute("href").replace("/0/", `/${id}/`);
    notice.querySelector("[data-text]").textContent = interpolate(gettext("{name} is back"), { name: plain(name || username) });
    this.#comeForward();
    this.place.append(notice);
    this.#fade(notice);
  }

  /** Nothing outside an open dialog can be seen or touched: be inside, until it closes. */
  #comeForward() {
    const dialog = document.querySelector("dialog[open]");
    if (!dialog || dialog.contains(this.place)) return;
    dialog.append(this.place);
    dialog.addEventListener("close", () => this.home.append(this.place), { once: true });
  }

  #fade(notice) {
    this.clock.after(STAYS_FOR, () => {
      const isUnseen = document.visibilityState !== "visible" || notice.matches(":hover, :focus-within");
      if (isUnseen) this.#fade(notice);
      else notice.remove();
    });
  }
}
