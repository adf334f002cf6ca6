/** A run on the page: all its lines from the first, and how it stands. */

import { gettext, interpolate, ngettext } from "../site/text.js";
import { span } from "../site/time.js";
import { FeedPage } from "./feed_page.js";
import { Lines } from "./lines.js";
import { stateWords } from "./run_words.js";

const MOST = 250_000;
const PORTION = 2000;
const SECOND = 1000;
const byId = (id) => document.getElementById(id);

class RunPage extends FeedPage {
  constructor(section) {
    super(section, { lines: new Lines({ held: MOST, from: { generation: "run", n: 0 } }), portion: PORTION });
    this.startedAt = new Date(byId("run-facts").dataset.from);
    byId("feed-start").addEventListener("click", () => this.view.toStart());
    setInterval(() => this.#tick(), SECOND);
  }

  get forbiddenWords() {
    return gettext("You may no longer read this run.");
  }

  changed() {
    super.changed();
    if (this.session?.run) this.#tellRun(this.session.run);
  }

  get isComplete() {
    const { run, isBehind } = this.session;
    return Boolean(run) && !isBehind && !["running", "lost"].includes(run.state);
  }

  /** @returns {[string, string]} a mark, and words for how far one has read */
  inWords() {
    const { run, isBehind, lines } = this.session;
    if (isBehind) return ["waiting", interpolate(gettext("Reading: {n} of {all} lines"), { n: lines.last ?? 0, all: run.lines })];
    return this.isComplete ? ["done", gettext("Complete")] : ["live", gettext("Live")];
  }

  #tellRun(run) {
    const state = document.querySelector("#run-facts .run-state");
    if (state.dataset.runState !== run.state) {
      state.dataset.runState = run.state;
      state.textContent = stateWords(run.state);
    }
    byId("run-status").hidden = run.exit_status === null;
    byId("run-status").textContent = interpolate(gettext("status {status}"), { status: run.exit_status });
    this.#tellDropped(run.dropped);
    // Of what has ended there is nothing to wait for.
    for (const id of ["feed-pause", "feed-stop"]) byId(id).hidden = this.isComplete && !byId(id).matches("[aria-pressed=true]");
    this.#tick();
  }

  #tellDropped(dropped) {
    const words = ngettext("{n} more line was not kept: the run is too long.", "{n} more lines were not kept: the run is too long.", dropped);
    byId("run-dropped").hidden = !dropped;
    byId("run-dropped").textContent = interpolate(words, { n: dropped });
  }

  #tick() {
    const { run } = this.session;
    if (!run) return;
    const until = run.finished_at ? new Date(run.finished_at) : new Date();
    byId("run-duration").textContent = span((until - this.startedAt) / SECOND);
  }
}

new RunPage(byId("feed"));
