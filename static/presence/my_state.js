/** My own name shows how others see me. */

import { gettext, interpolate } from "../site/text.js";
import { mine } from "./mine.js";
import { stateWord, statusWords } from "./words.js";

function audienceWords(audience) {
  if (audience === "roommates") return gettext("Only people in your rooms see that you are here");
  return gettext("Nobody sees that you are here");
}

/**
 * @param {string} connection the socket's state
 * @param {{entry: object, chosen: object, audience: string} | null} said what the server says of me
 * @returns {{mark: string, words: string}}
 */
export function seenAs(connection, said) {
  if (connection === "connecting" || (connection === "open" && !said)) return { mark: "connecting", words: gettext("Connecting…") };
  if (connection !== "open") return { mark: "offline", words: gettext("Not connected, so others soon see you as offline") };
  if (said.chosen.state === "invisible") return { mark: "offline", words: gettext("You are invisible: others see you as offline") };
  if (said.audience !== "everyone") return { mark: "offline", words: audienceWords(said.audience) };
  return seenAsListed(said.entry);
}

/** A moment after connecting the list has not heard of it yet. */
function seenAsListed({ state }) {
  if (state === "offline") return seenAs("connecting", null);
  return { mark: state, words: interpolate(gettext("Others see you as {state}"), { state: stateWord(state) }) };
}

export class MyState {
  /** @param {Iterable<Element>} places each with a mark, and perhaps words and a status */
  constructor(places) {
    this.places = [...places];
  }

  show(connection) {
    const { mark, words } = seenAs(connection, mine.said);
    for (const place of this.places) {
      place.querySelector("[data-mark]").dataset.mark = mark;
      this.#put(place, "state", words);
      this.#put(place, "status", statusWords(mine.chosen));
    }
  }

  #put(place, name, text) {
    const words = place.querySelector(`[data-my-${name}]`);
    if (words && words.textContent !== text) words.textContent = text;
  }
}
