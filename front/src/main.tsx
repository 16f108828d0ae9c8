/**
 * Starts the pages: the plain table that came with the file gives way to the report.
 *
 * A browser that can't unpack the result keeps the plain table.
 */

import { unpack } from "./carried";
import { start } from "./start";

void unpack().then(start, () => undefined);
