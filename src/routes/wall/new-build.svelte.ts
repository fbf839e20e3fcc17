const RELOAD_MS = 10_000;
/** While processes of two builds answer side by side, a page that was loaded anew may meet the other one once more: so old it gets first. */
const AGE_MS = 5 * 60_000;
const KEPT = 'faling loaded anew';

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
    const restMs = wasLoadedAnew() ? Math.max(0, AGE_MS - performance.now()) : 0;
    this.#timer ??= setTimeout(() => this.#announce(), restMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #announce(): void {
    this.#waits = true;
    this.#timer = setTimeout(() => {
      keepThat();
      location.reload();
    }, RELOAD_MS);
  }
}

/** A browser that keeps nothing, or may not, reloads as often as it meets another build. */
function wasLoadedAnew(): boolean {
  try {
    return sessionStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}

function keepThat(): void {
  try {
    sessionStorage.setItem(KEPT, 'yes');
  } catch {
    // The next one comes sooner.
  }
}
