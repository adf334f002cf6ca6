/** Choosing an emoji: by groups, by search, by what was used lately; one window for all who ask. */

import { gettext, ngettext, interpolate } from "../site/text.js";
import { isLetter } from "../presence/roving.js";
import { emojiList, findEmoji } from "./emoji_data.js";
import { moved } from "./emoji_grid.js";
import { hasTouchKeyboard } from "./keys.js";
import { noteEmoji, recentEmoji } from "./recent_emoji.js";

const GAP = 6;
const FOUND_AT_MOST = 160;
const PHONE = "(max-width: 47.99rem)";

let picker = null;

/**
 * Let the person choose an emoji, beside what they pressed; on a phone at the lower edge.
 * @param {Element} anchor
 * @returns {Promise<string | null>} null where they choose none
 */
export function openEmojiPicker(anchor) {
  picker ??= new EmojiPicker(document.getElementById("emoji-picker"));
  return picker.open(anchor);
}

class EmojiPicker {
  constructor(dialog) {
    this.dialog = dialog;
    this.search = dialog.querySelector("[type=search]");
    this.pane = dialog.querySelector("[data-pane]");
    this.status = dialog.querySelector("[data-status]");
    this.tabs = [...dialog.querySelectorAll("[data-group]")];
    this.list = [];
    this.#listen();
  }

  async open(anchor) {
    this.search.value = "";
    this.dialog.returnValue = "";
    this.dialog.showModal();
    // Or a keyboard would cover what is to be chosen from.
    if (hasTouchKeyboard()) this.dialog.focus();
    this.#place(anchor.getBoundingClientRect());
    const closed = new Promise((resolve) => this.dialog.addEventListener("close", resolve, { once: true }));
    await this.#fill();
    await closed;
    const sign = this.dialog.returnValue || null;
    if (sign) noteEmoji(sign);
    return sign;
  }

  #listen() {
    this.search.addEventListener("input", () => this.#show());
    this.search.addEventListener("keydown", (event) => this.#searchKey(event));
    this.pane.addEventListener("keydown", (event) => this.#gridKey(event));
    this.dialog.addEventListener("click", ({ target }) => this.#pressed(target));
    this.dialog.addEventListener("keydown", (event) => this.#windowKey(event));
  }

  /** What goes on in the window is no key for the page behind it. */
  #windowKey(event) {
    event.stopPropagation();
    if (event.key !== "Escape" || event.isComposing) return;
    // A search field would only be emptied.
    event.preventDefault();
    this.dialog.close("");
  }

  #place({ top, bottom, right }) {
    const { style, offsetHeight, offsetWidth } = this.dialog;
    const isSheet = window.matchMedia(PHONE).matches;
    const over = top - GAP - offsetHeight;
    style.top = isSheet ? "" : `${over >= GAP ? over : Math.max(GAP, Math.min(bottom + GAP, innerHeight - offsetHeight - GAP))}px`;
    style.left = isSheet ? "" : `${Math.max(GAP, Math.min(right, innerWidth - GAP) - offsetWidth)}px`;
  }

  async #fill() {
    try {
      this.list = await emojiList();
      this.#show();
    } catch {
      this.#say(gettext("The emoji could not be fetched. Close this and try again."));
    }
  }

  #show() {
    const query = this.search.value.trim();
    this.pane.replaceChildren(...(query ? this.#found(query) : this.#groups()));
    this.pane.scrollTop = 0;
    this.#buttons()[0]?.setAttribute("tabindex", "0");
  }

  #found(query) {
    const found = findEmoji(this.list, query, recentEmoji());
    const told = ngettext("{n} emoji", "{n} emoji", found.length);
    this.#say(found.length ? interpolate(told, { n: found.length }) : gettext("No emoji is called that."), found.length > 0);
    return found.length ? [this.#section(found.slice(0, FOUND_AT_MOST), gettext("Found"))] : [];
  }

  #groups() {
    this.#say("");
    const bySign = new Map(this.list.map((emoji) => [emoji.sign, emoji]));
    const recent = recentEmoji().map((sign) => bySign.get(sign)).filter(Boolean);
    const ofGroup = grouped(this.list);
    return this.tabs.map((tab) => {
      const group = Number(tab.dataset.group);
      const emoji = group < 0 ? recent : (ofGroup.get(group) ?? []);
      tab.hidden = emoji.length === 0;
      return this.#section(emoji, tab.title, group);
    });
  }

  #section(emoji, name, group = "") {
    const section = document.createElement("section");
    section.dataset.section = group;
    section.hidden = emoji.length === 0;
    section.style.setProperty("--rows", String(Math.ceil(emoji.length / 8)));
    const heading = document.createElement("h3");
    heading.textContent = name;
    const grid = document.createElement("div");
    grid.className = "emoji-grid";
    grid.append(...emoji.map(button));
    section.append(heading, grid);
    return section;
  }

  #say(words, isHeardOnly = false) {
    this.status.textContent = words;
    this.status.classList.toggle("visually-hidden", isHeardOnly || !words);
  }

  #pressed(target) {
    const sign = target.closest("[data-sign]")?.dataset.sign;
    const group = target.closest("[data-group]")?.dataset.group;
    if (sign) this.dialog.close(sign);
    if (group) this.#goTo(group);
    if (target === this.dialog) this.dialog.close("");
  }

  #goTo(group) {
    this.search.value = "";
    this.#show();
    this.pane.querySelector(`[data-section="${group}"]`).scrollIntoView({ block: "start" });
  }

  #buttons() {
    return [...this.pane.querySelectorAll("[data-sign]")];
  }

  #searchKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") this.#focus(this.#buttons()[0], event);
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [first] = this.#buttons();
    if (first && this.search.value.trim()) this.dialog.close(first.dataset.sign);
  }

  #gridKey(event) {
    // The letter itself goes into the field that has the focus by then.
    if (isLetter(event)) return this.search.focus();
    const buttons = this.#buttons();
    const sections = [...this.pane.children].filter((section) => !section.hidden);
    const sizes = sections.map((section) => section.querySelectorAll("[data-sign]").length);
    const to = moved(event.key, buttons.indexOf(event.target), sizes, columnsOf(sections[0]));
    if (to !== null) this.#focus(to < 0 ? this.search : buttons[to], event);
  }

  #focus(place, event) {
    if (!place) return;
    event.preventDefault();
    for (const other of this.pane.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    (place === this.search ? this.#buttons()[0] : place)?.setAttribute("tabindex", "0");
    place.focus();
  }
}

function button({ sign, label }) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "emoji", tabIndex: -1, title: label, textContent: sign });
  made.setAttribute("aria-label", label);
  made.dataset.sign = sign;
  return made;
}

function grouped(list) {
  const groups = new Map();
  for (const emoji of list) {
    if (!groups.has(emoji.group)) groups.set(emoji.group, []);
    groups.get(emoji.group).push(emoji);
  }
  return groups;
}

function columnsOf(section) {
  return getComputedStyle(section.querySelector(".emoji-grid")).gridTemplateColumns.split(" ").length;
}
