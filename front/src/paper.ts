/** Whether the page is being printed: what is folded on the screen is then drawn and open. */

import { signal } from "./signal";

export const onPaper = signal(false);
