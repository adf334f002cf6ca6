/** Choosing an emoji to react with. */

export function chooseReaction(anchor) {
  return Promise.resolve(null);
}
