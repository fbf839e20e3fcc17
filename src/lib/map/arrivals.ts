/** Which of the things that are there have come since the last look; what was there at the first look has not just come. */
export class Arrivals {
  /** Everything that is there, with the number of the look at which it was last seen. */
  readonly #seen = new Map<string, number>();
  #look = 0;

  note(ids: Iterable<string>): string[] {
    const first = this.#look === 0;
    this.#look += 1;
    const come: string[] = [];
    let there = 0;
    for (const id of ids) {
      there += 1;
      if (!first && !this.#seen.has(id)) come.push(id);
      this.#seen.set(id, this.#look);
    }
    // Where nothing has gone, nothing is looked for.
    if (this.#seen.size > there) {
      for (const [id, look] of this.#seen) if (look !== this.#look) this.#seen.delete(id);
    }
    return come;
  }

  has(id: string): boolean {
    return this.#seen.has(id);
  }
}
