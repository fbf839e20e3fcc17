const RELOAD_MS = 10_000;
/** While processes of two builds answer side by side, a wall that was loaded anew may meet the other one once more. */
const AGAIN_MS = 5 * 60_000;
const KEPT = 'faling reloaded at';

/**
 * A wall runs for weeks: when the server has another build it says so for ten seconds and then loads it. The
 * device's cookie stays, so nobody has to come with a link.
 */
export class NewBuild {
  #waits = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get waits(): boolean {
    return this.#waits;
  }

  reload(): void {
    this.#timer ??= setTimeout(() => this.#announce(), Math.max(0, reloadedAt() + AGAIN_MS - Date.now()));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #announce(): void {
    this.#waits = true;
    this.#timer = setTimeout(() => {
      keepReload();
      location.reload();
    }, RELOAD_MS);
  }
}

/** A browser that keeps nothing, or may not, reloads as often as it meets another build. */
function reloadedAt(): number {
  try {
    return Math.min(Number(sessionStorage.getItem(KEPT)), Date.now());
  } catch {
    return 0;
  }
}

function keepReload(): void {
  try {
    sessionStorage.setItem(KEPT, String(Date.now()));
  } catch {
    // The next one comes sooner.
  }
}
