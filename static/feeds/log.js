/** A log on the page. */

import { gettext } from "../site/text.js";
import { FeedPage } from "./feed_page.js";

class LogPage extends FeedPage {
  get forbiddenWords() {
    return gettext("You may no longer read this log.");
  }

  /** @returns {[string, string]} a mark, and words for how the file is */
  inWords() {
    const { file } = this.session;
    if (file === "missing") return ["bad", gettext("The file is missing")];
    return file === "unreadable" ? ["bad", gettext("The server may not read this file.")] : ["live", gettext("Live")];
  }
}

new LogPage(document.getElementById("feed"));
