/** Ctrl or Cmd + K: go to a room or a person by some letters of the name. */

import { rooms } from "../chat/rooms.js";
import { noteVisit, recentRooms } from "./recent_rooms.js";
import { socket } from "./site.js";
import { atFirst, choiceAfter, matching, placeOf } from "./switcher_choices.js";
import { SwitcherView } from "./switcher_view.js";
import { gettext, interpolate } from "./text.js";

const ASK_AFTER = 120;
const COMPOSING = 229;
const { user } = document.body.dataset;
const here = Number(document.getElementById("room")?.dataset.room ?? 0);

function opens({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing }) {
  return key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey && !isComposing;
}

export class Switcher {
  /** @param {HTMLDialogElement} dialog @param {import("../realtime/socket.js").Socket} socket */
  constructor(dialog, socket) {
    Object.assign(this, { dialog, socket, view: new SwitcherView(dialog), people: [], choices: [], chosen: 0 });
    this.collator = new Intl.Collator(document.documentElement.lang);
    const { box, list } = this.view;
    box.addEventListener("input", () => this.#typed());
    box.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("click", ({ target }) => this.#clicked(target.closest("[role=option]")));
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || target.closest("[data-close]")) dialog.close();
    });
    // They come behind the greeting, and it may be open by then.
    socket.on("rooms", () => dialog.open && this.#show());
  }

  toggle() {
    if (this.dialog.open) this.dialog.close();
    else this.#open();
  }

  #open() {
    // Over another dialog two would have to be closed, and one might hold something unsaved.
    if (document.querySelector("dialog:modal")) return;
    this.view.box.value = "";
    this.#begin();
    this.dialog.showModal();
    this.#show();
  }

  #begin() {
    this.people = [];
    /** Whether somebody has gone to a choice: then it stays theirs, whatever else is found. */
    this.touched = false;
  }

  #typed() {
    this.#begin();
    this.#show();
    clearTimeout(this.timer);
    if (this.query) this.timer = setTimeout(() => this.#askPeople(this.query), ASK_AFTER);
  }

  get query() {
    return this.view.box.value.trim();
  }

  async #askPeople(query) {
    const found = await this.socket.request("people.complete", { query }).catch(() => null);
    if (!found || query !== this.query || !this.dialog.open) return;
    this.people = found.users.map((person) => ({ ...person, kind: "person" }));
    this.#show();
  }

  #show() {
    const { query } = this;
    const kept = this.touched ? this.choices[this.chosen] : undefined;
    const known = [...rooms.rooms.values()].map((room) => ({ ...room, unread: rooms.unread(room.id) }));
    const recent = recentRooms(user);
    this.choices = query
      ? [...matching(query, known, this.people, recent, Number(user)), { kind: "words", name: interpolate(gettext("Search messages for “{words}”"), { words: query }) }]
      : atFirst(known, recent, here, this.collator);
    this.chosen = placeOf(kept, this.choices);
    this.view.show(this.choices, this.chosen);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === COMPOSING) return;
    const next = choiceAfter(event.key, this.chosen, this.choices.length);
    if (next !== null) {
      this.chosen = next;
      this.touched = true;
      this.view.choose(next);
    } else if (event.key === "Enter") this.#go(this.choices[this.chosen]);
    // Of itself a search field takes Escape, to be emptied.
    else if (event.key === "Escape") this.dialog.close();
    else return;
    event.preventDefault();
  }

  #clicked(option) {
    if (option) this.#go(this.choices[option.dataset.number]);
  }

  #go(choice) {
    if (!choice) return;
    if (choice.kind === "person") this.#talkWith(choice.id);
    else if (choice.kind === "words") location.assign(`/search/?${new URLSearchParams({ q: this.query })}`);
    else location.assign(`/rooms/${choice.id}/`);
  }

  #talkWith(person) {
    const form = document.getElementById("switcher-direct");
    form.action = form.dataset.action.replace("/0/", `/${person}/`);
    form.submit();
  }
}

const switcher = new Switcher(document.getElementById("switcher"), socket);
if (here) noteVisit(user, here);
document.addEventListener("click", ({ target }) => target.closest("[data-open-switcher]") && switcher.toggle());
document.addEventListener("keydown", (event) => {
  if (!opens(event)) return;
  event.preventDefault();
  switcher.toggle();
});
