/** Notices of new alerts, on whatever page: they stay until they are noted or closed. */

import { gettext, interpolate } from "../site/text.js";
import { showSeverity } from "./severities.js";

const MOST = 3;

export class AlertNotices {
  /** @param {{place: HTMLElement, acknowledge: (id: number) => void}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.place.addEventListener("click", ({ target }) => this.#clicked(target));
  }

  show({ alert, incident, area }) {
    const notice = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    const find = (name) => notice.querySelector(`[data-${name}]`);
    notice.dataset.alert = alert.id;
    showSeverity(notice.querySelector(".severity"), incident.properties.severity);
    find("link").href = incident.properties.url;
    find("title").textContent = incident.properties.title;
    find("where").textContent = interpolate(gettext("in your area “{name}”"), { name: area.properties.name });
    this.place.append(notice);
    this.#shown().slice(0, -MOST).forEach((older) => older.remove());
  }

  /** Take away those that no longer wait. @param {(id: number) => boolean} waits */
  keepOnly(waits) {
    for (const notice of this.#shown()) if (!waits(Number(notice.dataset.alert))) notice.remove();
  }

  #shown() {
    return [...this.place.querySelectorAll(".notice")];
  }

  #clicked(target) {
    const notice = target.closest(".notice");
    if (target.closest("[data-acknowledge]")) this.acknowledge(Number(notice.dataset.alert));
    if (target.closest("[data-acknowledge], [data-dismiss]")) notice.remove();
  }
}
