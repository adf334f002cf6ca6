/** Lines on the page, of a log or a run: joins the parts to each other and to the socket. */

import { socket } from "../site/site.js";
import { gettext, interpolate, ngettext } from "../site/text.js";
import { FeedSession } from "./feed_session.js";
import { Lines } from "./lines.js";
import { LogView } from "./log_view.js";
import { Matcher, sourceOf } from "./matcher.js";

const NOTICE_FOR = 3;
const CATCHING_UP = 0.5;
const byId = (id) => document.getElementById(id);

export class FeedPage {
  /** @param {HTMLElement} section  @param {{lines?: Lines, portion?: number}} [how] what is held, and asked for at once */
  constructor(section, { lines = new Lines(), portion = 500 } = {}) {
    this.section = section;
    this.form = byId("feed-filter");
    this.pausedAt = null;
    this.view = new LogView({ scroller: byId("feed-scroll"), list: byId("feed-lines"), jump: byId("feed-jump") });
    this.matcher = this.#makeMatcher();
    const { feed } = section.dataset;
    this.session = new FeedSession({ socket, feed, lines, portion, changed: () => this.changed() });
    this.#listen();
    // What was chosen before this ran counts as well.
    this.#filter();
    this.view.toEnd();
  }

  #makeMatcher() {
    const makeWorker = () => new Worker(this.section.dataset.matcher);
    return new Matcher({ makeWorker, clock: socket.clock, gaveUp: () => this.#gaveUp() });
  }

  #listen() {
    byId("feed-pause").addEventListener("click", () => this.#pause());
    byId("feed-stop").addEventListener("click", () => this.#stop());
    byId("feed-copy").addEventListener("click", () => this.#copy());
    byId("feed-download").addEventListener("click", () => this.#download());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.#filter());
  }

  /** Much may come at once: the page follows at its own pace. */
  changed() {
    if (this.isDue) return;
    this.isDue = true;
    if (this.session?.isBehind) socket.clock.after(CATCHING_UP, () => this.#render());
    else requestAnimationFrame(() => this.#render());
  }

  async #render() {
    const entries = this.pausedAt ?? this.session.lines.entries;
    await this.matcher.look(entries);
    this.isDue = false;
    this.#sayState();
    // Before the first answer the page shows what it came with.
    if (this.session.state === "waiting" && !entries.length) return;
    this.shown = this.#chosen(entries);
    this.view.show(this.shown, (entry) => (this.matcher.isOn ? (this.matcher.hitsOf(entry) ?? []) : NONE));
    byId("feed-empty").hidden = entries.length > 0;
  }

  #chosen(entries) {
    const isChosen = (entry) => !entry.line || Boolean(this.matcher.hitsOf(entry));
    return this.matcher.isOn && this.form.elements.only.checked ? entries.filter(isChosen) : entries;
  }

  #filter() {
    const { pattern, expression, wrap, times } = this.form.elements;
    this.section.classList.toggle("wraps", wrap.checked);
    this.section.classList.toggle("times", Boolean(times?.checked));
    const source = pattern.value ? sourceOf(pattern.value, expression.checked) : null;
    const isWrong = Boolean(pattern.value) && source === null;
    this.#fault(isWrong ? gettext("This is no regular expression yet.") : "");
    if (source !== this.matcher.source || this.matcher.isTired) this.matcher.use(source);
    this.changed();
  }

  #gaveUp() {
    this.#fault(gettext("This expression takes too long on these lines: all of them are shown."));
  }

  #fault(words) {
    byId("feed-fault").textContent = words;
    this.form.elements.pattern.setAttribute("aria-invalid", String(Boolean(words)));
  }

  #pause() {
    this.pausedAt = this.pausedAt ? null : [...this.session.lines.entries];
    this.#press(byId("feed-pause"), Boolean(this.pausedAt), gettext("Resume"), gettext("Pause"));
    this.changed();
  }

  #stop() {
    if (this.session.isWanted) this.session.stop();
    else this.session.resume();
  }

  #press(button, isPressed, pressed, released) {
    button.setAttribute("aria-pressed", String(isPressed));
    button.textContent = isPressed ? pressed : released;
  }

  #sayState() {
    const { state } = this.session;
    this.#press(byId("feed-stop"), !this.session.isWanted, gettext("Start"), gettext("Stop"));
    byId("feed-stop").disabled = state === "forbidden";
    const [mark, words] = this.#stopped() ?? this.inWords();
    const place = byId("feed-state");
    place.dataset.state = mark;
    if (place.textContent !== words) place.textContent = words;
  }

  #stopped() {
    const { state } = this.session;
    if (state === "forbidden") return ["bad", this.forbiddenWords];
    if (state === "stopped") return ["paused", gettext("Stopped")];
    if (this.pausedAt) return ["paused", this.#pausedWords()];
    return state === "waiting" ? ["waiting", gettext("Waiting for the connection")] : null;
  }

  #pausedWords() {
    const last = this.pausedAt.at(-1);
    const { entries } = this.session.lines;
    const n = entries.length - 1 - entries.lastIndexOf(last);
    if (!n) return gettext("Paused");
    return interpolate(ngettext("Paused, {n} new line", "Paused, {n} new lines", n), { n });
  }

  /** What is shown, as text. */
  #text() {
    return (this.shown ?? []).filter(({ line }) => line).map(({ line }) => `${line.text}\n`).join("");
  }

  async #copy() {
    const words = byId("feed-copy").querySelector("[data-text]");
    try {
      await navigator.clipboard.writeText(this.#text());
      words.textContent = gettext("Copied");
    } catch {
      // Without a secure address there is no clipboard: the lines are selected for Ctrl+C.
      getSelection().selectAllChildren(byId("feed-lines"));
      words.textContent = gettext("Press Ctrl+C");
    }
    socket.clock.after(NOTICE_FOR, () => (words.textContent = gettext("Copy")));
  }

  #download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#text()], { type: "text/plain;charset=utf-8" }));
    link.download = `${this.section.dataset.name}.txt`;
    link.click();
    socket.clock.after(NOTICE_FOR, () => URL.revokeObjectURL(link.href));
  }
}

/** One and the same, so that a line without hits is not drawn again. */
const NONE = [];
