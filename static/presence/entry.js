/** One person's row: made once from the page's template, then patched. */

import { gettext, interpolate } from "../site/text.js";
import { ago } from "../site/time.js";
import { mine } from "./mine.js";
import { stateWord, statusWords } from "./words.js";

function put(row, name, text) {
  const place = row.querySelector(`[data-${name}]`);
  if (place && place.textContent !== text) place.textContent = text;
}

function lastSeen({ state, last_seen }) {
  if (state !== "offline" || !last_seen) return "";
  return interpolate(gettext("last seen {ago}"), { ago: ago(new Date(last_seen)) });
}

export function markState(row, state) {
  row.dataset.state = state;
  row.querySelector("[data-mark]").dataset.mark = state;
  put(row, "word", stateWord(state));
}

export function fillAvatar(row, { id, name }) {
  const avatar = row.querySelector("[data-avatar]");
  avatar.className = avatar.className.replace(/hue-\d?/, `hue-${id % 10}`);
  put(row, "initial", [...name][0]?.toUpperCase() ?? "");
}

/** Bring a row in step with its entry. */
export function fillEntry(row, entry) {
  const name = entry.name || entry.username;
  row.dataset.id = entry.id;
  row.classList.toggle("is-me", entry.id === mine.id);
  row.classList.toggle("is-moved", Boolean(entry.moved));
  fillAvatar(row, { id: entry.id, name });
  markState(row, entry.moved ? "moved" : mine.stateOf(entry));
  put(row, "name", name);
  put(row, "username", `@${entry.username}`);
  put(row, "status", statusWords(entry.status));
  put(row, "seen", lastSeen(entry));
  fillCard(row, entry);
  fillDirect(row, entry, name);
}

function fillCard(row, { id }) {
  const link = row.querySelector("[data-card]");
  if (!link || link.dataset.card === String(id)) return;
  link.href = link.getAttribute("href").replace(/\/\d+\//, `/${id}/`);
  link.dataset.card = id;
}

function fillDirect(row, entry, name) {
  const button = row.querySelector("[data-direct]");
  if (!button) return;
  button.hidden = entry.id === mine.id;
  button.formAction = button.getAttribute("formaction").replace(/\/\d+\//, `/${entry.id}/`);
  button.title = interpolate(gettext("Write to {name}"), { name });
  button.setAttribute("aria-label", button.title);
}

export function makeEntry(template, entry) {
  const row = template.content.firstElementChild.cloneNode(true);
  fillEntry(row, entry);
  return row;
}
