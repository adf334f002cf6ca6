/** My status: state, sign, words and end, set without leaving the page. */

import { gettext } from "../site/text.js";
import { endOf } from "./endings.js";
import { mine } from "./mine.js";
import { endWords } from "./words.js";

const CLEAR = { state: "auto", emoji: "", text: "", until: null };

export class StatusDialog {
  /** @param {HTMLDialogElement} dialog @param {import("../realtime/socket.js").Socket} socket */
  constructor(dialog, socket) {
    Object.assign(this, { dialog, socket });
    this.form = dialog.querySelector("form[data-status-form]");
    this.fields = this.form.elements;
    document.addEventListener("click", (event) => this.#clicked(event));
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.fields.ends.addEventListener("change", () => this.#showTime());
    dialog.addEventListener("click", ({ target }) => this.#pick(target.closest("[data-emoji]")));
  }

  #clicked(event) {
    const opener = event.target.closest("[data-open-status]");
    if (event.target === this.dialog) this.dialog.close();
    if (!opener || this.socket.state !== "open") return;
    event.preventDefault();
    this.open();
  }

  open() {
    const { state, emoji, text, until } = mine.chosen;
    this.fields.state.value = state;
    this.fields.emoji.value = emoji;
    this.fields.text.value = text;
    this.#offerEnd(until);
    this.#complain("");
    document.getElementById("person-card").close();
    this.dialog.showModal();
  }

  /** What ends already may go on to do so. */
  #offerEnd(until) {
    const stays = this.fields.ends.querySelector("[value=stays]");
    stays.hidden = stays.disabled = !until;
    stays.textContent = endWords(until);
    this.fields.ends.value = until ? "stays" : "";
    this.#showTime();
  }

  #showTime() {
    const isNamed = this.fields.ends.value === "at";
    this.fields.at.closest("[data-time]").hidden = !isNamed;
    this.fields.at.disabled = !isNamed;
    this.fields.at.required = isNamed;
  }

  #pick(button) {
    if (!button) return;
    this.fields.emoji.value = button.dataset.emoji;
    this.fields.text.focus();
  }

  /** Where there is no connection, the form goes the way of forms. */
  async #submit(event) {
    if (this.socket.state !== "open") return;
    event.preventDefault();
    const wanted = event.submitter?.name === "clear" ? CLEAR : this.#wanted();
    try {
      await this.socket.request("presence.set", wanted);
      this.dialog.close();
    } catch (error) {
      this.#complain(error.message || gettext("That could not be saved now. Try again in a moment."));
    }
  }

  #wanted() {
    const { state, emoji, text, ends, at } = this.fields;
    const until = endOf(ends.value, at.value);
    return { state: state.value, emoji: emoji.value.trim(), text: text.value.trim(), ...(until !== undefined && { until }) };
  }

  #complain(words) {
    const place = this.dialog.querySelector("[data-error]");
    place.textContent = words;
    place.hidden = !words;
  }
}
