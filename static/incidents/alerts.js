/** On every page: the bell, and what happens at a new alert. */

import { socket } from "../site/site.js";
import { gettext, interpolate } from "../site/text.js";
import { AlertBook } from "./alert_book.js";
import { AlertNotices } from "./alert_notices.js";
import { alertSettings } from "./alert_settings.js";
import { allowSound, chime } from "./chime.js";
import { severityWords } from "./severities.js";

const SOUND_FOR = 3000;
const byId = (id) => document.getElementById(id);

class Alerts {
  constructor() {
    this.book = new AlertBook();
    /** Whether it is known how many wait. */
    this.isTold = false;
    this.listeners = new Set();
    this.notices = new AlertNotices({ place: byId("alert-notices"), acknowledge: (id) => this.acknowledge(id) });
    socket.on("hello", () => this.#read());
    socket.on("catch_up", () => this.#read());
    socket.on("alert", (item) => this.#take(item));
    socket.on("alert.deleted", ({ alert }) => this.#changed(this.book.drop(alert)));
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => alertSettings.sound && allowSound());
  }

  /** Call whenever the list of them is another. */
  whenChanged(listener) {
    this.listeners.add(listener);
    listener();
  }

  acknowledge(id) {
    return socket.request("alert.acknowledge", { alert: id }).catch(() => {});
  }

  async #read() {
    try {
      this.book.replace(await socket.request("alerts.read"));
      this.isTold = true;
      this.#changed();
    } catch ({ retry_after: after }) {
      if (after) socket.clock.after(after, () => this.#read());
    }
  }

  #take(item) {
    if (this.book.take(item)) this.#announce(item);
    this.#changed();
  }

  #changed() {
    const { count } = this.book;
    const mark = document.querySelector("[data-alert-count]");
    mark.hidden = !count;
    mark.textContent = count > 99 ? "99+" : String(count);
    this.notices.keepOnly((id) => this.book.held.has(id));
    for (const listener of this.listeners) listener();
  }

  #announce(item) {
    this.notices.show(item);
    this.#once(item.alert.id, () => alertSettings.sound && chime());
    if (alertSettings.desktop && document.visibilityState !== "visible") this.#notify(item);
  }

  /** In one of the person's tabs: the first to get the lock, which is kept while the others ask. */
  #once(id, act) {
    if (!navigator.locks) return act();
    const keep = (lock) => lock && (act(), new Promise((done) => setTimeout(done, SOUND_FOR)));
    return navigator.locks.request(`alert:${id}`, { ifAvailable: true }, keep);
  }

  #notify({ alert, incident, area }) {
    const { title, severity, url } = incident.properties;
    const body = interpolate(gettext("{severity}, in your area “{name}”"), { severity: severityWords(severity), name: area.properties.name });
    // One with the same tag takes the place of the other tabs'.
    const notification = new Notification(title, { body, tag: `alert-${alert.id}` });
    notification.onclick = () => {
      focus();
      location.assign(url);
    };
  }
}

export const alerts = socket ? new Alerts() : null;
