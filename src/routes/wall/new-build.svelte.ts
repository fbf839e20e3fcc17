const RELOAD_MS = 10_000;
/** While processes of two builds answer side by side, a wall that was loaded anew may meet the other one once more. */
const AGAIN_MS = 5 * 60_000;
const KEPT = 'faling reloaded for';

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

  /** @param build what the server runs */
  reload(build: string): void {
    if (this.#timer) return;
    const again = sessionStorage.getItem(KEPT) === build;
    this.#timer = setTimeout(() => this.#announce(build), again ? AGAIN_MS : 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #announce(build: string): void {
    this.#waits = true;
    this.#timer = setTimeout(() => {
      sessionStorage.setItem(KEPT, build);
      location.reload();
    }, RELOAD_MS);
  }
}
