/** Keys and how to switch them off. */

import { useEffect, useRef } from "../hooks";
import { helpShown, KEYS, keysOn } from "../keys";
import { Button } from "../parts/button";

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = helpShown.value;
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} onClose={() => (helpShown.value = false)} aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              {key.split("  ").map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={(event) => (keysOn.value = event.currentTarget.checked)}
        />{" "}
        single keys act (never in a field)
      </label>
      <p>
        <Button onClick={() => (helpShown.value = false)}>
          Close
        </Button>
      </p>
    </dialog>
  );
}
