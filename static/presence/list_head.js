/** What stands above the list: counts, the filter, how old it all is. */

import { gettext, interpolate, ngettext } from "../site/text.js";
import { clockTime } from "../site/time.js";
import { countWords } from "./words.js";

const TYPING_PAUSE = 150;
/** Seconds between two spoken counts, at least. */
const SPOKEN_EVERY = 30;

const number = (count) => count.toLocaleString(document.documentElement.lang);

export class ListHead {
  constructor(panel, clock) {
    Object.assign(this, { panel, clock, lostAt: null, as_of: null, spokenAt: -Infinity });
  }

  show({ total, as_of, counts, groups }, query) {
    this.as_of = as_of;
    this.showCounts({ counts });
    this.#showSizes(groups);
    this.#showTotal(total, query);
    this.#showAge();
  }

  showCounts({ counts }) {
    for (const place of this.panel.querySelectorAll("[data-count]")) this.#put(place, number(counts[place.dataset.count] ?? 0));
    this.#speak(counts);
  }

  #showSizes(groups) {
    for (const place of this.panel.querySelectorAll("[data-size]")) this.#put(place, number(groups[place.dataset.size] ?? 0));
  }

  /** For those who hear the page; seldom, or they would hear nothing else. */
  #speak(counts) {
    const now = this.clock.now();
    if (now - this.spokenAt < SPOKEN_EVERY) return;
    this.spokenAt = now;
    this.#put(this.panel.querySelector("[data-spoken]"), countWords(counts));
  }

  #showTotal(total, query) {
    const text = ngettext("{n} person matches", "{n} people match", total);
    this.#put(this.panel.querySelector("[data-matching]"), query ? interpolate(text, { n: total }) : "");
    this.panel.querySelector("[data-nobody]").hidden = total > 0;
    this.panel.querySelector("[data-alone]").hidden = Boolean(query) || total !== 1;
  }

  connected(state) {
    if (state === "open") this.lostAt = null;
    else this.lostAt ??= new Date();
    this.#showAge();
  }

  #showAge() {
    const since = this.lostAt ?? (this.as_of && new Date(this.as_of));
    this.panel.classList.toggle("is-stale", Boolean(since));
    const text = since ? interpolate(gettext("as of {time}"), { time: clockTime(since) }) : "";
    this.#put(this.panel.querySelector("[data-age]"), text);
  }

  #put(place, text) {
    if (place.textContent !== text) place.textContent = text;
  }
}

/** The address leads back to the same place of the list. */
export function rememberPlace(query, from) {
  const place = new URLSearchParams();
  if (query) place.set("q", query);
  if (from) place.set("from", String(from));
  history.replaceState(null, "", place.size ? `?${place}` : location.pathname);
}

/**
 * Finds what is typed, also what was before this ran; on Enter at once.
 * @param {HTMLFormElement} form @param {(query: string) => void} find
 */
export function tendFilter(form, find) {
  const { q } = form.elements;
  let pause;
  let found = q.defaultValue.trim();
  const look = () => {
    clearTimeout(pause);
    const words = q.value.trim();
    if (words !== found) find((found = words));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, TYPING_PAUSE);
  });
  look();
}
