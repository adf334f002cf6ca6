/** Who of the room's members is here. */

import { fillEntry, makeEntry } from "../presence/entry.js";
import { patchChildren } from "../site/patching.js";
import { gettext, interpolate } from "../site/text.js";

export class HereList {
  constructor(panel) {
    this.panel = panel;
    this.list = panel.querySelector("[data-here]");
    this.template = document.getElementById("entry-template");
    this.rows = new Map([...this.list.children].map((row) => [Number(row.dataset.id), row]));
  }

  show({ users, count }) {
    patchChildren(this.list, users, {
      key: (user) => user.id,
      rows: this.rows,
      make: (user) => makeEntry(this.template, user),
      fill: fillEntry,
    });
    this.#forgetTheGone(users);
    for (const place of document.querySelectorAll("[data-here-count]")) place.textContent = String(count);
    const more = count - users.length;
    this.panel.querySelector("[data-here-more]").textContent = more > 0 ? interpolate(gettext("and {n} more"), { n: more }) : "";
  }

  #forgetTheGone(users) {
    const here = new Set(users.map((user) => user.id));
    for (const id of this.rows.keys()) if (!here.has(id)) this.rows.delete(id);
  }

  stale(isStale) {
    this.panel.classList.toggle("is-stale", isStale);
  }
}
