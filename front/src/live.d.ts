/** True under `accord serve`, whose pages ask its API; false in a report, whose pages ask nobody. */
declare const __LIVE__: boolean; // set by build.mjs, which makes a bundle of each kind
