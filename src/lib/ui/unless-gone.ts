/**
 * A listener of a dialog's `close` for dialogs that are taken away by whoever opened them. The browser tells of a closing
 * in a task of its own: of a dialog that is gone by then nobody hears, or it would take the next one away.
 */
export const unlessGone =
  (onclose: () => void) =>
  ({ currentTarget }: Event & { currentTarget: HTMLDialogElement }): void => {
    if (currentTarget.isConnected) onclose();
  };
