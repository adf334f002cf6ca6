/** How I am shown to others, as this page knows it. */

const NOTHING = { state: "auto", emoji: "", text: "", until: null };

class Mine {
  constructor(id) {
    this.id = id;
    /** What the server said last; null until it has. */
    this.said = null;
  }

  take(said) {
    this.said = said;
  }

  get chosen() {
    return this.said?.chosen ?? NOTHING;
  }

  /** Whether others are meant to see me as offline. */
  get isHidden() {
    return this.chosen.state === "invisible" || (this.said?.audience ?? "everyone") !== "everyone";
  }

  /** My own page is open, so that I am not offline: at most on the way. */
  stateOf({ id, state }) {
    return id === this.id && state === "offline" && !this.isHidden ? "connecting" : state;
  }
}

export const mine = new Mine(Number(globalThis.document?.body.dataset.user ?? 0));
