/** Where keys are text, and no shortcut may take them. */

const PLACES = "input, textarea, select, [contenteditable]";

/** @param {EventTarget | null} target */
export function isTyping(target) {
  return target instanceof Element && target.closest(PLACES) !== null;
}
