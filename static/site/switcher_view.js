/** The switcher's list on the page: options, of which one is chosen. */

import { signOf } from "../chat/room_list.js";
import { gettext, interpolate, ngettext } from "./text.js";

const STATES = () => ({
  online: gettext("online"),
  away: gettext("away"),
  busy: gettext("busy"),
  offline: gettext("offline"),
});

function about({ kind, username, state }) {
  if (username) return `@${username} · ${STATES()[state] ?? ""}`;
  return kind === "direct" ? gettext("Conversation") : "";
}

export class SwitcherView {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.box = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.template = dialog.querySelector("template").content.firstElementChild;
  }

  /** @param {import("./switcher_choices.js").Choice[]} choices */
  show(choices, chosen) {
    this.list.replaceChildren(...choices.map((choice, number) => this.#option(choice, number)));
    const found = choices.filter(({ kind }) => kind !== "words").length;
    this.dialog.querySelector("[data-none]").hidden = found > 0;
    const count = interpolate(ngettext("{n} result", "{n} results", found), { n: found });
    this.dialog.querySelector("[data-count]").textContent = count;
    this.choose(chosen);
  }

  choose(number) {
    for (const option of this.list.children) option.setAttribute("aria-selected", "false");
    const option = this.list.children[number];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.box.setAttribute("aria-activedescendant", option.id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  #option(choice, number) {
    const option = this.template.cloneNode(true);
    option.id = `switcher-option-${number}`;
    option.dataset.kind = signOf(choice);
    option.dataset.number = number;
    option.querySelector("[data-name]").textContent = choice.name;
    option.querySelector("[data-about]").textContent = about(choice);
    if (choice.state) option.querySelector(".state-mark").dataset.mark = choice.state;
    const unread = option.querySelector("[data-unread]");
    unread.hidden = !choice.unread;
    unread.textContent = choice.unread > 99 ? "99+" : String(choice.unread ?? "");
    return option;
  }
}
