/** The two ways through a long log: up to the first unread message, and down to the latest. */

import { gettext, interpolate } from "../site/text.js";

function label(button, words, count) {
  const text = count ? interpolate(words[1], { n: count }) : words[0];
  const place = button.querySelector("[data-text]");
  if (place.textContent !== text) place.textContent = text;
}

export class Jumps {
  /** @param {{first: HTMLElement, latest: HTMLElement, toFirst: () => void, toLatest: () => void}} parts */
  constructor({ first, latest, toFirst, toLatest }) {
    Object.assign(this, { first, latest });
    first.addEventListener("click", toFirst);
    latest.addEventListener("click", toLatest);
  }

  /** @param {{isFirstAbove: boolean, isLatestBelow: boolean, unread: number}} where */
  show({ isFirstAbove, isLatestBelow, unread }) {
    this.first.hidden = !isFirstAbove;
    this.latest.hidden = !isLatestBelow;
    label(this.first, [gettext("First unread")]);
    label(this.latest, [gettext("Jump to latest"), gettext("Jump to latest ({n})")], unread);
  }
}
