/** The page of alerts: its list kept live, and what this browser does at a new one. */

import { patchChildren } from "../site/patching.js";
import { gettext } from "../site/text.js";
import { ago } from "../site/time.js";
import { takeUpTick } from "../site/ticks.js";
import { alertSettings } from "./alert_settings.js";
import { alerts } from "./alerts.js";
import { allowSound, chime } from "./chime.js";
import { showSeverity } from "./severities.js";

const byId = (id) => document.getElementById(id);

class AlertList {
  constructor(list) {
    this.list = list;
    this.template = byId("alert-row");
    this.rows = new Map([...list.children].map((row) => [Number(row.dataset.alert), row]));
    list.addEventListener("submit", (event) => this.#submitted(event));
    alerts.whenChanged(() => this.#isLive() && this.#show());
  }

  /** Until it is told how things stand the list stays as it came; so does one with earlier ones. */
  #isLive() {
    return alerts.isTold && !alerts.book.untold && !("all" in this.list.dataset);
  }

  #show() {
    patchChildren(this.list, alerts.book.waiting, {
      key: ({ alert }) => alert.id,
      rows: this.rows,
      make: (item) => this.#make(item),
      fill: (row, item) => this.#fill(row, item),
    });
    byId("alerts-empty").hidden = this.list.children.length > 0;
  }

  #make(item) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.dataset.alert = item.alert.id;
    row.querySelector("form").action = row.querySelector("form").action.replace(/\d+\/$/, `${item.alert.id}/`);
    this.#fill(row, item);
    return row;
  }

  #fill(row, { alert, incident, area }) {
    const find = (name) => row.querySelector(`[data-${name}]`);
    showSeverity(row.querySelector(".severity"), incident.properties.severity);
    Object.assign(find("link"), { href: incident.properties.url, textContent: incident.properties.title });
    find("area").textContent = area.properties.name;
    Object.assign(find("time"), { dateTime: alert.raised_at, textContent: ago(new Date(alert.raised_at)) });
    find("over").hidden = !alert.over;
    row.classList.toggle("is-over", alert.over);
  }

  #submitted(event) {
    if (!this.#isLive()) return;
    event.preventDefault();
    alerts.acknowledge(Number(event.target.closest("[data-alert]").dataset.alert));
  }
}

function tendSound(box) {
  box.addEventListener("change", () => {
    alertSettings.sound = box.checked;
    if (!box.checked) return;
    allowSound();
    setTimeout(chime, 100);
  });
  takeUpTick(box, alertSettings.sound);
}

function tendDesktop(box) {
  const say = (words) => (byId("alert-settings-words").textContent = words);
  box.disabled = !globalThis.Notification;
  if (box.disabled) say(gettext("This browser shows desktop notifications only at secure addresses."));
  box.addEventListener("change", async () => {
    const allowed = !box.checked || (await Notification.requestPermission()) === "granted";
    alertSettings.desktop = box.checked = box.checked && allowed;
    say(allowed ? "" : gettext("The browser does not allow it: change that in its settings for this site."));
  });
  takeUpTick(box, alertSettings.desktop);
}

new AlertList(byId("alert-list"));
tendSound(byId("alert-sound"));
tendDesktop(byId("alert-desktop"));
