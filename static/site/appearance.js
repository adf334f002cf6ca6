/** The theme buttons; the choice itself is applied by theme.js before the first paint. */

import { recall, remember } from "./storage.js";

function mark(buttons) {
  const theme = recall("theme") ?? "auto";
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
  }
}

export function tendThemes() {
  const buttons = [...document.querySelectorAll("[data-themes] [data-theme]")];
  mark(buttons);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      remember("theme", button.dataset.theme);
      document.dispatchEvent(new Event("theme"));
      mark(buttons);
    });
  }
}
