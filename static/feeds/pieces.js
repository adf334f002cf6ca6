/** A line cut into pieces of one look each. Pure. */

/** Places in characters become places in JavaScript's strings. */
function inUnits(text, styles) {
  const characters = [...text];
  if (characters.length === text.length) return styles;
  const places = [0];
  for (const character of characters) places.push(places.at(-1) + character.length);
  return styles.map(({ start, end, look }) => ({ start: places[start], end: places[end], look }));
}

const lookAt = (spans, place) => spans.find(({ start, end }) => start <= place && place < end);

/**
 * @param {string} text
 * @param {{start: number, end: number, look: string}[]} styles in characters
 * @param {[number, number][]} hits in UTF-16 units, in order
 * @returns {{text: string, look: string, isHit: boolean}[]}
 */
export function piecesOf(text, styles = [], hits = []) {
  if (!styles.length && !hits.length) return [{ text, look: "", isHit: false }];
  const looks = inUnits(text, styles);
  const marks = hits.map(([start, end]) => ({ start, end }));
  const places = new Set([0, text.length]);
  for (const { start, end } of [...looks, ...marks]) places.add(start).add(end);
  const cuts = [...places].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => ({
    text: text.slice(cuts[index], end),
    look: lookAt(looks, cuts[index])?.look ?? "",
    isHit: Boolean(lookAt(marks, cuts[index])),
  }));
}
