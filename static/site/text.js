/** The page's words: messages in English are looked up in the catalogue the page brought along. */

/** @type {Object<string, string | string[]>} */
let catalog = {};

export function useCatalog(entries) {
  catalog = entries || {};
}

function readPage() {
  const block = globalThis.document?.getElementById("catalog");
  if (block) useCatalog(JSON.parse(block.textContent));
}

export function gettext(message) {
  const found = catalog[message];
  return (Array.isArray(found) ? found[0] : found) || message;
}

export function ngettext(one, many, count) {
  const forms = catalog[one];
  if (!Array.isArray(forms)) return count === 1 ? one : many;
  return (forms.length > 1 && count !== 1 ? forms[1] : forms[0]) || one;
}

/** Put values into the {name} places of a message. */
export function interpolate(message, values) {
  return message.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

readPage();
