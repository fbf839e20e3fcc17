import { clustersOf, type Cluster, type ClusterQuestion } from './cluster.ts';
import type { Mark } from './mark.ts';
import { packed } from './packed-marks.ts';

/** The clusters of a list of calm marks at one zoom. */
export interface Clustered {
  calm: readonly Mark[];
  clusters: Cluster[];
}

interface Wanted {
  calm: readonly Mark[];
  zoom: number;
  radiusPx: number;
}

/** Cases that change do not make clusters move more often than this. */
const PACE_MS = 1_000;

/**
 * Asks a worker for clusters, one question at a time and always the newest one: beside the page's own thread, where tens of
 * thousands of cases would cost frames. The first clusters the page makes itself, because a map without its cases would look
 * calm until the worker has started; and all of them where no worker can start.
 */
export class Clusterer {
  readonly #tell: (clustered: Clustered) => void;
  #worker: Worker | undefined;
  #asked: Wanted | undefined;
  #next: Wanted | undefined;
  #held: Wanted | undefined;
  #askedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (clustered: Clustered) => void) {
    this.#tell = tell;
    try {
      this.#worker = new Worker(new URL('./cluster-worker.ts', import.meta.url), { type: 'module' });
      this.#worker.onmessage = ({ data }: MessageEvent<Cluster[]>) => this.#answer(data);
      this.#worker.onerror = () => this.#goWithout();
    } catch {
      this.#goWithout();
    }
  }

  /** Wants clusters of `calm`; what is known already, or under way, is not asked again. */
  want(calm: readonly Mark[], zoom: number, radiusPx: number): void {
    const wanted = { calm, zoom, radiusPx };
    if (isSame(wanted, this.#next ?? this.#asked ?? this.#held)) return;
    this.#next = wanted;
    this.#ask();
  }

  /** True while an answer comes at once, so that nothing needs to be drawn before it. */
  get isComing(): boolean {
    return this.#asked !== undefined;
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#next = this.#asked = undefined;
  }

  #ask(): void {
    const wanted = this.#next;
    if (this.#asked || !wanted) return;
    const known = this.#held;
    // A map that comes nearer does not wait; cases that came or went do.
    const early = known?.zoom === wanted.zoom ? this.#askedAt + PACE_MS - performance.now() : 0;
    clearTimeout(this.#timer);
    // The wall's own beat is a second too, give or take a frame.
    if (early > 50) {
      this.#timer = setTimeout(() => this.#ask(), early);
      return;
    }
    this.#next = undefined;
    this.#asked = wanted;
    this.#askedAt = performance.now();
    const marks = packed(wanted.calm);
    const question: ClusterQuestion = { marks, zoom: wanted.zoom, radiusPx: wanted.radiusPx };
    if (this.#worker && known) this.#worker.postMessage(question, [marks.places.buffer, marks.areas.buffer]);
    else this.#answer(clustersOf(question));
  }

  #answer(clusters: Cluster[]): void {
    const asked = this.#asked;
    if (!asked) return;
    this.#asked = undefined;
    this.#held = asked;
    this.#tell({ calm: asked.calm, clusters });
    this.#ask();
  }

  /** No worker: an older browser, or a policy in its way. What it was asked is done here. */
  #goWithout(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#next ??= this.#asked;
    this.#asked = undefined;
    this.#ask();
  }
}

const isSame = (a: Wanted, b: Wanted | undefined): boolean =>
  a.calm === b?.calm && a.zoom === b.zoom && a.radiusPx === b.radiusPx;
