/** How a run stands, in words. */

import { gettext } from "../site/text.js";

export function stateWords(state) {
  const words = {
    running: gettext("Running"),
    succeeded: gettext("Succeeded"),
    failed: gettext("Failed"),
    lost: gettext("Lost"),
  };
  return words[state] ?? state;
}
