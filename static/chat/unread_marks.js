/** How much is unread in all rooms, wherever it is shown outside their list. */

import { showBadge } from "../site/favicon.js";
import { plain } from "../site/plain.js";
import { badge } from "./room_list.js";

const COUNT = /^(\(\d+\+?\) )?/;

/** The page's title with the count before it. */
export function titled(title, count) {
  return plain(title).replace(COUNT, count ? `(${badge(count)}) ` : "");
}

/** @param {number} count */
export function showUnread(count) {
  for (const place of document.querySelectorAll("[data-unread-total]")) {
    place.hidden = count === 0;
    place.textContent = count ? badge(count) : "";
  }
  const title = titled(document.title, count);
  if (document.title !== title) document.title = title;
  showBadge(count);
}
