/** One person's row: made once from the page's template, then patched. */

import { gettext, interpolate } from "../site/text.js";
import { ago } from "../site/time.js";

const me = Number(document.body.dataset.user);

export function stateWord(state) {
  const words = { online: gettext("online"), away: gettext("away"), busy: gettext("busy"), offline: gettext("offline") };
  return words[state];
}

function put(row, name, text) {
  const place = row.querySelector(`[data-${name}]`);
  if (place && place.textContent !== text) place.textContent = text;
}

function lastSeen({ state, last_seen }) {
  if (state !== "offline" || !last_seen) return "";
  return interpolate(gettext("last seen {ago}"), { ago: ago(new Date(last_seen)) });
}

function statusText({ status }) {
  return status ? [status.emoji, status.text].filter(Boolean).join(" ") : "";
}

export function markState(row, state) {
  row.dataset.state = state;
  row.querySelector("[data-mark]").dataset.mark = state;
  put(row, "word", stateWord(state));
}

function fillAvatar(row, { id, name }) {
  const avatar = row.querySelector("[data-avatar]");
  avatar.className = avatar.className.replace(/hue-\d?/, `hue-${id % 10}`);
  put(row, "initial", [...name][0]?.toUpperCase() ?? "");
}

/** Bring a row in step with its entry. */
export function fillEntry(row, entry) {
  const name = entry.name || entry.username;
  row.dataset.id = entry.id;
  fillAvatar(row, { id: entry.id, name });
  markState(row, entry.state);
  put(row, "name", name);
  put(row, "username", `@${entry.username}`);
  put(row, "status", statusText(entry));
  put(row, "seen", lastSeen(entry));
  fillDirect(row, entry, name);
}

function fillDirect(row, entry, name) {
  row.classList.toggle("is-me", entry.id === me);
  const button = row.querySelector("[data-direct]");
  if (!button) return;
  button.hidden = entry.id === me;
  button.formAction = button.dataset.direct.replace("/0/", `/${entry.id}/`);
  button.title = interpolate(gettext("Write to {name}"), { name });
  put(row, "direct-label", button.title);
}

export function makeEntry(template, entry) {
  const row = template.content.firstElementChild.cloneNode(true);
  fillEntry(row, entry);
  return row;
}
