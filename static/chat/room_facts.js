/** What a page shows of a room, besides its messages: kept as it is told. */

const parts = (room, selector) =>
  [...document.querySelectorAll(`[data-shows-room="${room}"]`)].flatMap((place) => [...place.querySelectorAll(selector)]);

function write(room, selector, text) {
  for (const place of parts(room, selector)) if (place.textContent !== text) place.textContent = text;
}

function showOnly(room, selector, isShown) {
  for (const place of parts(room, selector)) place.hidden = !isShown;
}

/** A conversation is called differently by each of its people: its facts carry no name. */
export function showFacts({ id, name, topic, description, archived }) {
  if (name) write(id, "[data-room-name]", name);
  write(id, "[data-room-topic]", topic);
  write(id, "[data-room-description]", description);
  showOnly(id, "[data-when-archived]", archived);
  showOnly(id, "[data-when-open]", !archived);
}

export function showRole(room, role) {
  showOnly(room, "[data-when-owner]", role === "owner");
}
