/** Incidents and areas as last told, by id. No page. */

/** Keep a feature, unless a later state of it is held. @returns {boolean} whether it was kept */
export function keep(features, feature) {
  const held = features.get(feature.id);
  if (held && Date.parse(held.properties.changed_at) > Date.parse(feature.properties.changed_at)) return false;
  features.set(feature.id, feature);
  return true;
}

const newestFirst = (one, other) =>
  Date.parse(other.properties.opened_at) - Date.parse(one.properties.opened_at) || other.id - one.id;

export class Features {
  constructor() {
    /** @type {Map<number, object>} */
    this.incidents = new Map();
    this.areas = new Map();
    this.complete = true;
  }

  /** Everything anew, as `incidents` tells it. */
  replace({ incidents, areas, complete }) {
    this.incidents = new Map(incidents.map((feature) => [feature.id, feature]));
    this.areas = new Map(areas.map((feature) => [feature.id, feature]));
    this.complete = complete;
  }

  /** Those of a state and of some severities (none: of all), newest first. */
  listed({ state, severities }) {
    const isWanted = ({ properties }) =>
      (state === "all" || properties.open === (state === "open")) &&
      (!severities.length || severities.includes(properties.severity));
    return [...this.incidents.values()].filter(isWanted).sort(newestFirst);
  }
}
