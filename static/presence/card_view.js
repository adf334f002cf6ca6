/** What stands on somebody's card. */

import { gettext, interpolate } from "../site/text.js";
import { hours } from "../site/time.js";
import { fillEntry } from "./entry.js";
import { mine } from "./mine.js";

function clockThere(timezone, now, locale) {
  return new Intl.DateTimeFormat(locale, { weekday: "short", hour: "numeric", minute: "2-digit", ...hours(), timeZone: timezone }).format(now);
}

/** What the clocks show where somebody is; empty where that is not known, here or there. */
export function localTime(timezone, now = new Date(), locale = globalThis.document?.documentElement.lang) {
  if (!timezone) return "";
  try {
    return clockThere(timezone, now, locale);
  } catch {
    return "";
  }
}

export class CardView {
  constructor(dialog) {
    this.dialog = dialog;
    this.watch = dialog.querySelector("[data-watch]");
  }

  get isWatching() {
    return this.watch.getAttribute("aria-pressed") === "true";
  }

  /** @param {{entry: object, timezone: string, rooms: object[], can_message: boolean, watching: boolean, may_watch: boolean}} card */
  show(card, user) {
    const isMe = user === mine.id;
    fillEntry(this.dialog, card.entry);
    this.complain("");
    this.#fact("local", localTime(card.timezone));
    this.#showRooms(isMe ? [] : card.rooms);
    this.#showWatch(card);
    this.#lead("direct", "action", user, card.can_message && !isMe);
    this.#lead("manage", "href", user, !isMe);
    this.dialog.querySelector("[data-mine-only]").hidden = !isMe;
  }

  #fact(name, text) {
    const place = this.dialog.querySelector(`[data-${name}]`);
    place.textContent = text;
    place.closest("div").hidden = !text;
  }

  #showRooms(rooms) {
    const place = this.dialog.querySelector("[data-rooms]");
    const links = rooms.map(({ id, name }) => this.#room(id, name));
    place.replaceChildren(...links);
    place.closest("div").hidden = !links.length;
  }

  #room(id, name) {
    const row = this.dialog.querySelector("[data-room-template]").content.firstElementChild.cloneNode(true);
    const link = row.querySelector("a");
    link.href = link.getAttribute("href").replace("/0/", `/${id}/`);
    link.textContent = name;
    return row;
  }

  #showWatch({ entry, watching, may_watch }) {
    const name = entry.name || entry.username;
    this.watch.hidden = !watching && !may_watch;
    this.watch.setAttribute("aria-pressed", String(watching));
    const words = watching ? gettext("You will be told when {name} is back") : gettext("Tell me when {name} is back");
    this.watch.querySelector("[data-text]").textContent = interpolate(words, { name });
  }

  /** A form or link whose address has the person's id. */
  #lead(name, attribute, user, isOffered) {
    const place = this.dialog.querySelector(`[data-${name}-pattern]`);
    if (!place) return;
    place.setAttribute(attribute, place.dataset[`${name}Pattern`].replace("/0/", `/${user}/`));
    place.hidden = !isOffered;
  }

  complain(words) {
    const place = this.dialog.querySelector("[data-error]");
    place.textContent = words;
    place.hidden = !words;
  }
}
