/** The form of an incident: its place chosen on the map, in step with the two numbers. */

import { gettext } from "../site/text.js";
import { incidentIcon } from "./map_view.js";
import { rounded, spoken, wrapped } from "./places.js";
import { L, makeMap } from "./world.js";

const CLOSE = 5;
const byId = (id) => document.getElementById(id);

class PlaceForm {
  constructor(form) {
    const { latitude, longitude, severity } = form.elements;
    Object.assign(this, { latitude, longitude, severity });
    this.map = makeMap(byId("map"));
    this.marker = null;
    this.#listen();
    this.#read();
    if (this.marker) this.map.setView(this.marker.getLatLng(), CLOSE, { animate: false });
  }

  #listen() {
    this.map.on("click", ({ latlng }) => this.#put(latlng));
    byId("place-here").addEventListener("click", () => this.#put(this.map.getCenter()));
    byId("place-none").addEventListener("click", () => this.#clear());
    for (const input of [this.latitude, this.longitude]) input.addEventListener("input", () => this.#read());
    this.severity.addEventListener("change", () => this.marker?.setIcon(incidentIcon(this.severity.value)));
  }

  #put({ lat, lng }) {
    this.latitude.value = rounded(Math.max(-90, Math.min(90, lat)));
    this.longitude.value = wrapped(lng);
    this.#read();
  }

  #clear() {
    this.latitude.value = this.longitude.value = "";
    this.#read();
  }

  /** Show what the numbers say. */
  #read() {
    const [latitude, longitude] = [this.latitude.valueAsNumber, this.longitude.valueAsNumber];
    const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    byId("place-words").textContent = isPlace ? spoken(longitude, latitude) : gettext("No place yet");
    this.marker?.remove();
    this.marker = isPlace ? this.#mark(latitude, longitude) : null;
  }

  #mark(latitude, longitude) {
    const options = { icon: incidentIcon(this.severity.value), draggable: true, keyboard: false, alt: gettext("Where it happened") };
    const marker = L.marker([latitude, longitude], options).addTo(this.map);
    return marker.on("dragend", () => this.#put(marker.getLatLng()));
  }
}

new PlaceForm(byId("place-form"));
