/** The mark in the header, and the banner that appears when a loss lasts. */

import { gettext } from "./text.js";
import { atLength, shortly } from "./wording.js";

const PATIENCE = 4;
const GOOD_NEWS = 2;
const FINAL = new Set(["signed_out", "refused", "disconnected"]);

/** Whether a loss has lasted long enough to speak of it. Pure. */
export function speaks(state, lostFor) {
  return FINAL.has(state) || (state !== "open" && lostFor >= PATIENCE);
}

export class ConnectionDisplay {
  constructor(socket, { pill, banner, clock, logIn }) {
    Object.assign(this, { socket, pill, banner, clock, logIn });
    this.lostAt = clock.now();
    this.spoke = false;
    this.timer = null;
    this.banner.querySelector("[data-retry]").addEventListener("click", () => socket.retry());
    socket.on("state", () => this.show());
    this.show();
  }

  show() {
    const { state } = this.socket;
    this.pill.dataset.state = state;
    this.pill.querySelector("[data-text]").textContent = shortly(state);
    this.clock.cancel(this.timer);
    if (state === "open") this.#rejoice();
    else this.#complain(state);
  }

  #complain(state) {
    this.lostAt ??= this.clock.now();
    if (speaks(state, this.clock.now() - this.lostAt)) this.#speak(state);
    if (!FINAL.has(state)) this.timer = this.clock.after(1, () => this.show());
  }

  #speak(state) {
    this.spoke = true;
    const left = (this.socket.retryAt ?? 0) - this.clock.now();
    this.#say(atLength({ state, reason: this.socket.reason, left }), "bad");
    this.#offerRetry(state);
    this.#offerWayOn(state);
  }

  #offerRetry(state) {
    const button = this.banner.querySelector("[data-retry]");
    button.hidden = state !== "waiting" && state !== "disconnected";
    button.textContent = state === "disconnected" ? gettext("Reconnect") : gettext("Retry now");
  }

  #offerWayOn(state) {
    const link = this.banner.querySelector("[data-link]");
    link.hidden = state !== "signed_out" && state !== "refused";
    if (state === "signed_out") this.#link(link, gettext("Log in"), this.logIn);
    else if (this.socket.reason === "other_user") this.#link(link, gettext("Reload"), "");
    else this.#link(link, gettext("Check my connection"), this.pill.href);
  }

  #link(link, text, href) {
    link.textContent = text;
    link.href = href;
  }

  #rejoice() {
    this.lostAt = null;
    this.banner.querySelector("[data-retry]").hidden = true;
    this.banner.querySelector("[data-link]").hidden = true;
    if (this.spoke) this.#say(gettext("Back online"), "good");
    this.spoke = false;
    this.timer = this.clock.after(GOOD_NEWS, () => (this.banner.hidden = true));
  }

  #say(text, tone) {
    this.banner.dataset.tone = tone;
    this.banner.hidden = false;
    const place = this.banner.querySelector("[data-text]");
    if (place.textContent !== text) place.textContent = text;
  }
}
