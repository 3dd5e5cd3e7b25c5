/** All that `/help/` runs beside Python, in one file: while Python starts, each request more takes time. */
import "./shell.js";
import "./offline.js";
import "./site_search.js";
import "./after_start.js";
