/** "?" and the menu's entry open the sheet of all shortcuts. */

import { isTyping } from "./typing_place.js";

/**
 * Whether this key asks for the sheet: not where it is text, nor beneath another dialog.
 * @param {KeyboardEvent} event
 */
export function asksForShortcuts({ key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented }) {
  return key === "?" && !ctrlKey && !metaKey && !altKey && !isComposing && !defaultPrevented;
}

/** @param {HTMLDialogElement} dialog */
export function tendShortcuts(dialog) {
  const open = (event) => {
    if (document.querySelector("dialog:modal")) return;
    event.preventDefault();
    dialog.showModal();
  };
  document.addEventListener("keydown", (event) => {
    if (asksForShortcuts(event) && !isTyping(event.target)) open(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-shortcuts]")) open(event);
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
}
