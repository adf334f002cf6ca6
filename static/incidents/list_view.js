/** The list of incidents beside the map, kept as the filter wants it. */

import { patchChildren } from "../site/patching.js";
import { ago } from "../site/time.js";
import { plain } from "../site/plain.js";
import { showSeverity } from "./severities.js";

export class ListView {
  constructor({ list, template, empty }) {
    Object.assign(this, { list, template, empty });
    this.rows = new Map([...list.children].map((row) => [Number(row.dataset.id), row]));
  }

  show(features) {
    patchChildren(this.list, features, {
      key: ({ id }) => id,
      rows: this.rows,
      make: (feature) => this.#make(feature),
      fill: (row, feature) => this.#fill(row, feature),
    });
    this.empty.hidden = features.length > 0;
  }

  #make(feature) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    this.#fill(row, feature);
    return row;
  }

  #fill(row, { id, geometry, properties }) {
    if (row.dataset.told === properties.changed_at) return;
    const find = (name) => row.querySelector(`[data-${name}]`);
    Object.assign(row.dataset, { id, told: properties.changed_at });
    row.classList.toggle("is-closed", !properties.open);
    showSeverity(row.querySelector(".severity"), properties.severity);
    Object.assign(find("link"), { href: properties.url, textContent: properties.title });
    Object.assign(find("time"), { dateTime: properties.opened_at, textContent: ago(new Date(properties.opened_at)) });
    find("by").textContent = properties.opened_by ? ` · ${plain(properties.opened_by.name)}` : "";
    find("closed").hidden = properties.open;
    find("nowhere").hidden = Boolean(geometry);
  }
}
