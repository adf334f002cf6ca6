/** What this browser does at an alert, beside showing it: kept here, for each browser has its own place. */

import { recall, remember } from "../site/storage.js";

const isOn = (name) => recall(name) === "on";

export const alertSettings = {
  get sound() {
    return isOn("alert-sound");
  },
  set sound(on) {
    remember("alert-sound", on ? "on" : "off");
  },
  get desktop() {
    return isOn("alert-desktop") && globalThis.Notification?.permission === "granted";
  },
  set desktop(on) {
    remember("alert-desktop", on ? "on" : "off");
  },
};
