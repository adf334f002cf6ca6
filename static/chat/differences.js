/** What became of a text: which words went, which came. */

const CHARACTER = "\\p{Script=Han}|\\p{Script=Hiragana}|\\p{Script=Katakana}";
/** Words; each character where a script writes none; what stands between them. */
const PIECES = new RegExp(`${CHARACTER}|(?:(?!${CHARACTER})[\\p{L}\\p{M}\\p{N}_])+|\\s+|.`, "gsu");

/** Steps that comparing may take: beyond, the text counts as another one. */
const MOST_STEPS = 1_000_000;

/** @typedef {{kind: "same" | "gone" | "new", text: string}} Part */

/** @returns {Part[]} in the order of the text, what went before what came in its place */
export function differences(before, after) {
  const old = before.match(PIECES) ?? [];
  const now = after.match(PIECES) ?? [];
  const start = sharedLength(old, now);
  const end = sharedLength(old.slice(start).reverse(), now.slice(start).reverse());
  const middle = compared(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const [head, tail] = [now.slice(0, start), now.slice(now.length - end)];
  return joined([...as("same", head), ...middle, ...as("same", tail)]);
}

function sharedLength(one, other) {
  const at = one.findIndex((piece, index) => piece !== other[index]);
  return at < 0 ? one.length : at;
}

const as = (kind, pieces) => pieces.map((text) => ({ kind, text }));

function compared(old, now) {
  if (old.length * now.length > MOST_STEPS) return [...as("gone", old), ...as("new", now)];
  const lengths = commonLengths(old, now);
  const parts = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      parts.push({ kind: "same", text: old[i++] });
      j += 1;
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) parts.push({ kind: "gone", text: old[i++] });
    else parts.push({ kind: "new", text: now[j++] });
  }
  return [...parts, ...as("gone", old.slice(i)), ...as("new", now.slice(j))];
}

/** Of each pair of ends of the two, how many pieces they have in common, in order. */
function commonLengths(old, now) {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      lengths[i][j] = old[i] === now[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  return lengths;
}

/** Neighbours of one kind become one part. */
function joined(parts) {
  const whole = [];
  for (const part of parts) {
    if (whole.at(-1)?.kind === part.kind) whole.at(-1).text += part.text;
    else whole.push({ ...part });
  }
  return whole;
}
