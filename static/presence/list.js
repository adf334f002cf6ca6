/** The user list of the page, live. */

import { patchChildren } from "../site/patching.js";
import { socket } from "../site/site.js";
import { gettext, interpolate, ngettext } from "../site/text.js";
import { clockTime } from "../site/time.js";
import { fillEntry, makeEntry } from "./entry.js";
import { ALL_AT_ONCE, PresenceWindow, limitFor } from "./window.js";

const TYPING_PAUSE = 150;
const STATES = ["online", "away", "busy", "offline"];

class UserList {
  constructor(panel) {
    this.panel = panel;
    this.template = document.getElementById("entry-template");
    this.window = new PresenceWindow();
    this.rows = new Map();
    this.query = panel.dataset.query;
    this.from = Number(panel.dataset.from);
    this.limit = limitFor(Number(panel.dataset.total));
    this.lostAt = null;
    this.#adoptRows();
  }

  /** The rows the server rendered become ours, so that going live moves nothing. */
  #adoptRows() {
    for (const row of this.panel.querySelectorAll("li[data-id]")) this.rows.set(Number(row.dataset.id), row);
  }

  async watch() {
    const limit = document.visibilityState === "visible" ? this.limit : 0;
    const asked = (this.asked = { from: limit ? this.from : 0, limit, query: this.query });
    try {
      await socket.request("presence.watch", asked);
    } catch (error) {
      this.#refused(error, asked);
    }
  }

  /** A list that has outgrown being given whole comes in pages from now on. */
  #refused(error, asked) {
    if (error.code === "invalid" && asked.limit === ALL_AT_ONCE) {
      this.limit = limitFor(ALL_AT_ONCE + 1);
      this.watch();
    }
  }

  /** A hidden tab is told counts only; its list waits as it was. */
  take(window) {
    if (window.users.length === 0 && window.total > this.from) return this.#showCounts(window);
    this.window.replace(window);
    this.#fitLimit();
    this.show();
  }

  #fitLimit() {
    const fitting = limitFor(this.window.total);
    if (fitting === this.limit) return;
    this.limit = fitting;
    this.watch();
  }

  change(changes) {
    if (this.asked?.limit === 0) this.#showCounts(changes);
    else if (this.window.patch(changes)) this.show();
    else this.watch();
  }

  lost(state) {
    if (state === "open") this.lostAt = null;
    else this.lostAt ??= new Date();
    this.#showAge();
  }

  filter(query) {
    Object.assign(this, { query, from: 0 });
    this.#rememberPlace();
    this.watch();
  }

  turnTo(from) {
    this.from = from;
    this.#rememberPlace();
    this.watch();
    this.panel.scrollIntoView({ block: "start" });
  }

  #rememberPlace() {
    const place = new URLSearchParams();
    if (this.query) place.set("q", this.query);
    if (this.from) place.set("from", String(this.from));
    history.replaceState(null, "", place.size ? `?${place}` : location.pathname);
  }

  show() {
    for (const state of STATES) this.#showState(state);
    this.#forgetTheGone();
    this.#showCounts(this.window);
    this.#showTotal();
    this.#showPages();
    this.#showAge();
  }

  #showState(state) {
    const users = this.window.users.filter((user) => user.state === state);
    patchChildren(this.panel.querySelector(`ul[data-group="${state}"]`), users, {
      key: (user) => user.id,
      rows: this.rows,
      make: (user) => makeEntry(this.template, user),
      fill: fillEntry,
    });
  }

  #forgetTheGone() {
    const held = new Set(this.window.users.map((user) => user.id));
    for (const id of this.rows.keys()) if (!held.has(id)) this.rows.delete(id);
  }

  #showCounts({ counts }) {
    for (const place of this.panel.querySelectorAll("[data-count]")) {
      place.textContent = String(counts[place.dataset.count] ?? 0);
    }
  }

  #showTotal() {
    const { total } = this.window;
    const text = ngettext("{n} person matches", "{n} people match", total);
    this.panel.querySelector("[data-matching]").textContent = this.query ? interpolate(text, { n: total }) : "";
    this.panel.querySelector("[data-nobody]").hidden = total > 0;
    this.panel.querySelector("[data-alone]").hidden = Boolean(this.query) || total !== 1;
  }

  #showPages() {
    this.#showPage("previous", this.window.previous);
    this.#showPage("next", this.window.next);
  }

  #showPage(name, from) {
    const link = this.panel.querySelector(`[data-page="${name}"]`);
    link.hidden = from === null;
    link.dataset.from = from ?? "";
    link.href = `?${new URLSearchParams({ from: from ?? 0, q: this.query })}`;
  }

  #showAge() {
    const since = this.lostAt ?? (this.window.as_of && new Date(this.window.as_of));
    this.panel.classList.toggle("is-stale", Boolean(since));
    const text = since ? interpolate(gettext("as of {time}"), { time: clockTime(since) }) : "";
    this.panel.querySelector("[data-age]").textContent = text;
  }
}

function tendFilter(list, form) {
  let pause;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => list.filter(form.elements.q.value.trim()), TYPING_PAUSE);
  });
}

function tendPages(list, panel) {
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-page]");
    if (!link || socket.state !== "open") return;
    event.preventDefault();
    list.turnTo(Number(link.dataset.from));
  });
}

function goLive(panel) {
  const list = new UserList(panel);
  socket.on("presence.window", (window) => list.take(window));
  socket.on("presence.changed", (changes) => list.change(changes));
  socket.on("hello", () => list.watch());
  socket.on("state", (state) => list.lost(state));
  document.addEventListener("visibilitychange", () => list.watch());
  tendFilter(list, panel.querySelector("[data-filter]"));
  tendPages(list, panel);
}

goLive(document.getElementById("people"));
