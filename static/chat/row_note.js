/** The line under a message that is not any more what it was; where one may see that, it leads there. */

import { gettext } from "../site/text.js";

function noteOf({ deleted_at, edited_at }) {
  if (deleted_at) return gettext("Message deleted");
  return edited_at ? gettext("edited") : "";
}

/** @param {string | null} past the page of what it said before, for those who may see it */
export function fillNote(row, message, past) {
  const note = row.querySelector("[data-note]");
  const link = note.querySelector("a");
  const words = noteOf(message);
  if (note.textContent === words && link?.getAttribute("href") === (past ?? undefined)) return;
  note.replaceChildren(past ? linkTo(past, words) : words);
  note.hidden = !words;
}

function linkTo(past, words) {
  const link = document.createElement("a");
  link.dataset.history = "";
  link.href = past;
  link.title = gettext("What it said before");
  link.textContent = words;
  return link;
}
