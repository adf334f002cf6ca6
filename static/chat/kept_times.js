/** When something was said, in lists of messages from many days: by the reader's own clock. */

import { clockTime, dayName, fullTime } from "../site/time.js";

export function fillKeptTime(place, at) {
  const date = new Date(at);
  place.dateTime = at;
  place.textContent = `${dayName(date)}, ${clockTime(date)}`;
  place.title = fullTime(date);
}
