/** The theme buttons; the choice itself is applied by theme.js before the first paint. */

import { recall, remember } from "./storage.js";

const root = document.documentElement;
const chosen = () => root.dataset.theme ?? recall("theme") ?? "auto";

function mark(form) {
  for (const button of form.querySelectorAll("[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === chosen()));
  }
}

/** This browser looks so at once; the account is told, where there is one. */
function choose(form, theme) {
  remember("theme", theme);
  if (form.hasAttribute("action")) root.dataset.theme = theme;
  document.dispatchEvent(new Event("theme"));
  mark(form);
}

/** What cannot be told holds until the next page, which says what the account knows. */
function tell(form, submitter) {
  const body = new FormData(form, submitter);
  return fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
}

/** Who never chose with the account is offered what this browser keeps. */
function offerKept(page) {
  const choice = root.dataset.theme ? null : page?.querySelector(`[name=theme][value="${chosen()}"]`);
  if (choice) choice.checked = true;
}

export function tendThemes() {
  const form = document.querySelector("[data-themes]");
  if (!form) return;
  mark(form);
  document.addEventListener("theme", () => mark(form));
  offerKept(document.querySelector("[data-settings]"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(form, event.submitter.value);
    if (form.hasAttribute("action")) tell(form, event.submitter);
  });
}
