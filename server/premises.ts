import type { AreaBorder } from '#domain/area/locate.ts';
import type { World } from '#domain/context.ts';
import type { Lexicon } from '#domain/matter/lexicon.ts';
import { loadBorders } from '#server/area/border.ts';
import type { Database } from '#server/db/pool.ts';
import { readLexicon, type ReadLexicon } from '#server/matter/lexicon.ts';
import { keepRules, premisesVersion, type Rules } from '#server/timer/rules.ts';
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
  /** As they stand at this moment; within a transaction, asked with its handle. */
  readonly rules: (handle?: Database) => Promise<Rules>;

  private constructor(db: Database, borders: readonly AreaBorder[], scene: Scene, rules: Premises['rules']) {
    this.#db = db;
    this.#borders = borders;
    this.#scene = scene;
    this.rules = rules;
  }

  static async open(db: Database): Promise<Premises> {
    const borders = loadBorders();
    const scene = await readScene(db, borders);
    return new Premises(db, borders, scene, await keepRules(db));
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

  /** Reads the world and the lexicon again where they were changed. */
  async refresh(): Promise<void> {
    if ((await premisesVersion(this.#db)) !== this.#scene.version) {
      this.#scene = await readScene(this.#db, this.#borders, this.#scene.words);
    }
  }
}

/** The version is read before what it counts: a change in between is at worst read twice. */
async function readScene(db: Database, borders: readonly AreaBorder[], known?: ReadLexicon): Promise<Scene> {
  const version = await premisesVersion(db);
  const [worldData, words] = await Promise.all([loadWorldData(db), readLexicon(db, known)]);
  return { version, worldData, words, world: worldOf(worldData, borders) };
}
