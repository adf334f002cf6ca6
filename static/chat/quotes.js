/** What a message shows of the one it answers; what is known of that changes with it. No page. */

const EXCERPT = 140;
const ENDS = /<\/(?:p|li|h[1-6]|pre|blockquote|t[dhr]|div)>|<(?:br|hr)\b[^>]*>/g;
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', "#x27": "'", "#39": "'", nbsp: " " };

/** @typedef {{id: number, position: number, author: {id: number, username: string, name: string}, text?: string}} Quote
 *   a deleted message has no text */

/** The beginning of a message as one line of plain text, as the server makes it. */
export function excerptOf(html) {
  const text = html.replace(ENDS, " ").replace(/<[^>]*>/g, "").replace(/&([#\w]+);/g, (all, name) => ENTITIES[name] ?? all);
  const words = text.split(/\s+/u).filter(Boolean).join(" ") || "…";
  const characters = [...words];
  return characters.length <= EXCERPT ? words : `${characters.slice(0, EXCERPT - 1).join("").trimEnd()}…`;
}

/** @param {object} message @returns {Quote} */
export function quoteOf({ id, position, author, html, deleted_at }) {
  return deleted_at ? { id, position, author } : { id, position, author, text: excerptOf(html ?? "") };
}

/** The first message of the chain that an answer to this one is in. @param {object} message */
export const rootOf = (message) => message.thread ?? message.id;

/**
 * Let those who answer a message show it as it is now.
 * @param {Map<number, object>} messages by id
 * @param {object} original
 * @returns {boolean} whether one of them shows anything else than before
 */
export function requote(messages, original) {
  const quoting = [...messages.values()].filter(({ reply_to }) => reply_to?.id === original.id);
  const reply_to = quoting.length ? quoteOf(original) : null;
  const stale = quoting.filter((message) => message.reply_to.text !== reply_to.text);
  for (const message of stale) messages.set(message.id, { ...message, reply_to });
  return stale.length > 0;
}
