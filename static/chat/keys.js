/** What a key does in the composer. */

const COMPOSING = 229;

/**
 * Whether this key sends. Never while an input method composes: there Enter chooses a word.
 * @param {KeyboardEvent} event
 * @param {boolean} touch whether the keyboard is on the screen, where Enter begins a line
 */
export function sends(event, touch) {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === COMPOSING) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && !event.altKey && !touch;
}

/** Characters as the server counts them. */
export function lengthOf(text) {
  return [...text].length;
}

export const hasTouchKeyboard = () => window.matchMedia("(pointer: coarse) and (hover: none)").matches;
