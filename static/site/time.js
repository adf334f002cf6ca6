/** Times in the reader's language and zone. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @type {[number, Intl.RelativeTimeFormatUnit][]} */
const UNITS = [[365 * DAY, "year"], [30 * DAY, "month"], [7 * DAY, "week"], [DAY, "day"], [HOUR, "hour"], [MINUTE, "minute"]];

function language() {
  return globalThis.document?.documentElement.lang || undefined;
}

const CYCLES = { 24: "h23", 12: "h12" };

/**
 * Hours as the account says, else as the language has them.
 * @param {string | undefined} clock "24" or "12" @returns {Intl.DateTimeFormatOptions}
 */
export function hours(clock = globalThis.document?.documentElement.dataset.clock) {
  return clock in CYCLES ? { hourCycle: CYCLES[clock] } : {};
}

export function clockTime(date, locale = language(), clock = undefined) {
  const cycle = hours(clock);
  const hour = cycle.hourCycle === CYCLES[24] ? "2-digit" : "numeric";
  return formatOf(locale, { hour, minute: "2-digit", ...cycle }).format(date);
}

const formats = new Map();

/** Making a format takes longer than using it a hundred times, and of lines there are many. */
function formatOf(locale, style) {
  const key = `${locale} ${JSON.stringify(style)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, style));
  return formats.get(key);
}

export function fullTime(date, locale = language()) {
  return formatOf(locale, { dateStyle: "full", timeStyle: "medium", ...hours() }).format(date);
}

/** The time of a day to the second. */
export function secondTime(date, locale = language()) {
  return formatOf(locale, { timeStyle: "medium", ...hours() }).format(date);
}

/** A span of seconds as a clock shows it: 0:05, 1:02:03. */
export function span(total) {
  const whole = Math.max(0, Math.floor(total));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [, minutes, rest] = parts.map((part) => String(part).padStart(2, "0"));
  return parts[0] ? `${parts[0]}:${minutes}:${rest}` : `${parts[1]}:${rest}`;
}

/** How long ago, in the coarsest fitting unit: "5 minutes ago". */
export function ago(date, now = new Date(), locale = language()) {
  const seconds = Math.max(0, (now - date) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const [size, unit] = UNITS.find(([size]) => seconds >= size) ?? [MINUTE, "minute"];
  return format.format(-Math.floor(seconds / size), unit);
}

/** The calendar day a time falls on here, as a key. */
export function dayOf(date) {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

function daysBetween(date, now) {
  const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(now) - midnight(date)) / (DAY * 1000));
}

function upperFirst(text, locale) {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** "Today", "Yesterday", or the day itself. */
export function dayName(date, now = new Date(), locale = language()) {
  const days = daysBetween(date, now);
  const near = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (days === 0 || days === 1) return upperFirst(near.format(-days, "day"), locale);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year }).format(date);
}
