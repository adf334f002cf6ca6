/** What the browser's measurements mean, in words an operator can act on. No DOM, no network. */

import { gettext, interpolate } from "./text.js";

/** @typedef {{state: "ok"|"warning"|"failed"|"waiting", text: string, advice?: string}} Verdict */

const CLOCK_TOLERANCE = 5; // seconds; one-time codes fail beyond about 30
const SLOW = 500; // milliseconds of an echo from where typing feels late
export const LASTING = 75; // seconds: longer than the usual idle limit of proxies, 60

const ok = (text) => ({ state: "ok", text });
const warning = (text, advice = "") => ({ state: "warning", text, advice });
const failed = (text, advice = "") => ({ state: "failed", text, advice });

/** The address in the browser's bar against the one the server saw. */
export function judgeAddress(origin, seen) {
  if (origin === seen) return ok(interpolate(gettext("Your browser and the server agree on {address}."), { address: origin }));
  const text = interpolate(gettext("Your browser is at {origin}, the server believes {seen}."), { origin, seen });
  if (hostOf(origin) === hostOf(seen)) {
    return failed(text, gettext("The proxy must send X-Forwarded-Proto and be in TRUSTED_PROXIES."));
  }
  return failed(text, gettext("The proxy must pass on the Host header (nginx: proxy_set_header Host $http_host;)."));
}

/** How the socket began: {said: the first event's type, code, reason, opened}. */
export function judgeSocket({ said, code, reason, opened }, { origin, signedIn }) {
  if (said === "hello") return ok(gettext("Opened, and the server greeted you."));
  if (code === 4401 && !signedIn) return ok(gettext("Opened. Log in to use it."));
  if (code === 4403 && reason === "origin") {
    const advice = gettext("Set PUBLIC_URL={origin}, or add it to CSRF_TRUSTED_ORIGINS, and restart the server.");
    return failed(gettext("Opened, but the server refuses pages from this address."), interpolate(advice, { origin }));
  }
  if (!opened) {
    const advice = gettext("A proxy on the way must pass WebSockets on (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";). Company networks may block them too.");
    return failed(gettext("It could not be opened at all."), advice);
  }
  return failed(describeClose(code, reason));
}

/** Round trips in milliseconds. */
export function judgeEcho(times) {
  if (!times.length) return failed(gettext("No answer came back."));
  const text = interpolate(gettext("{median} ms (the middle of {count})."), { median: Math.round(median(times)), count: times.length });
  return median(times) > SLOW ? warning(text, gettext("The network between here and the server is slow.")) : ok(text);
}

/** Seconds by which the browser's clock is ahead of the server's. */
export function judgeClock(ahead) {
  const seconds = Math.abs(ahead).toFixed(1);
  if (Math.abs(ahead) <= CLOCK_TOLERANCE) return ok(interpolate(gettext("{seconds} s apart."), { seconds }));
  const words = ahead > 0
    ? gettext("This device's clock is {seconds} s ahead of the server's.")
    : gettext("This device's clock is {seconds} s behind the server's.");
  return warning(interpolate(words, { seconds }), gettext("Let both set their clocks from the network: one-time codes depend on them."));
}

/** How far the browser's clock is ahead, from one request's start, the server's time, and its end. */
export function clockAhead(began, server, ended) {
  return ((began + ended) / 2 - server) / 1000;
}

export function judgeCookies(enabled) {
  return enabled ? ok(gettext("Allowed.")) : failed(gettext("Switched off."), gettext("Allow cookies for this site: nobody can log in without."));
}

/** How long the socket has lasted, in seconds; code is null while it is open. */
export function judgeLasting(seconds, code, reason) {
  const lasted = interpolate(gettext("Open for {seconds} s."), { seconds: Math.floor(seconds) });
  if (code !== null) {
    const advice = gettext("A proxy that ends idle connections must wait longer than 25 s (nginx: proxy_read_timeout 60s;).");
    return warning(`${lasted} ${describeClose(code, reason)}`, code === 1006 ? advice : "");
  }
  return seconds < LASTING ? { state: "waiting", text: lasted } : ok(lasted);
}

/** A close code in words. */
export function describeClose(code, reason = "") {
  const words = {
    1000: gettext("It was closed normally."),
    1001: gettext("The page or a proxy went away."),
    1006: gettext("The connection broke without a word: a network or a proxy cut it."),
    1009: gettext("A message was too large."),
    1011: gettext("The server failed, or heard nothing for too long."),
    1012: gettext("The server restarts."),
    1013: gettext("The server is overloaded."),
    4401: gettext("The log-in has ended."),
    4403: gettext("The server refuses this account or this address."),
    4408: gettext("This connection is too slow to keep up."),
    4410: gettext("This tab was disconnected from another page."),
    4429: gettext("Too much was sent at once."),
  };
  const known = words[code] || gettext("The server closed it.");
  return reason ? `${known} (${code}, ${reason})` : `${known} (${code})`;
}

/** The whole page as text to send. */
export function report(rows, { address, agent, at }) {
  const lines = rows.map(({ state, name, text, advice }) => `[${state}] ${name}: ${text}${advice ? ` → ${advice}` : ""}`);
  return [`Rollcall connection report`, `${address} · ${at}`, agent, "", ...lines].join("\n");
}

export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function hostOf(address) {
  return address.split("://")[1];
}
