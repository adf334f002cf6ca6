/** The beginning of a name that is being written: where it stands and of what kind it is. Pure. */

/** @typedef {"@" | "#" | ":" | "/"} Kind */
/** @typedef {{kind: Kind, query: string, start: number, end: number}} Token `start` is where the sign stands */

// What may stand before the sign, and be the query, is what the server reads as a mention.
const TOKENS = [
  /(?<![0-9A-Za-z_/@.+-])(?<kind>@)(?<query>[\p{L}\p{N}\p{M}_.+-]{0,32})$/u,
  /(?<![0-9A-Za-z_/@#&.+-])(?<kind>#)(?<query>[\p{L}\p{N}\p{M}_-]{0,60})$/u,
  /(?<![0-9A-Za-z:])(?<kind>:)(?<query>[A-Za-z0-9_+-]{2,32}|(?:(?![A-Za-z])\p{L}){1,16})$/u,
];
const COMMAND = /^(?<kind>\/)(?<query>\p{L}*)$/u;
const LOOKED_AT = 80;

/**
 * @param {string} text
 * @param {number} caret
 * @param {{hasCommands?: boolean}} options
 * @returns {Token | null}
 */
export function tokenAt(text, caret, { hasCommands = true } = {}) {
  const command = hasCommands && COMMAND.exec(text.slice(0, caret));
  if (command) return token(command, caret);
  const before = text.slice(Math.max(0, caret - LOOKED_AT), caret);
  if (isInCode(text.slice(0, caret))) return null;
  const found = TOKENS.map((pattern) => pattern.exec(before)).find(Boolean);
  return found ? token(found, caret) : null;
}

function token({ groups: { kind, query } }, caret) {
  return { kind, query, start: caret - query.length - kind.length, end: caret };
}

/** Whether a code block, or code in the present line, is still open. */
function isInCode(before) {
  const fences = before.match(/^\s{0,3}```/gm) ?? [];
  if (fences.length % 2) return true;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return !line.startsWith("```") && (line.match(/`/g) ?? []).length % 2 === 1;
}
