/** What a room's page says about itself: in passing, or that the room is lost. */

import { gettext } from "../site/text.js";

const FOR = 6;

export class Notice {
  /** @param {{place: HTMLElement, clock: object}} parts */
  constructor({ place, clock }) {
    Object.assign(this, { place, clock });
    this.timer = null;
  }

  say(words) {
    this.place.textContent = words;
    this.clock.cancel(this.timer);
    this.timer = this.clock.after(FOR, () => (this.place.textContent = ""));
  }
}

/** @param {HTMLElement} place @param {string | null} reason null: it is ours again */
export function showLost(place, reason) {
  place.hidden = reason === null;
  place.querySelector("[data-text]").textContent =
    reason === "left" ? gettext("You have left this room. What you were writing is kept.") : gettext("You are no longer in this room. What you were writing is kept.");
}
