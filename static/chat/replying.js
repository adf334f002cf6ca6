/** What the composer answers: shown above it, kept with the draft, given along with the post. */

import { forget, recall, remember } from "../site/storage.js";
import { fillQuoteWords } from "./quote_row.js";
import { quoteOf, rootOf } from "./quotes.js";

export class Replying {
  /** @param {{form: HTMLFormElement, key: string, focus: () => void}} parts `key`: where the draft is kept */
  constructor({ form, key, focus }) {
    Object.assign(this, { form, key, focus });
    this.place = form.querySelector("[data-replying]");
    /** @type {(import("./quotes.js").Quote & {thread: number}) | null} */
    this.quote = null;
    this.place.querySelector("[data-stop-replying]").addEventListener("click", (event) => this.#stopped(event));
    form.addEventListener("keydown", (event) => this.#key(event));
    this.#show(JSON.parse(recall(key) ?? "null"));
  }

  /** The composer belongs to another draft now. */
  turnTo(key) {
    this.key = key;
    this.#show(JSON.parse(recall(key) ?? "null"));
  }

  /** @param {import("./log.js").Message} message */
  begin(message) {
    this.#keep({ ...quoteOf(message), thread: rootOf(message) });
    this.focus();
  }

  /** The post has it now. */
  take() {
    const { quote } = this;
    if (quote) this.#keep(null);
    return quote;
  }

  /** What is answered may have been edited; what was deleted is not answered any more. */
  check(messages) {
    const message = messages.get(this.quote?.id);
    if (!message) return;
    const { text } = quoteOf(message);
    if (text !== this.quote.text) this.#keep(text === undefined ? null : { ...this.quote, text });
  }

  #keep(quote) {
    if (quote) remember(this.key, JSON.stringify(quote));
    else forget(this.key);
    this.#show(quote);
  }

  #show(quote) {
    this.quote = quote;
    this.place.hidden = !quote;
    if (quote) fillQuoteWords(this.place, quote);
  }

  #stopped(event) {
    event.preventDefault();
    this.#keep(null);
    this.focus();
  }

  /** Escape, unless something else in the composer was closed by it. */
  #key(event) {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || event.shiftKey || !this.quote) return;
    event.preventDefault();
    this.#keep(null);
  }
}
