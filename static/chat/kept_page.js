/** The pages of pins and bookmarks: the server does not know the reader's clock. */

import { fillKeptTime } from "./kept_times.js";

for (const place of document.querySelectorAll(".kept [data-time]")) fillKeptTime(place, place.dateTime);
