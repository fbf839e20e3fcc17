import { inArray } from 'drizzle-orm';
import type { Person } from '#domain/person/person.ts';
import { isRefusal, type RefusalCode } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { commandIdOf } from '#server/audit/command-id.ts';
import { commandTable } from '#server/audit/table.ts';
import { findCase } from '#server/case/file.ts';
import { execute, type Accepted, type Desk } from '#server/command.ts';
import { bodyOf, needsCase, type Act } from './act.ts';

/**
 * What became of an intended act. A visitor may have been first: that is no fault, the act is refused or left out.
 * Busy: the database could not be reached; nothing happened, and the act may be tried again.
 */
export type Played = 'done' | 'refused' | 'left out' | 'busy';

/** The people of the city, ready to act: every act goes through the one write path, as one of them. */
export class Cast {
  readonly desk: Desk;
  /** Refusals by their code, for whoever wants to know why an act did not take place. */
  readonly refusals = new Map<RefusalCode, number>();
  readonly #seed: string;
  readonly #viewers: Map<string, Viewer>;
  readonly #cases = new Map<string, string>();

  constructor(desk: Desk, seed: string, people: readonly Person[]) {
    this.desk = desk;
    this.#seed = seed;
    this.#viewers = new Map(
      people.map((person) => [person.id, { kind: 'person', person, sessionId: 'day simulator' }]),
    );
  }

  /** The same acts by the same people on another desk: what was caught up with goes on live. */
  at(desk: Desk): Cast {
    const cast = new Cast(desk, this.#seed, []);
    for (const [id, viewer] of this.#viewers) cast.#viewers.set(id, viewer);
    for (const [life, caseId] of this.#cases) cast.#cases.set(life, caseId);
    return cast;
  }

  /** The act's command has the same id at every start, so that it takes place at most once. */
  commandId({ life, step }: Act): string {
    return commandIdOf(`${this.#seed} ${life} ${step}`);
  }

  async play(act: Act): Promise<Played> {
    const caseId = this.#cases.get(act.life);
    if (act.step > 0 && caseId === undefined) return 'left out';
    const subject = caseId !== undefined && needsCase(act.intent) ? await this.#case(caseId) : undefined;
    const body = bodyOf(act.intent, subject);
    if (!body) return 'left out';
    const envelope = { id: this.commandId(act), type: act.intent.type, body };
    const outcome = await execute(this.desk, this.#viewer(act, caseId), {
      ...envelope,
      // The first act makes the case: sent again after a stop, it must be the same command.
      ...(caseId === undefined || act.step === 0 ? {} : { caseId }),
    });
    if (isRefusal(outcome)) {
      if (outcome.refused === 'busy') return 'busy';
      this.refusals.set(outcome.refused, (this.refusals.get(outcome.refused) ?? 0) + 1);
      return 'refused';
    }
    this.#cases.set(act.life, outcome.caseId);
    return 'done';
  }

  /** Forgets a case that has no further act. */
  leave(life: string): void {
    this.#cases.delete(life);
  }

  /** Which of these acts have taken place already, at an earlier start; their cases are found again. */
  async recall(acts: readonly Act[]): Promise<Set<Act>> {
    const byId = new Map(acts.map((act) => [this.commandId(act), act]));
    const done = new Set<Act>();
    const ids = [...byId.keys()];
    for (let from = 0; from < ids.length; from += 1_000) {
      const rows = await this.desk.db
        .select({ id: commandTable.id, result: commandTable.result })
        .from(commandTable)
        .where(inArray(commandTable.id, ids.slice(from, from + 1_000)));
      for (const { id, result } of rows) {
        const act = byId.get(id);
        if (!act) continue;
        done.add(act);
        this.#cases.set(act.life, (result as Accepted).caseId);
      }
    }
    return done;
  }

  #case(caseId: string): ReturnType<typeof findCase> {
    return findCase(this.desk.db, caseId);
  }

  #viewer({ personId }: Act, caseId: string | undefined): Viewer {
    if (personId === null) return { kind: 'resident', caseId: caseId ?? null };
    const viewer = this.#viewers.get(personId);
    if (!viewer) throw new Error(`${personId} is not of this city`);
    return viewer;
  }
}
