/** Somebody's card: opened by their name anywhere, live while it is open. */

import { gettext } from "../site/text.js";
import { CardView } from "./card_view.js";

const REFRESH_EVERY = 1;
const NEWS = ["presence.window", "presence.changed", "room.here"];

const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export class PersonCard {
  /** @param {HTMLDialogElement} dialog @param {import("../realtime/socket.js").Socket} socket */
  constructor(dialog, socket) {
    Object.assign(this, { dialog, socket, user: null, opener: null });
    this.view = new CardView(dialog);
    document.addEventListener("click", (event) => this.#clicked(event));
    dialog.addEventListener("close", () => this.#closed());
    dialog.querySelector("[data-watch]").addEventListener("click", () => this.#toggleWatch());
    for (const news of NEWS) socket.on(news, ({ users }) => users.some(({ id }) => id === this.user) && this.#refreshSoon());
    socket.on("presence.back", ({ user }) => user.id === this.user && this.#refreshSoon());
  }

  /** Where there is no connection, the link leads to the same card as a page. */
  #clicked(event) {
    const link = event.target.closest("[data-card]");
    if (event.target === this.dialog) this.dialog.close();
    if (!link?.dataset.card || !isPlain(event) || this.socket.state !== "open") return;
    event.preventDefault();
    this.open(Number(link.dataset.card), link);
  }

  async open(user, opener) {
    Object.assign(this, { user, opener });
    try {
      this.view.show(await this.#ask(user), user);
      if (this.user === user && !this.dialog.open) this.dialog.showModal();
    } catch (error) {
      this.user = null;
      if (error.code !== "disconnected") location.assign(opener.href);
    }
  }

  #ask(user) {
    return this.socket.request("presence.card", { user });
  }

  #closed() {
    const { user, opener } = this;
    this.user = null;
    if (document.activeElement !== document.body) return;
    const again = opener?.isConnected ? opener : document.querySelector(`[data-card="${user}"]`);
    again?.focus({ preventScroll: true });
  }

  #refreshSoon() {
    this.refreshing ??= this.socket.clock.after(REFRESH_EVERY, () => this.#refresh());
  }

  async #refresh() {
    this.refreshing = undefined;
    const { user } = this;
    if (user === null) return;
    const card = await this.#ask(user).catch(() => null);
    if (card && this.user === user) this.view.show(card, user);
  }

  async #toggleWatch() {
    const { user } = this;
    try {
      await this.socket.request("presence.notify", { user, cancel: this.view.isWatching });
      await this.#refresh();
    } catch (error) {
      this.view.complain(error.message || gettext("That could not be saved now. Try again in a moment."));
    }
  }
}
