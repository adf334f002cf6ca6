/** What is shown of somebody, in words. */

import { gettext, interpolate } from "../site/text.js";
import { untilWords } from "./endings.js";

export function stateWord(state) {
  const words = {
    online: gettext("online"),
    away: gettext("away"),
    busy: gettext("busy"),
    offline: gettext("offline"),
    connecting: gettext("connecting…"),
    moved: gettext("elsewhere in the list"),
  };
  return words[state];
}

/** "🌴 At the sea · until 17:30"; empty where there is no status. */
export function statusWords(status, now = new Date()) {
  if (!status) return "";
  const said = [status.emoji, status.text].filter(Boolean).join(" ");
  return [said, endWords(status.until, now)].filter(Boolean).join(" · ");
}

/** What I just chose: "away · 🌴 At the sea · until 17:30". */
export function chosenWords({ state, ...status }, now = new Date()) {
  const words = { auto: "", away: stateWord("away"), busy: stateWord("busy"), invisible: gettext("invisible") };
  const said = [words[state], statusWords(status, now)].filter(Boolean).join(" · ");
  return said ? interpolate(gettext("Your status: {status}"), { status: said }) : gettext("You have no status any more.");
}

/** @param {string | null} until */
export function endWords(until, now = new Date()) {
  return until ? interpolate(gettext("until {time}"), { time: untilWords(new Date(until), now) }) : "";
}

/** "12 online, 3 away": for those who hear the page. */
export function countWords(counts) {
  const told = ["online", "away", "busy"].filter((state) => counts[state]);
  return told.map((state) => `${counts[state]} ${stateWord(state)}`).join(", ");
}
