/** The composer: it grows, keeps its draft, counts near the limit, and sends on Enter. */

import { gettext, interpolate } from "../site/text.js";
import { recall } from "../site/storage.js";
import { isCommand, unescaped } from "./commands.js";
import { keepDraft, takeUpDraft } from "./draft.js";
import { openEmojiPicker } from "./emoji_picker.js";
import { replaceRange } from "./inserting.js";
import { enterDoes, hasTouchKeyboard, lengthOf, sends } from "./keys.js";
import { Turns } from "./turns.js";
import { helpToWrite } from "./writing.js";

const COUNT_FROM = 400;

export class Composer {
  /** @param {{form: HTMLFormElement, draftKey: string, limit: () => number, sources: import("./completion_sources.js").Sources, post: (text: string) => Promise<void>, obey: (text: string) => Promise<void>, typed: () => void, editLast: () => void}} parts
   *   `post` is done when the text is kept, so that the draft may go; `obey` when a command is carried out */
  constructor({ form, draftKey, limit, sources, post, obey, typed, editLast }) {
    Object.assign(this, { form, draftKey, limit, post, obey, typed, editLast });
    this.box = form.elements.text;
    this.box.required = false;
    this.turns = new Turns({ act: (text) => this.#command(text), isMeant: (text) => this.box.value.trim() === text });
    takeUpDraft(this.box, draftKey);
    helpToWrite(this.box, sources);
    this.#listen();
    this.#fit();
    this.#showKeys();
  }

  /** The room is lost: what was written stays, to be copied. */
  close() {
    this.#setOpen(false);
  }

  open() {
    this.#setOpen(true);
  }

  #setOpen(isOpen) {
    this.box.readOnly = !isOpen;
    for (const button of this.form.querySelectorAll(".composer-box button")) button.disabled = !isOpen;
  }

  #showKeys() {
    const words = gettext("Enter begins a new line, Ctrl + Enter sends");
    if (enterDoes() === "newline") this.form.querySelector(".composer-keys").textContent = words;
  }

  /** It has come into view, where it had no height, and belongs to the draft kept under this key. */
  turnTo(draftKey) {
    if (this.draftKey !== draftKey) {
      this.draftKey = draftKey;
      this.box.value = recall(draftKey) ?? "";
      this.say("");
    }
    this.#fit();
  }

  /** Ready to write in, unless the person is already somewhere else. */
  focus() {
    const isFree = document.activeElement === document.body;
    if (isFree && !hasTouchKeyboard()) this.box.focus({ preventScroll: true });
  }

  #listen() {
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.form.querySelector("[data-emoji]").addEventListener("click", ({ currentTarget }) => this.#pickEmoji(currentTarget));
    this.box.addEventListener("input", () => this.#changed());
    this.box.addEventListener("keydown", (event) => {
      if (sends(event, hasTouchKeyboard(), enterDoes())) this.#submit(event);
      if (event.key === "ArrowUp" && !event.altKey && !this.box.value && !event.isComposing) this.#editLast(event);
    });
  }

  async #pickEmoji(button) {
    const { selectionStart, selectionEnd } = this.box;
    const sign = await openEmojiPicker(button);
    if (sign && !this.box.readOnly) replaceRange(this.box, selectionStart, selectionEnd, sign);
  }

  #editLast(event) {
    event.preventDefault();
    this.editLast();
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (this.box.readOnly || !text || this.#isTooLong(text)) return;
    if (isCommand(text)) return this.turns.take(text);
    this.#clear();
    await this.post(unescaped(text));
    this.#keepDraft();
  }

  /** What the server does not understand stays, to be mended. @returns {Promise<boolean>} whether it did */
  async #command(text) {
    try {
      await this.obey(text);
      if (this.box.value.trim() === text) this.#clear();
      this.#keepDraft();
      return true;
    } catch (error) {
      this.say(error.message || gettext("You are not connected just now. Try again in a moment."));
      return false;
    }
  }

  #clear() {
    this.box.value = "";
    this.#fit();
    this.say("");
  }

  #isTooLong(text) {
    const over = lengthOf(text) - this.limit();
    if (over <= 0) return false;
    this.say(interpolate(gettext("That is {n} characters too many. Shorten it, or send it in two parts."), { n: over }));
    return true;
  }

  say(text) {
    const notice = this.form.querySelector(".composer-notice");
    notice.textContent = text;
    notice.hidden = !text;
  }

  #changed() {
    this.say("");
    this.#keepDraft();
    this.#fit();
    const text = this.box.value.trim();
    if (text && text !== "/" && !isCommand(text)) this.typed();
  }

  #keepDraft() {
    keepDraft(this.box, this.draftKey);
  }

  #fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
    this.#count();
  }

  #count() {
    const left = this.limit() - lengthOf(this.box.value);
    const place = this.form.querySelector("[data-count]");
    place.hidden = left > COUNT_FROM;
    place.textContent = String(left);
    place.classList.toggle("is-over", left < 0);
  }
}
