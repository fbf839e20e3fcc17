const RELOAD_MS = 10_000;

/**
 * A wall runs for weeks: when the server has a newer build it says so for ten seconds and then loads it. The
 * device's cookie stays, so nobody has to come with a link.
 */
export class NewBuild {
  #waits = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get waits(): boolean {
    return this.#waits;
  }

  reload(): void {
    this.#waits = true;
    this.#timer ??= setTimeout(() => location.reload(), RELOAD_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
