/** Incidents and areas, drawn on a map: each at the copy of the world that is being looked at. */

import { gettext, interpolate } from "../site/text.js";
import { polygonsOf, shiftTo } from "./places.js";
import { severityMark, severityWords } from "./severities.js";
import { L } from "./world.js";

const MARK = 28;

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function line(className, text) {
  const made = element("p", className, text);
  made.dir = "auto";
  return made;
}

function incidentWords({ properties: { title, severity, open } }) {
  const words = { severity: severityWords(severity), title };
  return interpolate(open ? gettext("{severity}: {title}") : gettext("{severity}, closed: {title}"), words);
}

function incidentPopup({ properties }) {
  const link = element("a", "", properties.title);
  link.href = properties.url;
  link.dir = "auto";
  const facts = [severityWords(properties.severity), properties.open ? gettext("Open") : gettext("Closed")];
  return element("div", "map-popup", link, line("soft", facts.join(" · ")), line("", properties.text));
}

function areaPopup({ properties: { name, owner, severities } }) {
  const facts = line("soft", `${owner.name} · ${severities.map(severityWords).join(", ")}`);
  return element("div", "map-popup", line("map-popup-name", name), facts);
}

/** The mark of an incident, as an icon of the map. */
export function incidentIcon(severity, isOpen = true) {
  const html = element("span", `severity map-mark${isOpen ? "" : " is-closed"}`, severityMark());
  html.dataset.severity = severity;
  return L.divIcon({ html, className: "map-icon", iconSize: [MARK, MARK] });
}

function shifted(ring, by) {
  return ring.map(([longitude, latitude]) => [latitude, longitude + by]);
}

export class MapView {
  /** @param {number} me whose areas stand out */
  constructor(map, me) {
    Object.assign(this, { map, me });
    this.incidents = new Map();
    this.areas = new Map();
    map.on("moveend", () => this.#follow());
  }

  /** @param {object[]} incidents @param {object[]} areas features to be on the map, and no others */
  show(incidents, areas) {
    const placed = incidents.filter(({ geometry }) => geometry);
    this.#patch(this.areas, areas, (feature) => this.#area(feature));
    this.#mineOnTop();
    this.#patch(this.incidents, placed, (feature) => this.#incident(feature));
  }

  /** Move to where the features are. */
  fit() {
    const all = L.featureGroup([...this.areas.values(), ...this.incidents.values()].flatMap(({ layers }) => layers));
    const bounds = all.getBounds();
    if (bounds.isValid()) this.map.fitBounds(bounds, { maxZoom: 6, padding: [40, 40], animate: false });
  }

  #patch(held, features, draw) {
    const ids = new Set(features.map(({ id }) => id));
    for (const [id, { layers }] of held) if (!ids.has(id)) this.#drop(held, id, layers);
    for (const feature of features) {
      const drawn = held.get(feature.id);
      if (drawn?.feature === feature) continue;
      if (drawn) this.#drop(held, feature.id, drawn.layers);
      held.set(feature.id, { feature, layers: draw(feature).map((layer) => layer.addTo(this.map)) });
    }
  }

  /** Or an area of somebody else's that is alike would hide mine. */
  #mineOnTop() {
    const mine = [...this.areas.values()].filter(({ feature }) => feature.properties.owner.id === this.me);
    for (const layer of mine.flatMap(({ layers }) => layers)) layer.bringToFront();
  }

  #drop(held, id, layers) {
    for (const layer of layers) layer.remove();
    held.delete(id);
  }

  #incident(feature) {
    const [longitude, latitude] = feature.geometry.coordinates;
    const { severity, open } = feature.properties;
    const words = incidentWords(feature);
    const marker = L.marker([latitude, longitude], { icon: incidentIcon(severity, open), title: words, alt: words, riseOnHover: true });
    marker.place = (by) => marker.setLatLng([latitude, longitude + by]);
    marker.home = longitude;
    // Its content is made of text when it is opened.
    return [this.#nearest(marker.bindPopup(() => incidentPopup(feature)))];
  }

  #area(feature) {
    const className = feature.properties.owner.id === this.me ? "area area-mine" : "area";
    return polygonsOf(feature.geometry).map((rings) => {
      const layer = L.polygon(rings.map((ring) => shifted(ring, 0)), { className, weight: 2 });
      layer.place = (by) => layer.setLatLngs(rings.map((ring) => shifted(ring, by)));
      layer.home = layer.getBounds().getCenter().lng;
      return this.#nearest(layer.bindPopup(() => areaPopup(feature)));
    });
  }

  #nearest(layer) {
    const by = shiftTo(this.map.getCenter().lng, layer.home);
    if (by !== (layer.shift ?? 0)) layer.place(by);
    layer.shift = by;
    return layer;
  }

  #follow() {
    for (const { layers } of [...this.areas.values(), ...this.incidents.values()]) layers.forEach((layer) => this.#nearest(layer));
  }
}
