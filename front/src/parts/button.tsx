/** A button that does something here and sends no form. */

import type { ComponentProps } from "preact";

export const Button = (props: ComponentProps<"button">) => <button type="button" {...props} />;
