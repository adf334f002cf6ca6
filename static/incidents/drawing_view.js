/** A drawing on the map: corners to drag or to move by keys, their middles to pull new ones from. */

import { gettext, interpolate } from "../site/text.js";
import { spoken } from "./places.js";
import { L } from "./world.js";

const STEP = 6;
const FAR = 5 * STEP;
const CLICK = 5;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const toLatLng = ([longitude, latitude]) => L.latLng(latitude, longitude);
const fromLatLng = ({ lat, lng }) => [lng, lat];

function icon(className, size) {
  return L.divIcon({ className, iconSize: [size, size], html: document.createElement("i") });
}

/** Corners in lists of lists, all moved alike. */
function shifted(latlngs, [east, north]) {
  if (!Array.isArray(latlngs)) return L.latLng(latlngs.lat + north, latlngs.lng + east);
  return latlngs.map((each) => shifted(each, [east, north]));
}

export class DrawingView {
  /** @param {{map: object, drawing: import("./drawing.js").Drawing, changed: () => void}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.layers = L.layerGroup().addTo(this.map);
    // A press that moved the area ends in a click too, which is none.
    this.hasMoved = false;
    this.map.getContainer().addEventListener("pointerdown", () => (this.hasMoved = false), { capture: true });
    this.map.on("click", ({ latlng }) => this.hasMoved || this.#do(() => this.drawing.add(fromLatLng(latlng))));
  }

  show() {
    const focused = document.activeElement?.dataset?.corner;
    this.layers.clearLayers();
    this.#shape();
    this.drawing.rings.forEach((ring, number) => this.#ring(ring, number));
    if (focused) this.map.getContainer().querySelector(`[data-corner="${focused}"]`)?.focus();
  }

  fit() {
    const corners = this.drawing.rings.flat().map(toLatLng);
    if (corners.length) this.map.fitBounds(L.latLngBounds(corners), { maxZoom: 7, padding: [30, 30], animate: false });
  }

  #do(change) {
    change();
    this.show();
    this.changed();
  }

  #shape() {
    const latlngs = this.drawing.polygons.map((rings) => rings.map((ring) => ring.map(toLatLng)));
    const shape = L.polygon(latlngs, { className: "area area-mine area-drawn", weight: 2, bubblingMouseEvents: false });
    shape.addTo(this.layers);
    shape.getElement()?.addEventListener("pointerdown", (event) => this.#grab(event, shape));
  }

  /** The inside moves the whole; a press that goes nowhere is a click on the map. */
  #grab(event, shape) {
    if (event.button) return;
    const path = event.currentTarget;
    const from = this.map.mouseEventToLatLng(event);
    const latlngs = shape.getLatLngs();
    const by = (now) => {
      const { lat, lng } = this.map.mouseEventToLatLng(now);
      return [lng - from.lng, lat - from.lat];
    };
    this.map.dragging.disable();
    path.setPointerCapture(event.pointerId);
    path.onpointermove = (now) => {
      this.hasMoved ||= Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > CLICK;
      if (this.hasMoved) shape.setLatLngs(shifted(latlngs, by(now)));
    };
    path.onpointerup = (now) => {
      this.map.dragging.enable();
      if (this.hasMoved) this.#do(() => this.drawing.shift(by(now)));
    };
    path.onpointercancel = () => {
      this.map.dragging.enable();
      this.show();
    };
  }

  #ring(ring, number) {
    ring.forEach((at, index) => this.#corner(number, index, at));
    if (ring.length < 3) return;
    ring.forEach((at, index) => this.#middle(number, index, at, ring[(index + 1) % ring.length]));
  }

  #corner(ring, index, at) {
    const words = interpolate(gettext("Corner {number}: {place}"), { number: index + 1, place: spoken(...at) });
    const marker = L.marker(toLatLng(at), { icon: icon("corner", 18), draggable: true, title: words, alt: words, zIndexOffset: 1000 });
    marker.on("dragend", () => this.#do(() => this.drawing.move(ring, index, fromLatLng(marker.getLatLng()))));
    marker.on("keydown", ({ originalEvent }) => this.#key(originalEvent, ring, index, marker));
    marker.addTo(this.layers);
    Object.assign(marker.getElement().dataset, { corner: `${ring}.${index}` });
    marker.getElement().setAttribute("aria-label", words);
  }

  #key(event, ring, index, marker) {
    const arrow = ARROWS[event.key];
    if (arrow) this.#do(() => this.drawing.move(ring, index, this.#nudged(marker, arrow, event.shiftKey ? FAR : STEP)));
    else if (event.key === "Delete" || event.key === "Backspace") this.#do(() => this.drawing.remove(ring, index));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #nudged(marker, [x, y], pixels) {
    const at = this.map.latLngToContainerPoint(marker.getLatLng());
    return fromLatLng(this.map.containerPointToLatLng(at.add([x * pixels, y * pixels])));
  }

  #middle(ring, index, [west, south], [east, north]) {
    const at = [(west + east) / 2, (south + north) / 2];
    const marker = L.marker(toLatLng(at), { icon: icon("corner corner-new", 14), draggable: true, keyboard: false });
    const insert = () => this.#do(() => this.drawing.insert(ring, index + 1, fromLatLng(marker.getLatLng())));
    marker.on("dragend", insert).on("click", insert).addTo(this.layers);
    marker.getElement().setAttribute("aria-hidden", "true");
  }
}
