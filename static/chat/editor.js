/** Editing a message in its place. */

import { gettext, interpolate } from "../site/text.js";
import { enterDoes, hasTouchKeyboard, lengthOf, sends } from "./keys.js";
import { helpToWrite } from "./writing.js";

export class Editor {
  /**
   * @param {{row: Element, text: string, limit: number, sources: import("./completion_sources.js").Sources, save: (text: string) => Promise<unknown>, closed: () => void}} parts
   *   `save` is rejected with the server's error
   */
  constructor({ row, text, limit, sources, save, closed }) {
    Object.assign(this, { row, text, limit, save, closed });
    this.form = document.getElementById("editor-template").content.firstElementChild.cloneNode(true);
    this.box = this.form.elements.text;
    this.box.value = text;
    this.#showKeys();
    this.completion = helpToWrite(this.box, sources);
    this.#listen();
    row.classList.add("is-editing");
    row.querySelector("[data-body]").after(this.form);
    this.#fit();
    this.box.focus();
    this.form.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.row.classList.remove("is-editing");
    this.completion.remove();
    this.form.remove();
    this.closed();
  }

  #listen() {
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.form.querySelector("[data-cancel]").addEventListener("click", () => this.close());
    this.box.addEventListener("input", () => this.#fit());
    this.box.addEventListener("keydown", (event) => this.#key(event));
  }

  #showKeys() {
    const words = gettext("Ctrl + Enter saves, Esc cancels");
    if (enterDoes() === "newline") this.form.querySelector(".composer-keys").textContent = words;
  }

  #key(event) {
    if (sends(event, hasTouchKeyboard(), enterDoes())) this.#submit(event);
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    this.close();
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (text === this.text.trim()) return this.close();
    if (this.box.readOnly || this.#isWrong(text)) return;
    this.#setBusy(true);
    try {
      await this.save(text);
      this.close();
    } catch (error) {
      this.#setBusy(false);
      this.#say(error.message || gettext("That could not be saved now. Try again in a moment."));
    }
  }

  #isWrong(text) {
    const over = lengthOf(text) - this.limit;
    if (over > 0) this.#say(interpolate(gettext("That is {n} characters too many."), { n: over }));
    if (!text) this.#say(gettext("A message needs some text. To take it back, delete it."));
    return over > 0 || !text;
  }

  #setBusy(isBusy) {
    this.box.readOnly = isBusy;
    this.form.querySelector("[type=submit]").disabled = isBusy;
  }

  #say(text) {
    const place = this.form.querySelector("[data-error]");
    place.textContent = text;
    place.hidden = false;
  }

  #fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }
}
