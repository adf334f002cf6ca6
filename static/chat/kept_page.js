/** The pages of what was kept: times by the reader's clock, which the server does not know; long messages folded. */

import { fillKeptTime } from "./kept_times.js";
import { adoptBody } from "./message_body.js";

for (const place of document.querySelectorAll(".kept-page [data-time]")) fillKeptTime(place, place.dateTime);
for (const body of document.querySelectorAll(".kept [data-body]")) adoptBody(body);
