/** The list of runs, live. */

import { socket } from "../site/site.js";
import { ago, fullTime, span } from "../site/time.js";
import { stateWords } from "./run_words.js";

const SECOND = 1000;

class RunList {
  constructor(section) {
    this.section = section;
    this.list = document.getElementById("run-list");
    this.row = document.getElementById("run-row");
    socket.on("hello", () => this.#watch());
    socket.on("run.changed", ({ run }) => this.#take(run));
    setInterval(() => this.#tick(), SECOND);
  }

  /** What came while nobody listened is among the newest. */
  async #watch() {
    try {
      const { runs } = await socket.request("runs.watch", {});
      for (const run of runs.reverse()) this.#take(run);
    } catch {
      // The list stays as it came with the page, and is asked for again with the next connection.
    }
  }

  #take(run) {
    const row = this.list.querySelector(`[data-run="${run.id}"]`) ?? this.#insert(run);
    if (row) this.#fill(row, run);
  }

  /** A new run belongs on top, where the newest are shown, and where it is looked for. */
  #insert(run) {
    const { query, isFirst } = this.section.dataset;
    const words = query.toLowerCase().split(/\s+/);
    const first = this.list.querySelector("[data-run]");
    const isNewer = !first || run.id > Number(first.dataset.run);
    if (isFirst === undefined || !isNewer || !words.every((word) => run.name.toLowerCase().includes(word))) return null;
    const row = this.row.content.firstElementChild.cloneNode(true);
    row.dataset.run = run.id;
    this.list.prepend(row);
    document.getElementById("runs-empty").hidden = true;
    return row;
  }

  #fill(row, run) {
    row.querySelector("a").href = `${this.section.dataset.address}${run.id}/`;
    row.querySelector("bdi").textContent = run.name;
    row.querySelector("code").textContent = run.command;
    this.#fillState(row.querySelector(".run-state"), run.state);
    this.#fillTimes(row, run);
  }

  #fillState(place, state) {
    place.dataset.runState = state;
    place.textContent = stateWords(state);
  }

  #fillTimes(row, run) {
    const from = new Date(run.started_at);
    const time = row.querySelector("time");
    time.dateTime = run.started_at;
    time.title = fullTime(from);
    time.textContent = ago(from);
    const duration = row.querySelector("[data-duration]");
    duration.toggleAttribute("data-ticks", !run.finished_at);
    duration.textContent = span(((run.finished_at ? new Date(run.finished_at) : new Date()) - from) / SECOND);
  }

  #tick() {
    for (const duration of this.list.querySelectorAll("[data-ticks]")) {
      const from = new Date(duration.closest("li").querySelector("time").dateTime);
      duration.textContent = span((new Date() - from) / SECOND);
    }
  }
}

new RunList(document.getElementById("runs"));
