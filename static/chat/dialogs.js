/** The two questions about a message that take a window: whether to delete it, and what it said before. */

import { fullTime } from "../site/time.js";

/** @returns {Promise<boolean>} whether the person is sure */
export function confirmDeletion(dialog, body) {
  const excerpt = dialog.querySelector("[data-excerpt]");
  excerpt.replaceChildren(...body.cloneNode(true).childNodes);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "delete"), { once: true });
  });
}

/** @param {{text: string, at: string}[]} revisions */
export function showHistory(dialog, revisions) {
  const { content } = dialog.querySelector("template");
  const rows = revisions.map((revision) => fill(content.firstElementChild.cloneNode(true), revision));
  dialog.querySelector("[data-revisions]").replaceChildren(...rows);
  dialog.showModal();
}

function fill(row, { text, at }) {
  row.querySelector("time").dateTime = at;
  row.querySelector("time").textContent = fullTime(new Date(at));
  row.querySelector("[data-text]").textContent = text;
  return row;
}
