/** Completes the beginnings of names in a text field: a list beside it, of which nothing is chosen by itself. */

import { gettext } from "../site/text.js";
import { tokenAt } from "./completion_token.js";
import { replaceRange } from "./inserting.js";

const GAP = 6;
const MOVES = { ArrowDown: 1, ArrowUp: -1 };

let count = 0;

/**
 * Which of the choices is gone to: the same as before, or the first, so that Enter does not send what is half written.
 * @param {{text: string} | undefined} chosen where somebody went, if they did
 * @param {{text: string}[]} choices
 */
export function activeAmong(chosen, choices) {
  if (!chosen || !choices.length) return -1;
  return Math.max(0, choices.findIndex(({ text }) => text === chosen.text));
}

export class Completion {
  /** @param {{box: HTMLTextAreaElement, sources: import("./completion_sources.js").Sources}} parts */
  constructor({ box, sources }) {
    Object.assign(this, { box, sources });
    this.token = null;
    this.choices = [];
    this.active = -1;
    this.dismissed = null;
    this.isAsking = false;
    this.list = this.#makeList();
    this.#listen();
  }

  /** The field is gone. */
  remove() {
    this.close();
    this.list.remove();
  }

  close() {
    this.token = null;
    this.#hide();
  }

  get #isOpen() {
    return !this.list.hidden;
  }

  #makeList() {
    const list = document.createElement("ul");
    Object.assign(list, { className: "completion", id: `completion-${(count += 1)}`, hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", gettext("Suggestions"));
    // Above everything else, dialogs too, where the browser can.
    list.setAttribute("popover", "manual");
    document.getElementById("main").append(list);
    return list;
  }

  #listen() {
    // Before the field's own keys: what is taken here does not send.
    this.box.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    this.box.addEventListener("input", ({ isComposing }) => (isComposing ? this.#hide() : this.#look()));
    this.box.addEventListener("compositionend", () => this.#look());
    this.box.addEventListener("click", () => this.#unlessMoved());
    this.box.addEventListener("keyup", () => this.#unlessMoved());
    this.box.addEventListener("blur", () => this.close());
    // The field keeps the focus, and a phone its keyboard.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.#pressed(target.closest("[role=option]")));
  }

  #read() {
    const { value, selectionStart, selectionEnd, readOnly } = this.box;
    if (readOnly || selectionStart !== selectionEnd) return null;
    return tokenAt(value, selectionStart, { hasCommands: "/" in this.sources });
  }

  /** What is being written now? */
  #look() {
    const token = this.#read();
    if (token?.start !== this.dismissed) this.dismissed = null;
    this.token = this.dismissed === null ? token : null;
    if (this.token) this.#ask();
    else this.#hide();
  }

  /** The caret may have left the name. */
  #unlessMoved() {
    if (this.token && this.#read()?.end !== this.token.end) this.close();
  }

  /** One question at a time: while it is answered, only the latest of what is written waits. */
  async #ask() {
    if (this.isAsking) return;
    this.isAsking = true;
    let asked = null;
    while (this.token && this.token !== asked) {
      asked = this.token;
      const choices = await this.sources[asked.kind](asked.query).catch(() => []);
      if (this.token === asked) this.#show(choices);
    }
    this.isAsking = false;
  }

  #show(choices) {
    this.active = activeAmong(this.choices[this.active], choices);
    this.choices = choices;
    if (choices.length === 0) return this.#hide();
    this.list.replaceChildren(...choices.map((choice, index) => row(choice, `${this.list.id}-${index}`)));
    this.list.hidden = false;
    if (this.list.showPopover && !this.list.matches(":popover-open")) this.list.showPopover();
    this.#place((this.box.closest(".composer-box") ?? this.box).getBoundingClientRect());
    this.#markActive();
  }

  #hide() {
    if (!this.#isOpen) return;
    if (this.list.hidePopover) this.list.hidePopover();
    this.list.hidden = true;
    this.choices = [];
    this.active = -1;
    this.#describe();
  }

  #place({ top, bottom, left }) {
    const { style, offsetHeight, offsetWidth } = this.list;
    const above = top - GAP - offsetHeight;
    style.top = `${above >= GAP ? above : bottom + GAP}px`;
    style.left = `${Math.max(GAP, Math.min(left, innerWidth - offsetWidth - GAP))}px`;
  }

  /** To assistive technology the field is a combobox while there is something to choose. */
  #describe() {
    const facts = { role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(facts)) {
      if (this.#isOpen) this.box.setAttribute(name, value);
      else this.box.removeAttribute(name);
    }
    if (this.active >= 0) this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (!this.#isOpen || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!this.#act(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** @returns {boolean} whether the key was for the list; Enter is only where somebody went into it */
  #act(key) {
    if (key in MOVES) this.#move(MOVES[key]);
    else if (key === "Escape") this.#dismiss();
    else if (key === "Tab") this.#choose(Math.max(this.active, 0));
    else if (key === "Enter" && this.active >= 0) this.#choose(this.active);
    else return false;
    return true;
  }

  #dismiss() {
    this.dismissed = this.token?.start ?? null;
    this.close();
  }

  #move(step) {
    const { length } = this.choices;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.active = (from + step + length) % length;
    this.#markActive();
  }

  #markActive() {
    const rows = [...this.list.children];
    rows.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
    rows[this.active]?.scrollIntoView({ block: "nearest" });
    this.#describe();
  }

  #pressed(option) {
    if (option) this.#choose([...this.list.children].indexOf(option));
  }

  #choose(index) {
    const { text, chosen } = this.choices[index];
    const { start, end } = this.token;
    const follows = this.box.value.slice(end, end + 1);
    this.close();
    replaceRange(this.box, start, end, follows === " " ? text.trimEnd() : text);
    chosen?.();
  }
}

function row({ label, argument = "", detail = "", state, word, sign = "" }, id) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const mark = piece(state ? "state-mark" : "choice-sign", sign);
  if (state) mark.dataset.mark = state;
  mark.setAttribute("aria-hidden", "true");
  option.append(mark, piece("choice-label", label), piece("choice-argument", argument), piece("choice-detail", detail), piece("visually-hidden", word ?? ""));
  return option;
}

function piece(className, text) {
  const made = document.createElement("span");
  Object.assign(made, { className, textContent: text, dir: "auto" });
  return made;
}
