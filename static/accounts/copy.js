/** Buttons that copy the field they name into the clipboard. */

import { gettext } from "../site/text.js";

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.copies));
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.lastElementChild.textContent = gettext("Copied");
  } catch {
    // Without a secure address there is no clipboard; the text stays selected for Ctrl+C.
    button.lastElementChild.textContent = gettext("Press Ctrl+C");
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.addEventListener("click", () => copy(button));
}
