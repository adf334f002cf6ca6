/** "Ann is typing…", and telling others that I am. */

import { TOLD_EVERY, Typists, typingWords } from "./typists.js";

const now = () => Date.now() / 1000;

export class Typing {
  /** @param {{place: Element, tell: () => void}} parts */
  constructor({ place, tell }) {
    this.place = place;
    this.tell = tell;
    this.typists = new Typists();
    this.toldAt = -Infinity;
    this.timer = null;
  }

  /** I typed. */
  typed() {
    if (now() - this.toldAt < TOLD_EVERY) return;
    this.toldAt = now();
    this.tell();
  }

  /** I sent: the next word is news again. */
  sent() {
    this.toldAt = -Infinity;
  }

  heard(user) {
    this.typists.add(user, now());
    this.#show();
  }

  done(id) {
    this.typists.remove(id);
    this.#show();
  }

  #show() {
    clearTimeout(this.timer);
    const names = this.typists.names(now());
    const words = typingWords(names);
    if (this.place.textContent !== words) this.place.textContent = words;
    if (names.length) this.timer = setTimeout(() => this.#show(), 1000);
  }
}
