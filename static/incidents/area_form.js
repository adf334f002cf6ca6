/** The form of an area: drawn on the map, in step with its corners as text. */

import { gettext, interpolate, ngettext } from "../site/text.js";
import { Drawing } from "./drawing.js";
import { DrawingView } from "./drawing_view.js";
import { makeMap } from "./world.js";

const byId = (id) => document.getElementById(id);

class AreaForm {
  constructor(form) {
    this.text = form.elements.polygon;
    this.drawing = new Drawing();
    this.drawing.read(this.text.value);
    this.map = makeMap(byId("map"), { wraps: false });
    this.view = new DrawingView({ map: this.map, drawing: this.drawing, changed: () => this.#drawn() });
    // What is written by drawing is no reason to refuse the form before it is sent.
    this.text.required = false;
    byId("corners-text").open = this.text.classList.contains("is-invalid");
    this.#listen();
    this.view.show();
    this.view.fit();
    this.#say();
  }

  #listen() {
    byId("corner-add").addEventListener("click", () => this.#change(() => this.#addHere()));
    byId("corner-undo").addEventListener("click", () => this.#change(() => this.drawing.undo()));
    byId("corner-clear").addEventListener("click", () => this.#change(() => this.drawing.clear()));
    this.text.addEventListener("input", () => this.#typed());
  }

  #addHere() {
    const { lat, lng } = this.map.getCenter();
    this.drawing.add([lng, lat]);
  }

  #change(change) {
    change();
    this.view.show();
    this.#drawn();
  }

  #drawn() {
    this.text.value = this.drawing.text;
    this.#say();
  }

  #typed() {
    if (!this.drawing.read(this.text.value)) return;
    this.view.show();
    this.view.fit();
    this.#say();
  }

  #say() {
    const n = this.drawing.corners;
    const words = n > 2 ? ngettext("{n} corner", "{n} corners", n) : gettext("Corners so far: {n}. An area has three or more.");
    byId("corner-words").textContent = interpolate(words, { n });
  }
}

new AreaForm(byId("area-form"));
