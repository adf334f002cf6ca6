/** Longitudes on a map that shows the world more than once, and places in words. */

const WORLD = 360;
const DIGITS = 1e6;

export const rounded = (degrees) => Math.round(degrees * DIGITS) / DIGITS || 0;

/** The same longitude within ±180. */
export function wrapped(longitude) {
  if (longitude >= -180 && longitude <= 180) return rounded(longitude);
  return rounded(longitude - WORLD * Math.floor((longitude + 180) / WORLD));
}

/** By how much to shift what lies at a longitude, to have it nearest to the middle of the map. */
export function shiftTo(middle, longitude) {
  return WORLD * Math.round((middle - longitude) / WORLD) || 0;
}

/** As people write it: 52.52° N, 13.4° E. */
export function spoken(longitude, latitude) {
  const [north, east] = [latitude >= 0 ? "N" : "S", longitude >= 0 ? "E" : "W"];
  return `${Math.abs(rounded(latitude))}° ${north}, ${Math.abs(rounded(longitude))}° ${east}`;
}

/** The polygons of a geometry: each a list of rings of [longitude, latitude]. */
export function polygonsOf({ type, coordinates }) {
  return type === "Polygon" ? [coordinates] : coordinates;
}

/**
 * A ring that steps over the date line, without the step: it goes on beyond ±180 instead. One that
 * goes all around a pole gets the pole itself.
 */
export function unrolled(ring) {
  let by = 0;
  const found = ring.map(([longitude, latitude], index) => {
    const step = index ? longitude - ring[index - 1][0] : 0;
    if (Math.abs(step) > WORLD / 2) by -= WORLD * Math.sign(step);
    return [longitude + by, latitude];
  });
  if (!by) return found;
  const pole = 90 * Math.sign(found[0][1]);
  return [...found, [found.at(-1)[0], pole], [found[0][0], pole]];
}
