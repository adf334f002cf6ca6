/** The two questions about a message that take a window: whether to delete it, and what it said before. */

import { fullTime } from "../site/time.js";
import { differences } from "./differences.js";

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

/**
 * Show what a message said, and in each of its states what became of the one before.
 * @param {{text: string, at: string}[]} states oldest first, the present one last
 */
export function showHistory(dialog, states) {
  const { content } = dialog.querySelector("template");
  const rows = states.map((state, index) => fill(content.firstElementChild.cloneNode(true), state, states[index - 1]));
  rows.at(-1).querySelector("[data-now]").hidden = false;
  dialog.querySelector("[data-revisions]").replaceChildren(...rows);
  dialog.showModal();
}

function fill(row, { text, at }, before) {
  row.querySelector("time").dateTime = at;
  row.querySelector("time").textContent = fullTime(new Date(at));
  const parts = before ? differences(before.text, text) : [{ kind: "same", text }];
  row.querySelector("[data-text]").replaceChildren(...parts.map(asNode));
  return row;
}

const TAGS = { gone: "del", new: "ins" };

function asNode({ kind, text }) {
  if (kind === "same") return document.createTextNode(text);
  const node = document.createElement(TAGS[kind]);
  node.textContent = text;
  return node;
}
