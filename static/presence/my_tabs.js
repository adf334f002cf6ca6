/** The page about one's own tabs looks again once this tab is connected, and says which it is. */

import { socket } from "../site/site.js";

const PART = "my-tabs";

/** The part as it is now; null where the site cannot be asked: the next connection asks again. */
async function freshPart() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(PART);
}

function markThis(part, connection) {
  const badge = part.querySelector(`[data-connection="${CSS.escape(connection)}"] [data-this-tab]`);
  if (badge) badge.hidden = false;
}

async function lookAgain({ connection }) {
  const fresh = await freshPart();
  const old = document.getElementById(PART);
  // Somebody about to press a button there is not to lose it.
  if (!fresh || old.contains(document.activeElement)) return;
  markThis(fresh, connection);
  old.replaceWith(fresh);
}

socket?.on("hello", lookAgain);
