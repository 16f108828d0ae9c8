/** What JSX is compiled to: children as further arguments, which is shorter than as a property. */
export { Fragment, h } from "preact";
