/** What every page does, signed in or not. */

import { tendThemes } from "./appearance.js";
import { keepOnlyRoomsOf } from "./kept.js";
import { tendMenus } from "./menus.js";
import { tendSearchKey } from "./search_key.js";
import { tendShortcuts } from "./shortcuts.js";
import "./site.js";

tendMenus();
tendThemes();
keepOnlyRoomsOf(document.body.dataset.user ?? null);
const sheet = document.getElementById("shortcuts-dialog");
if (sheet) tendShortcuts(sheet);
if (document.body.dataset.user) tendSearchKey();
