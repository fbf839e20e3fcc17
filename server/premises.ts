import { eq } from 'drizzle-orm';
import type { AreaBorder } from '#domain/area/locate.ts';
import type { World } from '#domain/context.ts';
import type { Lexicon } from '#domain/matter/lexicon.ts';
import { loadBorders } from '#server/area/border.ts';
import type { Database } from '#server/db/pool.ts';
import { readLexicon, type ReadLexicon } from '#server/matter/lexicon.ts';
import { readRules, type Rules } from '#server/timer/rules.ts';
import { premisesHeadTable } from '#server/timer/table.ts';
import { loadWorldData, worldOf, type WorldData } from '#server/world.ts';

/** The world and its words, as one version of them is kept. */
interface Scene {
  version: number;
  worldData: WorldData;
  world: World;
  words: ReadLexicon;
}

/**
 * What decisions are taken on, kept in memory: the world, the lexicon, and the rules that administrators set. The database
 * counts every change of them, so that one made through another process is noticed: the rules by each decision in its
 * own transaction, the world and the lexicon within the two seconds of the timetable.
 */
export class Premises {
  readonly #db: Database;
  readonly #borders: readonly AreaBorder[];
  #scene: Scene;
  #rules: { version: number; rules: Rules };

  private constructor(db: Database, borders: readonly AreaBorder[], scene: Scene, rules: Rules) {
    this.#db = db;
    this.#borders = borders;
    this.#scene = scene;
    this.#rules = { version: scene.version, rules };
  }

  static async open(db: Database): Promise<Premises> {
    const borders = loadBorders();
    const scene = await readScene(db, borders);
    return new Premises(db, borders, scene, await readRules(db));
  }

  get worldData(): WorldData {
    return this.#scene.worldData;
  }

  get world(): World {
    return this.#scene.world;
  }

  get lexicon(): Lexicon {
    return this.#scene.words.lexicon;
  }

  /**
   * The rules as they stand at this moment. Asked with the handle of a transaction, so that a decision never waits for
   * a second connection while it holds one.
   */
  async rules(db: Database = this.#db): Promise<Rules> {
    const version = await versionOf(db);
    if (version === this.#rules.version) return this.#rules.rules;
    const rules = await readRules(db);
    // Of two that read at the same time, the newer one stays.
    if (version > this.#rules.version) this.#rules = { version, rules };
    return rules;
  }

  /** Reads the world and the lexicon again where they were changed. */
  async refresh(): Promise<void> {
    if ((await versionOf(this.#db)) !== this.#scene.version) {
      this.#scene = await readScene(this.#db, this.#borders, this.#scene.words);
    }
  }
}

/** The version is read before what it counts: a change in between is at worst read twice. */
async function readScene(db: Database, borders: readonly AreaBorder[], known?: ReadLexicon): Promise<Scene> {
  const version = await versionOf(db);
  const [worldData, words] = await Promise.all([loadWorldData(db), readLexicon(db, known)]);
  return { version, worldData, words, world: worldOf(worldData, borders) };
}

async function versionOf(db: Database): Promise<number> {
  const [head] = await db
    .select({ version: premisesHeadTable.version })
    .from(premisesHeadTable)
    .where(eq(premisesHeadTable.id, 1));
  if (!head) throw new Error('premises_head is empty');
  return head.version;
}
