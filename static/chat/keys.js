/** What a key does where somebody writes. */

const COMPOSING = 229;
const JUST = 100;

/** Knows the Enter that ends a composition, also where its end is told first, as Safari does. */
export class Composition {
  #endedAt = -Infinity;

  /** @param {EventTarget} [page] where to listen */
  constructor(page) {
    page?.addEventListener("compositionend", ({ timeStamp }) => this.ended(timeStamp), { capture: true });
    page?.addEventListener("keyup", () => this.released(), { capture: true });
  }

  ended(timeStamp) {
    this.#endedAt = timeStamp;
  }

  /** The key that chose the word is up: the next one is one's own. */
  released() {
    this.#endedAt = -Infinity;
  }

  /** @param {KeyboardEvent} event */
  has({ isComposing, keyCode, timeStamp }) {
    return isComposing || keyCode === COMPOSING || timeStamp - this.#endedAt < JUST;
  }
}

const composition = new Composition(globalThis.document);

/**
 * Whether this key sends. Never while an input method composes: there Enter chooses a word.
 * @param {KeyboardEvent} event
 * @param {boolean} touch whether the keyboard is on the screen, where Enter begins a line
 * @param {"send" | "newline"} enter what Enter alone is to do
 */
export function sends(event, touch, enter = "send", composed = composition) {
  if (event.key !== "Enter" || composed.has(event)) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return enter === "send" && !event.shiftKey && !event.altKey && !touch;
}

/** What Enter alone does, as the page says. @returns {"send" | "newline"} */
export function enterDoes() {
  return document.body.dataset.enter === "newline" ? "newline" : "send";
}

/** Characters as the server counts them. */
export function lengthOf(text) {
  return [...text].length;
}

export const hasTouchKeyboard = () => window.matchMedia("(pointer: coarse) and (hover: none)").matches;
