import type { Usual } from '#domain/figure/usual.ts';
import { dayNumber } from '#domain/timer/calendar.ts';

const AGAIN_MS = 15_000;

/** 常日 of the wall's area, read once for each day; what fails is tried again, and said by the panel that lacks it. */
export class UsualDay {
  readonly #area: string;
  #usual = $state.raw<Usual | null>(null);
  #failed = $state(false);
  #day = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(area: string) {
    this.#area = area;
  }

  get usual(): Usual | null {
    return this.#usual;
  }
  get failed(): boolean {
    return this.#failed;
  }

  /** Told of the city's time with every beat; asks when a day has begun. */
  want(now: number): void {
    const day = dayNumber(now);
    if (day === this.#day || now === 0) return;
    this.#day = day;
    void this.#read(day);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#day = Infinity;
  }

  async #read(day: number): Promise<void> {
    try {
      const response = await fetch(`/api/v1/usual?${new URLSearchParams({ area: this.#area })}`);
      if (!response.ok) throw new Error(String(response.status));
      const usual = (await response.json()) as Usual;
      if (day !== this.#day) return;
      this.#usual = usual;
      this.#failed = false;
    } catch {
      if (day !== this.#day) return;
      this.#failed = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#read(day), AGAIN_MS);
    }
  }
}
