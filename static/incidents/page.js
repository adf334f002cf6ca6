/** The page of incidents: joins map and list to the socket. */

import { socket } from "../site/site.js";
import { gettext } from "../site/text.js";
import { ListView } from "./list_view.js";
import { MapView } from "./map_view.js";
import { Watching } from "./watching.js";
import { makeMap } from "./world.js";

const ROWS = 50;
const byId = (id) => document.getElementById(id);

class IncidentsPage {
  constructor(section) {
    const { state, severities, first } = section.dataset;
    this.filter = { state, severities: severities.split(" ").filter(Boolean) };
    this.isFirstPage = Boolean(first);
    this.map = new MapView(makeMap(byId("map")), Number(document.body.dataset.user));
    this.list = new ListView({ list: byId("incident-list"), template: byId("incident-row"), empty: byId("incidents-empty") });
    this.watching = new Watching({ socket, changed: () => this.#changed() });
  }

  #changed() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => this.#render());
  }

  #render() {
    this.isDue = false;
    this.#sayState();
    if (!this.watching.isLive) return;
    const { features } = this.watching;
    const listed = features.listed(this.filter);
    this.map.show(listed, [...features.areas.values()]);
    if (!this.hasFitted) this.map.fit();
    this.hasFitted = true;
    byId("map-note").hidden = features.complete;
    if (this.#isListLive()) this.list.show(listed.slice(0, ROWS));
  }

  /** Of closed ones the server may not have told all: then the list stays as it came. */
  #isListLive() {
    return this.isFirstPage && (this.watching.features.complete || this.filter.state === "open");
  }

  #sayState() {
    const place = byId("incidents-live");
    const words = this.watching.isLive ? gettext("Live") : gettext("Waiting for the connection");
    place.dataset.state = this.watching.isLive ? "live" : "waiting";
    if (place.textContent !== words) place.textContent = words;
  }
}

new IncidentsPage(byId("incidents"));
