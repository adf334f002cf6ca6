/** A finger that stays where it touched: what a pointer over something is elsewhere. */

export const LONG = 500; // milliseconds
const STILL = 10; // pixels a resting finger may stray

/** Whether one finger rests, told by what it does. Pure but for its clock. */
export class LongPress {
  /** @param {{act: (target: Element) => void, after: (ms: number, act: () => void) => unknown, cancel: (timer: unknown) => void}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.start = null;
    /** Whether the finger that is down, or was the last, has done its work. */
    this.isDone = false;
  }

  down({ clientX, clientY }, target) {
    this.end();
    this.isDone = false;
    this.start = { clientX, clientY };
    this.timer = this.after(LONG, () => this.#rested(target));
  }

  moved({ clientX, clientY }) {
    if (this.start && Math.hypot(clientX - this.start.clientX, clientY - this.start.clientY) > STILL) this.end();
  }

  end() {
    this.cancel(this.timer);
    this.start = null;
  }

  #rested(target) {
    this.end();
    this.isDone = true;
    this.act(target);
  }
}

/** Let a long press on what ``selector`` names inside a place do something else than a short one. */
export function tendLongPresses(place, selector, act) {
  const press = new LongPress({ act, after: (ms, done) => setTimeout(done, ms), cancel: (timer) => clearTimeout(timer) });
  const pressed = ({ target }) => target.closest(selector);
  place.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" && event.isPrimary && pressed(event)) press.down(event, pressed(event));
    else press.isDone = false;
  });
  place.addEventListener("pointermove", (event) => press.moved(event), { passive: true });
  for (const type of ["pointerup", "pointercancel", "pointerleave"]) place.addEventListener(type, () => press.end());
  // What the browser makes of it besides: a menu of its own, and a click as the finger goes.
  place.addEventListener("contextmenu", (event) => (press.start || press.isDone) && pressed(event) && event.preventDefault());
  place.addEventListener("click", (event) => press.isDone && keepBack(event, press), { capture: true });
}

function keepBack(event, press) {
  press.isDone = false;
  event.preventDefault();
  event.stopImmediatePropagation();
}
