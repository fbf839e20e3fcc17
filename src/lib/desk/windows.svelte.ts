import * as v from 'valibot';

export const PANES = ['queue', 'case', 'map'] as const;
export type Pane = (typeof PANES)[number];

/** What one window of a desk tells the others of the same person. */
const WORD = v.variant('say', [
  v.object({ say: v.literal('who') }),
  v.object({ say: v.literal('here'), pane: v.picklist(PANES) }),
  v.object({ say: v.literal('gone'), pane: v.picklist(PANES) }),
  v.object({ say: v.literal('selected'), caseId: v.nullable(v.string()) }),
  v.object({ say: v.literal('pointed'), caseId: v.nullable(v.string()) }),
  /** The filter as it stands in the address. */
  v.object({ say: v.literal('narrowed'), query: v.string() }),
]);
type Word = v.InferOutput<typeof WORD>;

const SPOT = v.object({ left: v.number(), top: v.number(), width: v.number(), height: v.number() });
const LAYOUT = v.record(v.string(), SPOT);
type Layout = Partial<Record<Pane, v.InferOutput<typeof SPOT>>>;

/** What a window does when another has said something. */
interface Followed {
  onselect: (caseId: string | undefined) => void;
  onpoint: (caseId: string | undefined) => void;
  onnarrow: (query: string) => void;
}

/** Larger than any pane needs at least, smaller than most monitors. */
const USUAL = { width: 900, height: 900 };

/**
 * The windows of one desk: queue, case and map may each stand in a window of its own, on another monitor, and follow one
 * another. They speak over a channel that bears the person's id, so two accounts in one browser do not hear each other;
 * what they tell is ids, and each window has its own line to the server.
 */
export class Windows {
  /** The pane of this window alone; undefined for the one with all of them. */
  readonly own: Pane | undefined;
  #out = $state.raw<ReadonlySet<Pane>>(new Set());
  #layout = $state.raw<Layout>({});
  readonly #key: string;
  readonly #channelName: string;
  #channel: BroadcastChannel | undefined;
  #release: () => void = () => undefined;
  #told: Partial<Record<Word['say'], string>> = {};

  constructor(personId: string, own: Pane | undefined) {
    this.own = own;
    this.#key = `faling.desk.windows.${personId}`;
    this.#channelName = `faling.desk.${personId}`;
    this.#layout = readLayout(localStorage.getItem(this.#key));
  }

  /** Panes that stand in windows of their own now. */
  get out(): ReadonlySet<Pane> {
    return this.#out;
  }

  /** Panes that stood in windows of their own the last time, and do not yet. */
  get remembered(): Pane[] {
    return PANES.filter((pane) => this.#layout[pane] && !this.#out.has(pane));
  }

  /** @returns the function that ends it, as `$effect` wants it */
  start(followed: Followed): () => void {
    const channel = new BroadcastChannel(this.#channelName);
    this.#channel = channel;
    channel.onmessage = ({ data }) => {
      const word = v.safeParse(WORD, data);
      if (word.success) this.#hear(word.output, followed);
    };
    const leave = (): void => this.#leave();
    addEventListener('pagehide', leave);
    if (this.own) this.#stand(this.own);
    else this.#tell({ say: 'who' });
    return () => {
      removeEventListener('pagehide', leave);
      leave();
      channel.close();
      this.#channel = undefined;
    };
  }

  #hear(word: Word, followed: Followed): void {
    switch (word.say) {
      case 'who':
        if (this.own) this.#tell({ say: 'here', pane: this.own });
        return;
      case 'here':
        this.#out = new Set([...this.#out, word.pane]);
        if (!this.own) void locks()?.request(this.#lockOf(word.pane), () => this.#isGone(word.pane));
        return;
      case 'gone':
        return this.#isGone(word.pane);
      // What was heard is not told again, or two windows would go on for ever.
      case 'selected':
        this.#told.selected = JSON.stringify(word);
        return followed.onselect(word.caseId ?? undefined);
      case 'pointed':
        this.#told.pointed = JSON.stringify(word);
        return followed.onpoint(word.caseId ?? undefined);
      case 'narrowed':
        this.#told.narrowed = JSON.stringify(word);
        return followed.onnarrow(word.query);
    }
  }

  readonly #lockOf = (pane: Pane): string => `${this.#channelName}.${pane}`;

  /**
   * A window that stands holds a lock for as long as it lives; whoever waits for it learns of its end, also where the
   * browser ended it without a word. Without locks (a page over plain http) it has to say that it goes.
   */
  #stand(pane: Pane): void {
    this.#remember(pane);
    const here = (): void => this.#tell({ say: 'here', pane });
    const manager = locks();
    if (!manager) return here();
    void manager.request(this.#lockOf(pane), () => {
      here();
      return new Promise<void>((resolve) => (this.#release = resolve));
    });
  }

  #isGone(pane: Pane): void {
    this.#out = new Set([...this.#out].filter((one) => one !== pane));
    this.#layout = readLayout(localStorage.getItem(this.#key));
  }

  selected(caseId: string | undefined): void {
    this.#tellOnce({ say: 'selected', caseId: caseId ?? null });
  }
  pointed(caseId: string | undefined): void {
    this.#tellOnce({ say: 'pointed', caseId: caseId ?? null });
  }
  narrowed(query: string): void {
    this.#tellOnce({ say: 'narrowed', query });
  }

  #tellOnce(word: Word): void {
    const text = JSON.stringify(word);
    if (this.#told[word.say] === text) return;
    this.#told[word.say] = text;
    this.#tell(word);
  }

  #tell(word: Word): void {
    this.#channel?.postMessage(word);
  }

  /** Opens a pane in a window of its own, where it stood the last time; the address says what it shows. */
  open(pane: Pane): void {
    const { left, top, width, height } = { left: undefined, top: undefined, ...USUAL, ...this.#layout[pane] };
    const place = left === undefined ? '' : `,left=${left},top=${top}`;
    const url = new URL(location.href);
    url.searchParams.set('pane', pane);
    window.open(url, `${this.#channelName}.${pane}`, `popup,width=${width},height=${height}${place}`);
  }

  /** All that stood out the last time; a browser lets this happen at a press of a button only. */
  restore(): void {
    for (const pane of this.remembered) this.open(pane);
  }

  /** The window is closed for good: the next desk does not ask for it. */
  forget(pane: Pane): void {
    const { [pane]: _, ...rest } = this.#layout;
    this.#keep(rest);
  }

  #leave(): void {
    if (!this.own) return;
    this.#remember(this.own);
    this.#tell({ say: 'gone', pane: this.own });
    this.#release();
  }

  #remember(pane: Pane): void {
    const { screenX: left, screenY: top, outerWidth: width, outerHeight: height } = window;
    this.#keep({ ...readLayout(localStorage.getItem(this.#key)), [pane]: { left, top, width, height } });
  }

  #keep(layout: Layout): void {
    this.#layout = layout;
    localStorage.setItem(this.#key, JSON.stringify(layout));
  }
}

/** Browsers have locks only where a page came over https or from this machine. */
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined;

/** What another build has left here is not worth a word. */
function readLayout(text: string | null): Layout {
  try {
    const kept = v.safeParse(LAYOUT, JSON.parse(text ?? '{}'));
    return kept.success ? kept.output : {};
  } catch {
    return {};
  }
}
