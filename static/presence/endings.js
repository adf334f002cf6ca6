/** When a status ends. */

import { clockTime, dayOf } from "../site/time.js";

const MINUTE = 60_000;

/** @type {Object<string, (now: Date, at: string) => Date | null | undefined>} the choices of the form */
const ENDINGS = {
  stays: () => undefined,
  "": () => null,
  "30m": (now) => new Date(now.getTime() + 30 * MINUTE),
  "1h": (now) => new Date(now.getTime() + 60 * MINUTE),
  "4h": (now) => new Date(now.getTime() + 240 * MINUTE),
  tomorrow: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1),
  at: nextTime,
};

/** The next time that a clock here shows. */
function nextTime(now, at) {
  const [hour, minute] = at.split(":").map(Number);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hour, minute);
  if (today <= now) today.setDate(today.getDate() + 1);
  return today;
}

/**
 * @param {string} choice one of the above
 * @param {string} at a time of day, as "17:30", for the choice "at"
 * @returns {string | null | undefined} a moment for the server; null is never, undefined as it is now
 * @throws {RangeError} where `at` is no time
 */
export function endOf(choice, at, now = new Date()) {
  const end = ENDINGS[choice](now, at);
  return end ? end.toISOString() : end;
}

function dayAndMonth(date, locale) {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }).format(date);
}

/** The time alone where it is today, else with the day. */
export function untilWords(end, now = new Date(), locale = globalThis.document?.documentElement.lang) {
  const time = clockTime(end, locale);
  return dayOf(end) === dayOf(now) ? time : `${dayAndMonth(end, locale)}, ${time}`;
}
