/** One of a few things, in a list that opens. */

import type { ComponentChildren } from "preact";

interface ChooseProps {
  class?: string;
  label: ComponentChildren;
  value: string;
  of: readonly (readonly [string, string])[]; // what is meant, and its name
  choose: (value: string) => void;
}

export const Choose = ({ class: look, label, value, of, choose }: ChooseProps) => (
  <label class={look}>
    {label}{" "}
    <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {of.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  </label>
);
