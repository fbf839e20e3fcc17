import { tick } from 'svelte';
import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import type { Language } from '#domain/language.ts';
import { timerKey } from '../case/clocks.svelte.ts';
import { OpenFile } from '../case/file.svelte.ts';
import { isPossible, type Doing } from '../case/possible.ts';
import { LiveBoard } from '../live/board.svelte.ts';
import type { ScreenWorld } from '../live/world.ts';
import { language } from '../ui/words.ts';
import { Around } from './around.svelte.ts';
import { Drafts, type Draft } from './draft.svelte.ts';
import { Earlier } from './earlier.svelte.ts';
import { holdersOf } from './filter.ts';
import { Folds } from './folds.svelte.ts';
import { ruling } from './queue.ts';
import { Paced } from './paced.ts';
import { DeskSetting, type KeptDesk } from './setting.svelte.ts';
import { Windows, type Pane } from './windows.svelte.ts';

/** Who sits at this desk. */
export interface Seat extends Doing {
  id: string;
  name: string;
  areas: string[];
}

/** All cases at one moment, for what looks at all of them: the list, the counts and the map. */
interface Picture {
  cases: ReadonlyMap<string, Case>;
  second: number;
}

/** How long what was just done is said in the key line. */
const SAID_MS = 8_000;

/** What the panes of one desk share: the board, the world, the seat, the open case and the acts in the making. */
export class Desk {
  readonly seat: Seat;
  readonly world: ScreenWorld;
  readonly live: LiveBoard;
  readonly file = new OpenFile();
  readonly drafts: Drafts;
  readonly earlier = new Earlier();
  readonly around = new Around();
  readonly folds = new Folds();
  readonly setting: DeskSetting;
  readonly windows: Windows;
  #picture = $state.raw<Picture>({ cases: new Map(), second: 0 });
  readonly #paced = new Paced<Picture>((picture) => {
    this.#picture = picture;
    return tick();
  });
  readonly language: Language = language();
  /** Id of the case in the case pane. */
  selected = $state<string>();
  /** Id of the case under the pointer, in the list or on the map. */
  pointed = $state<string>();
  /** The clock of the open case whose arithmetic is open. */
  explained = $state<string>();
  /** The act whose dialog is open. */
  draft = $state.raw<Draft>();
  /** The server runs a newer build than this page. */
  outdated = $state(false);
  #said = $state('');
  #saidTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param pane the one pane of this window, where it does not hold them all */
  constructor(seat: Seat, world: ScreenWorld, kept: KeptDesk, pane?: Pane) {
    this.seat = seat;
    this.setting = new DeskSetting(kept);
    this.windows = new Windows(seat.id, pane);
    this.drafts = new Drafts(seat.id);
    this.world = world;
    this.live = new LiveBoard({ areas: seat.areas, departments: [] }, 'desk', () => (this.outdated = true));
  }

  readonly stale = $derived.by(() => this.live.liveness === 'stale');
  /** Server time; a stale desk stands still at the last moment that it knows. */
  readonly now = $derived.by(() => (this.stale ? this.live.heardAt : this.live.clock.now));
  readonly second = $derived(Math.floor(this.now / 1000) * 1000);
  /** What the board holds, and the earlier cases that a link named. */
  readonly cases = $derived.by((): ReadonlyMap<string, Case> => {
    const { cases } = this.live.board;
    return this.earlier.cases.size === 0 ? cases : new Map([...this.earlier.cases, ...cases]);
  });
  /** The open case, as the board has it; one that is not on the board as its file has it. */
  readonly subject = $derived.by((): Case | undefined => {
    if (this.selected === undefined) return undefined;
    return this.live.board.cases.get(this.selected) ?? this.file.file?.case;
  });

  /** All cases as they were a moment ago: as recent as drawing all of them allows. */
  get picture(): Picture {
    return this.#picture;
  }

  /** Keeps the picture up; answers with the function that ends it, as `$effect` wants it. */
  keepPicture(): () => void {
    $effect(() => this.#paced.offer({ cases: this.cases, second: this.second }));
    return () => this.#paced.stop();
  }

  /** What was just done, said once and politely. */
  get said(): string {
    return this.#said;
  }

  say(sentence: string): void {
    this.#said = sentence;
    clearTimeout(this.#saidTimer);
    this.#saidTimer = setTimeout(() => (this.#said = ''), SAID_MS);
  }

  may(act: ActName): boolean {
    return this.subject !== undefined && isPossible(act, this.subject, this.seat);
  }

  /** Opens the dialog of an act on the open case, with what was typed the last time. */
  begin(act: ActName): void {
    if (!this.subject || !this.may(act)) return;
    this.draft = this.drafts.of(act, this.subject.id, this.subject.version);
  }

  /** A record that the resident reads behind the receipt code. */
  reply(): void {
    this.begin('case.record');
    if (this.draft?.type === 'case.record') this.draft.fields['kind'] = 'reply';
  }

  /** Explains the next clock of the open case, or closes what was explained. */
  explain(): void {
    const timer = this.subject && ruling(this.subject);
    const key = timer && timerKey(timer);
    this.explained = this.explained === key ? undefined : key;
  }

  /** Back to the first act that the server has not answered. */
  resume(): void {
    const draft = this.drafts.unsent[0];
    if (!draft) return;
    this.selected = draft.caseId;
    this.draft = draft;
  }

  /** Everything that a search finds in a case. */
  readonly textOf = (subject: Case): string => {
    const { names } = this.world;
    const { number, place, matterCode } = subject;
    const departments = holdersOf(subject).map((id) => names.department(id, this.language));
    const matter = matterCode === null ? '' : names.matter(matterCode, this.language);
    const community = names.area(place.areaCode, this.language);
    return [number, place.label, community, matter, ...departments].join(' ').toLowerCase();
  };
}
