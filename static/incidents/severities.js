/** How severe things are: in words, and as a mark whose shape says it too. */

import { gettext } from "../site/text.js";

export function severityWords(severity) {
  if (severity === "low") return gettext("Low");
  if (severity === "medium") return gettext("Medium");
  if (severity === "high") return gettext("High");
  return gettext("Critical");
}

/** The mark of every page's notices, once more. @returns {SVGElement} */
export function severityMark() {
  const { content } = document.querySelector("#alert-notices template");
  return content.querySelector(".severity-mark").cloneNode(true);
}

/** Make a ready `.severity` element say another severity. */
export function showSeverity(element, severity) {
  element.dataset.severity = severity;
  element.querySelector("[data-severity-words]").textContent = severityWords(severity);
}
