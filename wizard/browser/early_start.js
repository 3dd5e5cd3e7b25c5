/** On the wizard's own page Python starts before the page is parsed; the shell finds it on its way. */
import { pageClient } from "./page_client.js";

pageClient(new URL(".", import.meta.url).href).start();
