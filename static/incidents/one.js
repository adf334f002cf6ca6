/** The page of one incident: its place on a map, and word of its changes. */

import { socket } from "../site/site.js";
import { incidentIcon } from "./map_view.js";
import { L, makeMap } from "./world.js";

const CLOSE = 5;
const byId = (id) => document.getElementById(id);

function showPlace(place) {
  const at = [Number(place.dataset.latitude), Number(place.dataset.longitude)];
  const { severity } = document.querySelector(".incident-state .severity").dataset;
  const map = makeMap(byId("map"));
  map.setView(at, CLOSE, { animate: false });
  L.marker(at, { icon: incidentIcon(severity), keyboard: false, interactive: false }).addTo(map);
}

function hear(article) {
  const isThis = ({ feature }) => String(feature.id) === article.dataset.id;
  const tell = () => (byId("incident-news").hidden = false);
  const isNewer = ({ properties }) => Date.parse(properties.changed_at) > Date.parse(article.dataset.changed);
  const compare = (features) => features.filter(({ id }) => String(id) === article.dataset.id).some(isNewer) && tell();
  socket.on("incident.changed", (event) => isThis(event) && compare([event.feature]));
  socket.on("incident.deleted", (event) => isThis(event) && tell());
  socket.on("hello", () => socket.request("incidents.watch").then(({ incidents }) => compare(incidents), () => {}));
}

if (byId("incident-place")) showPlace(byId("incident-place"));
hear(byId("incident"));
