const KEY = 'faling.desk.folds';
/** In the list 已转督办 is folded until somebody unfolds it. */
export const SUPERVISED_SHOWN = 'supervised-shown';

/** Which sections of the case this person has folded, on this device. */
export class Folds {
  #folded = $state.raw<ReadonlySet<string>>(new Set());

  constructor() {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      if (Array.isArray(kept)) this.#folded = new Set(kept.filter((one) => typeof one === 'string'));
    } catch {
      // What another build has left here is not worth a word.
    }
  }

  has(name: string): boolean {
    return this.#folded.has(name);
  }

  toggle(name: string): void {
    const next = new Set(this.#folded);
    if (!next.delete(name)) next.add(name);
    this.#folded = next;
    localStorage.setItem(KEY, JSON.stringify([...next]));
  }
}
