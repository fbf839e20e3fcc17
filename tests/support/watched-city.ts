import { randomUUID } from 'node:crypto';
import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { WarningKind } from '#domain/warning/warning.ts';
import type { Viewer } from '#server/access/actor.ts';
import { findCase } from '#server/case/file.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import { execute } from '#server/command.ts';
import { openQuietDesk } from '#server/demo/day/desk.ts';
import { advance } from '#server/demo/day/stepping.ts';
import { Watch } from '#server/warning/watch.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { emptyCity, type EmptyCity } from './played-day.ts';

export const GARBAGE = 'municipal.garbage-overflow';
const XIUXIN = STORY_PLACES.xiuxin;

/** A city whose clock the test moves and whose watch turns when the test says so. */
export class WatchedCity {
  readonly city: EmptyCity;
  readonly watch: Watch;
  #closing: (() => Promise<void>)[] = [];

  private constructor(city: EmptyCity) {
    this.city = city;
    this.watch = new Watch(city.desk);
  }

  static async open(at = '2021-08-02T10:00:00+08:00'): Promise<WatchedCity> {
    return new WatchedCity(await emptyCity(at));
  }

  /** The watch of another process, on connections of its own. */
  async another(): Promise<Watch> {
    const { url, sealer, borders } = this.city;
    const { desk, pool } = await openQuietDesk(url, sealer, borders, () => undefined);
    this.#closing.push(() => pool.end());
    return new Watch(desk);
  }

  viewer(username: string): Viewer {
    const person = this.city.city.people.find((one) => one.username === username);
    if (!person) throw new Error(`nobody is called ${username}`);
    return { kind: 'person', person, sessionId: 'test' };
  }

  /** Somebody of the staff acts; a refusal fails the test. Answers with the id of the case. */
  async act(username: string, type: ActName, body: object, caseId?: string): Promise<string> {
    const envelope = { id: randomUUID(), type, body, ...(caseId === undefined ? {} : { caseId }) };
    const outcome = await execute(this.city.desk, this.viewer(username), envelope);
    if (isRefusal(outcome)) throw new Error(`${type}: ${outcome.refused} ${JSON.stringify(outcome.details)}`);
    return outcome.caseId;
  }

  /** A worker writes down what it is about, so many metres north of 东二三巷. */
  report(metres = 0, matterCode = GARBAGE, more: object = {}): Promise<string> {
    return this.act('ps-worker-xiuxin', 'case.report', { ...place(metres), matterCode, ...more });
  }

  /** The same, settled on the spot. */
  settle(metres = 0, matterCode = GARBAGE): Promise<string> {
    const body = { ...place(metres), matterCode, outcome: '已清运。' };
    return this.act('ps-worker-xiuxin', 'case.settle', body);
  }

  /** Time passes, and what is due fires. */
  async pass(hours: number): Promise<void> {
    await advance(this.city.desk, (await cityNow(this.city.db)) + Math.round(hours * 3_600_000));
  }

  async case(id: string): Promise<Case> {
    const found = await findCase(this.city.db, id);
    if (!found) throw new Error(`no case ${id}`);
    return found;
  }

  /** All warnings of the city, or those of one kind, by their keys and whether they stand, as they were raised. */
  async warnings(of?: WarningKind): Promise<[string, 'stands' | 'lifted'][]> {
    const rows = await this.city.db.select({ body: caseTable.body }).from(caseTable);
    return rows
      .flatMap(({ body }) => body.warnings)
      .filter(({ kind }) => of === undefined || kind === of)
      .sort((a, b) => a.raisedAt - b.raisedAt || (a.key < b.key ? -1 : 1))
      .map(({ key, liftedAt }) => [key, liftedAt === null ? 'stands' : 'lifted']);
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await this.city.drop();
  }
}

/** The channel, the words and the point of a report. */
const place = (metres: number) => ({
  ...{ channel: 'grid', words: '桶满了，一地都是。' },
  point: { lat: XIUXIN.lat + metres / 111_195, lon: XIUXIN.lon },
});
