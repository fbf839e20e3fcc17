import { tick } from 'svelte';
import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import type { Claim } from '#domain/presence.ts';
import type { Language } from '#domain/language.ts';
import { timerKey } from '../case/clocks.svelte.ts';
import { OpenFile } from '../case/file.svelte.ts';
import { isPossible, type Doing } from '../case/possible.ts';
import { LiveBoard } from '../live/board.svelte.ts';
import { BUILD } from '../live/build.ts';
import { wasRefused, type ShownRefusal } from '../live/command.ts';
import { fateOf, type Refused } from '../live/outbox.ts';
import { Outbox } from '../live/outbox.svelte.ts';
import type { ScreenWorld } from '../live/world.ts';
import { timeOfDay } from '../ui/moment.ts';
import { language } from '../ui/words.ts';
import { m } from '$lib/paraglide/messages.js';
import { Marked } from './act/marked.svelte.ts';
import { Undos, type Undo } from './act/undo.svelte.ts';
import { Batch } from './act/batch.svelte.ts';
import { keepBatch, takeBatch } from './act/kept-batch.ts';
import { ALWAYS_BATCH, MANY } from './act/key.ts';
import { sendClaim } from './act/claim.ts';
import { Around } from './around.svelte.ts';
import { Drafts, type Draft } from './draft.svelte.ts';
import { Earlier } from './earlier.svelte.ts';
import { holdersOf } from './filter.ts';
import { Folds } from './folds.svelte.ts';
import { ruling } from './queue.ts';
import { Paced } from './paced.ts';
import { Resting } from './resting.ts';
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
/** A board that is later than this with what the server has accepted is about to be called stale. */
const SHOWN_MS = 10_000;
/** Rows that are scrolled away under the pointer are not pointed at. */
const PASS_MS = 80;
/** While its person is at work a claim is put off once in so long. */
const RENEW_MS = 60_000;

/** What the panes of one desk share: the board, the world, the seat, the open case and the acts in the making. */
export class Desk {
  readonly seat: Seat;
  readonly world: ScreenWorld;
  readonly live: LiveBoard;
  readonly file = new OpenFile();
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly earlier = new Earlier();
  readonly marked = new Marked();
  readonly undos = new Undos();
  readonly around = new Around();
  readonly folds = new Folds();
  readonly setting: DeskSetting;
  readonly windows: Windows;
  #picture = $state.raw<Picture>({ cases: new Map(), second: 0 });
  readonly #paced = new Paced<Picture>(async (picture) => {
    this.#picture = picture;
    await tick();
    // The map has a task of its own after it, so that a key comes in between.
    setTimeout(() => this.#pacedChart.offer(picture));
  });
  #chart = $state.raw<Picture>({ cases: new Map(), second: 0 });
  readonly #pacedChart = new Paced<Picture>(async (picture) => {
    this.#chart = picture;
    await tick();
    // What it draws, it draws in the frames that follow: they count too.
    await nextFrame();
    await nextFrame();
  });
  #rested = $state<string>();
  readonly #resting = new Resting<string | undefined>(undefined, (caseId) => (this.#rested = caseId));
  readonly language: Language = language();
  /** Id of the case in the case pane. */
  selected = $state<string>();
  /** Id of the case under the pointer, in the list or on the map. */
  pointed = $state<string>();
  /** The clock of the open case whose arithmetic is open. */
  explained = $state<string>();
  /** The act whose dialog is open. */
  draft = $state.raw<Draft>();
  /** The act on many cases whose dialog is open. */
  batch = $state.raw<Batch>();
  /** Where the menu of a row stands open. */
  menu = $state.raw<{ x: number; y: number }>();
  /** A row is being dragged. */
  dragging = $state(false);
  /** The server runs a newer build than this page. */
  outdated = $state(false);
  #said = $state('');
  #saidTimer: ReturnType<typeof setTimeout> | undefined;
  #pointing: ReturnType<typeof setTimeout> | undefined;
  #renewedAt = 0;
  #reopening: Draft | undefined;

  /** @param pane the one pane of this window, where it does not hold them all */
  constructor(seat: Seat, world: ScreenWorld, kept: KeptDesk, pane?: Pane) {
    this.seat = seat;
    this.setting = new DeskSetting(kept);
    this.windows = new Windows(seat.id, pane);
    this.drafts = new Drafts(seat.id);
    this.world = world;
    const page = { build: BUILD, onNewBuild: () => (this.outdated = true) };
    this.live = new LiveBoard({ areas: seat.areas, departments: [] }, 'desk', page);
    this.outbox = new Outbox(seat.id, () => this.live.clock.read());
    this.#reopening = this.drafts.reopened;
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
  /** The open case once the hand rests on it. */
  readonly rested = $derived.by((): Case | undefined => {
    if (this.#rested === this.selected) return this.subject;
    return this.#rested === undefined ? undefined : this.cases.get(this.#rested);
  });
  /** The chosen rows that are still on the board; without any, the open case. */
  readonly subjects = $derived.by((): Case[] => {
    const chosen = [...this.marked.ids].flatMap((id) => this.cases.get(id) ?? []);
    return chosen.length > 0 ? chosen : this.subject ? [this.subject] : [];
  });
  /** What Z takes back. */
  readonly undo = $derived.by((): Undo[] => this.undos.of((id) => this.cases.get(id), this.second));

  /** Connects and sends what waits; answers with the function that ends it, as `$effect` wants it. */
  start(): () => void {
    const ends = [this.live.start(), this.outbox.start()];
    return () => ends.forEach((end) => end());
  }

  /** All cases as they were a moment ago: as recent as drawing all of them allows. */
  get picture(): Picture {
    return this.#picture;
  }

  /** The same for the map, a moment later. */
  get chart(): Picture {
    return this.#chart;
  }

  /** Keeps the picture up; answers with the function that ends it, as `$effect` wants it. */
  keepPicture(): () => void {
    $effect(() => {
      // Before the board is there, there is nothing to draw, and drawing it would only use up the time of what comes.
      if (this.live.liveness !== 'connecting') this.#paced.offer({ cases: this.cases, second: this.second });
    });
    return () => [this.#paced, this.#pacedChart].forEach((one) => one.stop());
  }

  /** Follows the hand to where it rests; a `$effect` of its own. */
  rest(): () => void {
    this.#resting.come(this.selected);
    return () => this.#resting.stop();
  }

  /** The hand is at work on the wheel: what follows it waits. */
  stir(): void {
    this.#resting.stir();
  }

  /** The pointer has come to a case in a list, or left it; what it only passes is told to nobody. */
  point(caseId: string | undefined): void {
    clearTimeout(this.#pointing);
    this.#pointing = setTimeout(() => (this.pointed = caseId), PASS_MS);
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
    return this.able(act).length > 0;
  }

  /** The cases on which the act is possible: of the chosen rows where it can be given to many, else the open one. */
  able(act: ActName): Case[] {
    const meant = MANY.has(act) ? this.subjects : this.subject ? [this.subject] : [];
    return meant.filter((subject) => isPossible(act, subject, this.seat));
  }

  /** Once the board is there: the dialog that stood open when the page was left, with what was typed and refused. */
  reopen(): void {
    const [draft, many] = [this.#reopening, takeBatch(this.seat.id)];
    this.#reopening = undefined;
    if (draft && this.cases.has(draft.caseId)) {
      this.selected = draft.caseId;
      this.draft = draft;
    }
    const subjects = many?.caseIds.flatMap((id) => this.cases.get(id) ?? []) ?? [];
    if (!many || subjects.length === 0) return;
    if (subjects.length > 1) this.marked.group(subjects.map(({ id }) => id));
    this.batch = new Batch(many.type, subjects, many.fields);
  }

  /** Before the page is left: what was typed waits in this window. */
  keep(): void {
    this.drafts.keep(this.draft);
    keepBatch(this.seat.id, this.batch);
  }

  /** Waits until the board shows what was just accepted, so that the next key finds the case as it is; not for ever. */
  async shows(caseId: string, version: number): Promise<void> {
    const until = performance.now() + SHOWN_MS;
    while (performance.now() < until && (this.cases.get(caseId)?.version ?? version) < version)
      await nextFrame();
  }

  /** Opens the dialog of an act on the open case, with what was typed the last time. */
  begin(act: ActName, fields: Record<string, unknown> = {}): void {
    const able = this.able(act);
    const [subject] = able;
    if (!subject) return;
    if (ALWAYS_BATCH.has(act) || (MANY.has(act) && this.marked.size > 1)) {
      this.batch = new Batch(act, this.subjects, fields);
      return;
    }
    this.selected = subject.id;
    const draft = this.drafts.of(act, subject.id, subject.version);
    Object.assign(draft.fields, fields);
    this.draft = draft;
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

  /** Back to an act that was refused while nobody looked: what was typed stands in it again. */
  resume({ act, refusal }: Refused): void {
    const { caseId } = act;
    if (caseId === undefined) return;
    const draft = this.drafts.of(act.type, caseId, act.expectedVersion ?? 0);
    draft.fields = act.typed ?? {};
    draft.refused(refusal, act.expectedVersion ?? 0);
    this.outbox.dismiss(act.id);
    this.selected = caseId;
    this.draft = draft;
  }

  /** Z: takes back what was done last, while the domain allows; the server decides. */
  async takeBack(undo: readonly Undo[] = this.undo): Promise<ShownRefusal[]> {
    const answers = await Promise.all(
      undo.map(({ type, body, caseId }) => this.outbox.send(type, body, caseId)),
    );
    const refused = answers.filter(wasRefused);
    const done = answers.length - refused.length;
    this.undos.drop(undo.map(({ caseId }) => caseId));
    const [first] = refused;
    if (done > 0) this.say(m.act_undone({ n: done, at: timeOfDay(this.live.clock.read()) }));
    else if (first) this.say(fateOf(first) === 'kept' ? m.act_kept_unsent() : first[this.language]);
    return refused;
  }

  /** V: says "I have it" of the open case, or gives it up. */
  async claim(): Promise<void> {
    const { subject, seat } = this;
    if (!subject) return;
    const held = this.live.colleagues.claimOf(subject.id);
    const mine = held?.personId === seat.id;
    this.#tell(await sendClaim(subject.id, !mine));
    if (!held || mine) this.#renewedAt = performance.now();
  }

  /** Somebody is at work here: a claim of one's own on the open case goes on. */
  atWork(): void {
    const { selected, seat } = this;
    if (selected === undefined || performance.now() - this.#renewedAt < RENEW_MS) return;
    if (this.live.colleagues.claimOf(selected)?.personId !== seat.id) return;
    this.#renewedAt = performance.now();
    void sendClaim(selected, true).then((answer) => {
      if (!wasRefusal(answer)) this.live.colleagues.take(answer);
    });
  }

  #tell(answer: Claim | ShownRefusal): void {
    if (wasRefusal(answer)) return this.say(answer[this.language]);
    this.live.colleagues.take(answer);
    this.say(answer.remainingMs > 0 ? m.act_claimed() : m.act_claim_released());
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

const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);

const wasRefusal = (answer: Claim | ShownRefusal): answer is ShownRefusal => 'refused' in answer;
