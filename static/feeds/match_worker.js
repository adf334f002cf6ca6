/** Finds a pattern in lines, in a thread of its own: it may take for ever, and is ended then. */

const MOST = 50;

function hitsIn(text, pattern) {
  const hits = [];
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (found) hits.push([index, index + found.length]);
    if (hits.length === MOST) break;
  }
  return hits.length || pattern.test(text) ? hits : null;
}

self.onmessage = ({ data: { source, texts } }) => {
  const pattern = new RegExp(source, "giu");
  const hits = texts.map((text) => {
    pattern.lastIndex = 0;
    return hitsIn(text, pattern);
  });
  self.postMessage(hits);
};
