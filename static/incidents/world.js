/** A map of the world that needs nobody else: country outlines of our own, or the operator's tiles. */

import "../vendor/leaflet/leaflet.js";
import "../vendor/world/topojson-client.js";

import { gettext } from "../site/text.js";
import { polygonsOf, unrolled, wrapped } from "./places.js";

export const { L } = globalThis;
const { topojson } = globalThis;

const WORLDS = [-360, 0, 360];
const FARTHEST = 540;
const CLOSEST = { outlines: 9, tiles: 19 };

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Leaflet takes it as HTML, and it is the operator's plain text. */
function escaped(text) {
  const element = document.createElement("i");
  element.textContent = text;
  return element.innerHTML;
}

/**
 * @param {HTMLElement} element with `data-outlines`, or `data-tiles` and `data-attribution`
 * @param {{wraps?: boolean}} [options] whether the map goes round: then longitudes stay within ±180
 */
export function makeMap(element, { wraps = true } = {}) {
  const { tiles } = element.dataset;
  const moves = !isCalm();
  const map = L.map(element, {
    center: [20, 0],
    zoom: element.clientWidth < 700 ? 1 : 2,
    minZoom: 1,
    maxZoom: tiles ? CLOSEST.tiles : CLOSEST.outlines,
    maxBounds: [[-89.9, -FARTHEST], [89.9, FARTHEST]],
    zoomControl: false,
    zoomAnimation: moves,
    fadeAnimation: moves,
    markerZoomAnimation: moves,
    inertia: moves,
  });
  L.control.zoom({ zoomInTitle: gettext("Zoom in"), zoomOutTitle: gettext("Zoom out") }).addTo(map);
  map.attributionControl.setPrefix("Leaflet");
  if (tiles) addTiles(map, element.dataset);
  else addOutlines(map, element.dataset.outlines);
  if (wraps) map.on("moveend", () => goRound(map));
  return map;
}

function addTiles(map, { tiles, attribution }) {
  L.tileLayer(tiles, { attribution: escaped(attribution), maxZoom: CLOSEST.tiles }).addTo(map);
}

/** Cut off, or not there: the map then shows its places on the open sea. */
async function outlinesAt(address) {
  try {
    return await (await fetch(address)).json();
  } catch {
    return null;
  }
}

async function addOutlines(map, address) {
  const topology = await outlinesAt(address);
  if (!topology) return;
  const { countries, land } = topology.objects;
  const polygons = topojson.feature(topology, land).features.flatMap(({ geometry }) => polygonsOf(geometry));
  const rings = polygons.map((rings) => rings.map(unrolled));
  const borders = topojson.mesh(topology, countries, (one, other) => one !== other).coordinates;
  map.attributionControl.addAttribution("Natural Earth");
  for (const by of WORLDS) {
    // Each line first is at the back, with the land beneath it.
    draw(map, L.polyline, borders.map((line) => shifted(line, by)), { className: "borders", weight: 1 });
    draw(map, L.polygon, rings.map((polygon) => polygon.map((ring) => shifted(ring, by))), { className: "land", stroke: false });
  }
}

function shifted(line, by) {
  return line.map(([longitude, latitude]) => [latitude, longitude + by]);
}

function draw(map, make, latlngs, style) {
  make(latlngs, { ...style, interactive: false, smoothFactor: 0.7 }).addTo(map).bringToBack();
}

function goRound(map) {
  const { lat, lng } = map.getCenter();
  if (Math.abs(lng) > 180) map.setView([lat, wrapped(lng)], map.getZoom(), { animate: false });
}
