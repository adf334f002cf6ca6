/** What the page says about its connection, in words. */

import { gettext, interpolate } from "./text.js";

/** The few words of the mark in the header. */
export function shortly(state) {
  const words = {
    connecting: gettext("Connecting"),
    open: gettext("Live"),
    waiting: gettext("Offline"),
    signed_out: gettext("Signed out"),
    refused: gettext("Refused"),
    disconnected: gettext("Disconnected"),
  };
  return words[state];
}

function whyBanned(words) {
  const banned = gettext("You have been banned from this site.");
  return words ? `${banned} ${interpolate(gettext("Reason given: {reason}"), { reason: words })}` : banned;
}

function whyRefused(reason) {
  if (reason === "origin") return gettext("This address is not one the site was set up for, so nothing here is live. Its operator can add it.");
  if (reason.startsWith("banned")) return whyBanned(reason.slice("banned: ".length));
  if (reason === "other_user") return gettext("This browser has since logged in as somebody else. What you were writing here is kept.");
  return gettext("The server refused the live connection, so nothing here updates by itself.");
}

function whenAgain(seconds) {
  if (seconds < 1) return gettext("Reconnecting…");
  return interpolate(gettext("Reconnecting in {seconds} s…"), { seconds: Math.ceil(seconds) });
}

/**
 * The banner's words; null where there is nothing to say.
 * @param {{state: string, reason: string, left: number}} connection `left`: seconds to the next attempt
 */
export function atLength({ state, reason, left }) {
  if (state === "signed_out") return gettext("You are signed out. What you were writing is kept.");
  if (state === "disconnected") return gettext("You disconnected this tab from another page. Nothing here updates by itself.");
  if (state === "refused") return whyRefused(reason);
  if (state === "connecting") return gettext("Reconnecting…");
  return state === "waiting" ? whenAgain(left) : null;
}
