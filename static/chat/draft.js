/** What is being written, kept in this browser under a key until it is sent. */

import { forget, recall, remember } from "../site/storage.js";

/** @param {HTMLTextAreaElement} box @param {string} key */
export function keepDraft(box, key) {
  if (box.value) remember(key, box.value);
  else forget(key);
}

/** What somebody wrote before this ran goes before what was kept, and is kept as well. */
export function takeUpDraft(box, key) {
  box.value ||= recall(key) ?? "";
  keepDraft(box, key);
}
