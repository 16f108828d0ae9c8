/** Whether the pages run under `accord serve`, and ask its API; or stand in a file, and ask nobody. */

export const live = document.querySelector('meta[name="accord-live"]') !== null;
