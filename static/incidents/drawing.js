/** An area being drawn: its outlines as corners, changed one at a time. No page. */

import { rounded } from "./places.js";

const LINE = /^\s*([-+−]?\d+(?:\.\d+)?)\s*°?\s*[,;\s]\s*([-+−]?\d+(?:\.\d+)?)\s*°?\s*$/;
const LATITUDE = 90;
const LONGITUDE = 540;

const bounded = (number, most) => rounded(Math.max(-most, Math.min(most, number)));
const corner = ([longitude, latitude]) => [bounded(longitude, LONGITUDE), bounded(latitude, LATITUDE)];
const isCorner = (value) => Array.isArray(value) && value.length > 1 && value.every(Number.isFinite);
const sameCorner = (one, other) => one[0] === other[0] && one[1] === other[1];

function opened(ring) {
  return ring.length > 1 && sameCorner(ring[0], ring.at(-1)) ? ring.slice(0, -1) : ring;
}

function fromJson(text) {
  const value = JSON.parse(text);
  const { type, coordinates } = value.type === "Feature" ? value.geometry : value;
  return type === "MultiPolygon" ? coordinates : [coordinates];
}

function fromLines(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  const found = lines.map((line) => LINE.exec(line).slice(1).map((part) => Number(part.replace("−", "-"))));
  return [[found.map(([latitude, longitude]) => [longitude, latitude])]];
}

/** The polygons that a text says; null where it says none (yet). */
export function parsed(text) {
  try {
    const polygons = text.trim().startsWith("{") ? fromJson(text) : fromLines(text);
    const rings = polygons.flat();
    if (!rings.length || !rings.every((ring) => ring.every(isCorner))) return null;
    return polygons.map((rings) => rings.map((ring) => opened(ring).map(corner)));
  } catch {
    return null;
  }
}

export class Drawing {
  constructor() {
    /** Of each polygon its rings, of each ring its corners, the first not repeated. */
    this.polygons = [[[]]];
    this.before = [];
  }

  /** Begin with what a text says. @returns {boolean} whether it says an area */
  read(text) {
    const found = parsed(text);
    if (found) this.polygons = found;
    return Boolean(found);
  }

  get corners() {
    return this.polygons.flat(2).length;
  }

  /** Every ring, to be addressed by its number. */
  get rings() {
    return this.polygons.flat();
  }

  add(at) {
    this.#keep();
    this.rings.at(0).push(corner(at));
  }

  insert(ring, index, at) {
    this.#keep();
    this.rings[ring].splice(index, 0, corner(at));
  }

  move(ring, index, at) {
    this.#keep();
    this.rings[ring][index] = corner(at);
  }

  remove(ring, index) {
    this.#keep();
    this.rings[ring].splice(index, 1);
  }

  /** Move all of it, as far as the world goes. */
  shift([east, north]) {
    this.#keep();
    const shifted = ([longitude, latitude]) => corner([longitude + east, latitude + north]);
    this.polygons = this.polygons.map((rings) => rings.map((ring) => ring.map(shifted)));
  }

  clear() {
    this.#keep();
    this.polygons = [[[]]];
  }

  undo() {
    if (this.before.length) this.polygons = JSON.parse(this.before.pop());
  }

  /** As GeoJSON text; empty while there is no area. */
  get text() {
    const polygons = this.polygons.map((rings) => rings.filter((ring) => ring.length > 2)).filter((rings) => rings.length);
    if (!polygons.length) return "";
    const closed = polygons.map((rings) => rings.map((ring) => [...ring, ring[0]]));
    const [type, coordinates] = closed.length > 1 ? ["MultiPolygon", closed] : ["Polygon", closed[0]];
    return JSON.stringify({ type, coordinates });
  }

  #keep() {
    this.before.push(JSON.stringify(this.polygons));
    if (this.before.length > 200) this.before.shift();
  }
}
