/** Whether the page is being printed: what is folded on the screen is then drawn and open. */

import { signal } from "@preact/signals";

export const onPaper = signal(false);
