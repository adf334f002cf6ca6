/** My alerts that wait to be acknowledged. No page. */

export class AlertBook {
  constructor() {
    /** @type {Map<number, {alert: object, incident: object, area: object}>} */
    this.held = new Map();
    /** How many wait that were not told, for there are so many. */
    this.untold = 0;
  }

  get count() {
    return this.held.size + this.untold;
  }

  /** Newest first. */
  get waiting() {
    return [...this.held.values()].sort((one, other) => other.alert.id - one.alert.id);
  }

  /** Everything anew, as `alerts` tells it. */
  replace({ alerts, count }) {
    this.held = new Map(alerts.map((item) => [item.alert.id, item]));
    this.untold = count - alerts.length;
  }

  /** @returns {boolean} whether it is one to be told of: raised just now, and heard of for the first time */
  take(item) {
    const { id, acknowledged_at: done } = item.alert;
    if (done) return this.drop(id);
    const isNews = item.new && !this.held.has(id);
    if (isNews || this.held.has(id)) this.held.set(id, item);
    return isNews;
  }

  drop(id) {
    // One that is not held was among those that were not told.
    if (!this.held.delete(id) && this.untold) this.untold -= 1;
    return false;
  }
}
