import type { Anchor } from '#server/audit/anchor.ts';
import type { ChainName, Head } from '#server/audit/chain.ts';
import { cut, exchanged, rewritten, type Finding } from '#server/audit/finding.ts';
import type { Restoration } from '#server/audit/restoration.ts';

/** What is known of restores when anchors are held against a chain. */
export interface Known {
  /** The feed's epoch of now. */
  epoch: string;
  restorations: readonly Restoration[];
  /** Epochs with which a restore began that whoever verifies knows of. */
  restored: readonly string[];
}

/** One chain held against its anchors while it is recounted. */
export class Comparison {
  readonly #chain: ChainName;
  readonly #known: Known;
  readonly #at = new Map<number, Anchor[]>();
  readonly #misfits: { anchor: Anchor; finding: Finding }[] = [];
  #fits = 0;

  constructor(chain: ChainName, anchors: readonly Anchor[], known: Known) {
    this.#chain = chain;
    this.#known = known;
    for (const anchor of anchors) {
      const { position } = anchor[chain];
      if (position > 0) this.#at.set(position, [...(this.#at.get(position) ?? []), anchor]);
    }
  }

  onLink(position: number, hash: Buffer): void {
    for (const anchor of this.#at.get(position) ?? []) {
      const said = anchor[this.#chain];
      if (said.hash === hash.toString('hex')) this.#fits = position;
      else this.#misfits.push({ anchor, finding: rewritten(this.#chain, this.#fits, position, anchor.n) });
    }
  }

  /**
   * @param end where the chain ends
   * @returns the first place that does not fit, and what a restore gave up unless it is known
   */
  findings(end: number): Finding[] {
    const beyond = [...this.#at.values()].flat().filter((anchor) => anchor[this.#chain].position > end);
    for (const anchor of beyond.sort((a, b) => this.#positionOf(a) - this.#positionOf(b))) {
      this.#misfits.push({ anchor, finding: cut(this.#chain, end, this.#positionOf(anchor), anchor.n) });
    }
    const given = new Map<Restoration, number>();
    const unexplained: Finding[] = [];
    for (const { anchor, finding } of this.#misfits) {
      const restoration = this.#restorationOf(anchor);
      if (restoration) given.set(restoration, (given.get(restoration) ?? 0) + 1);
      else unexplained.push(finding);
    }
    const unknown = [...given].filter(([{ epoch }]) => !this.#known.restored.includes(epoch));
    return [
      ...unexplained.slice(0, 1),
      ...unknown.map(([{ epoch, kept }, anchors]) =>
        exchanged(this.#chain, { epoch, from: kept[this.#chain], anchors }),
      ),
    ];
  }

  #positionOf(anchor: Anchor): number {
    return anchor[this.#chain].position satisfies Head['position'];
  }

  /** The restore that gave up what this anchor says; none can explain a difference before the place that it kept. */
  #restorationOf(anchor: Anchor): Restoration | undefined {
    const { epoch, restorations } = this.#known;
    if (anchor.epoch === epoch) return undefined;
    const ended = restorations.find(({ before }) => before === anchor.epoch) ?? restorations.at(-1);
    return ended && this.#positionOf(anchor) > ended.kept[this.#chain] ? ended : undefined;
  }
}
