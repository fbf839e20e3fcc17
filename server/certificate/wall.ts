import { eq, or, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { within } from '#domain/area/area.ts';
import { areaCodeSchema } from '#domain/case/command.ts';
import { tallyOf, tallySentence, type Showing, type Tally } from '#domain/certificate/tally.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Role } from '#domain/person/person.ts';
import { jurisdictionOf, type Viewer } from '#server/access/actor.ts';
import { deviceTable } from '#server/access/table.ts';
import { issuedIn, screensOf, type Issued } from '#server/certificate/issued.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { periodOf, QUERY } from '#server/insight/query.ts';

/** Those who answer for the walls of an area: who commands there, who supervises, and who keeps the system running. */
export const WALL_READERS: readonly Role[] = ['leader', 'supervisor', 'system-admin'];

const { period, from, to } = QUERY.entries;
export const WALLS = v.strictObject({ area: v.optional(areaCodeSchema), period, from, to });
export const WALL = v.strictObject({ id: v.pipe(v.string(), v.maxLength(80)), period, from, to });
type Asked = Omit<v.InferOutput<typeof WALLS>, 'area'>;

/** 大屏的完整性证明: of all orders that were issued in the wall's area in the period, while it was a wall. */
export interface WallCertificate extends Tally {
  id: string;
  name: string;
  areaCode: string;
  /** Since when it opens nothing any more; null while it is in use. */
  revokedAt: number | null;
  /** The tally as one sentence. */
  zh: string;
  en: string;
}

/** One order on one wall. */
export interface WallOrder extends Showing {
  number: string;
  areaCode: string;
}

/** Half-open, in milliseconds since 1970; `asOf` is when it was read. */
export interface CertifiedPeriod {
  asOf: number;
  from: number;
  to: number;
}

export interface WallCertificates extends CertifiedPeriod {
  walls: WallCertificate[];
}

export interface WallOrders extends CertifiedPeriod {
  wall: WallCertificate;
  /** The latest first. */
  orders: WallOrder[];
}

/** The walls of the viewer's areas with what each of them acknowledged; the last day where nothing else is asked for. */
export async function certifyWalls(
  db: Database,
  viewer: Viewer,
  { area, ...asked }: v.InferOutput<typeof WALLS>,
): Promise<WallCertificates | Refusal> {
  const areas = areasFor(viewer, area);
  if (isRefusal(areas)) return areas;
  const read = await readWalls(db, areas, asked);
  if (isRefusal(read)) return read;
  const { walls, ...certified } = read;
  return { ...certified, walls: walls.map(({ wall }) => wall) };
}

/** Every order that one wall ought to have shown, with what became of it. */
export async function certifyWall(
  db: Database,
  viewer: Viewer,
  { id, ...asked }: v.InferOutput<typeof WALL>,
): Promise<WallOrders | Refusal> {
  const read = await readWalls(db, jurisdictionOf(viewer), asked, id);
  if (isRefusal(read)) return read;
  const { walls, ...certified } = read;
  const [found] = walls;
  return found ? { ...certified, wall: found.wall, orders: found.orders.toReversed() } : refuse('not-found');
}

/** The viewer's own areas, narrowed to the one that is asked for; one outside of them is as if it did not exist. */
function areasFor(viewer: Viewer, area: string | undefined): readonly string[] | Refusal {
  const areas = jurisdictionOf(viewer);
  if (area === undefined) return areas;
  return areas.some((prefix) => within(area, prefix)) ? [area] : refuse('not-found');
}

type Read = CertifiedPeriod & { walls: { wall: WallCertificate; orders: WallOrder[] }[] };

/** All at one moment of the database, so that no order is counted as issued before its receipts can be seen. */
function readWalls(
  db: Database,
  areas: readonly string[],
  asked: Asked,
  id?: string,
): Promise<Read | Refusal> {
  return transaction(
    db,
    async (tx) => {
      const asOf = await cityNow(tx);
      const nothing = asked.period === undefined && asked.from === undefined && asked.to === undefined;
      const span = periodOf(nothing ? { period: 'today' } : asked, asOf);
      if (isRefusal(span)) return span;
      const walls = await wallsIn(tx, areas, id);
      const orders = walls.length === 0 ? [] : await issuedIn(tx, areas, span.from, span.to);
      const screens = await screensOf(tx, orders, 'wall');
      const byName = new Map(screens.map((one) => [`${one.screenId} ${one.orderId}`, one]));
      const certified = walls.map((wall) => {
        const own = orders.filter((order) => isDue(order, wall));
        const showings = own.map(({ orderId, ...order }) => {
          const said = byName.get(`${wall.id} ${orderId}`);
          return { ...order, receivedAt: said?.receivedAt ?? null, shownAt: said?.shownAt ?? null };
        });
        return { wall: certificateOf(wall, showings), orders: showings };
      });
      return { asOf, from: span.from, to: span.to, walls: certified };
    },
    'read',
  );
}

export type Wall = Pick<
  typeof deviceTable.$inferSelect,
  'id' | 'name' | 'areaCode' | 'createdAt' | 'revokedAt'
>;

const wallColumns = (({ id, name, areaCode, createdAt, revokedAt }) => ({
  ...{ id, name, areaCode, createdAt, revokedAt },
}))(deviceTable);

async function wallsIn(db: Database, areas: readonly string[], id?: string): Promise<Wall[]> {
  const inside = or(...areas.map((prefix) => sql`${deviceTable.areaCode} like ${`${prefix}%`}`));
  return db
    .select(wallColumns)
    .from(deviceTable)
    .where(
      id === undefined
        ? (inside ?? sql`false`)
        : sql`(${inside ?? sql`false`}) and ${eq(deviceTable.id, id)}`,
    )
    .orderBy(deviceTable.areaCode, deviceTable.name);
}

/** Whether a wall ought to show an order: it lies in the wall's area, and the wall was one when it was issued. */
export const isDue = ({ areaCode, issuedAt }: Issued, wall: Wall): boolean =>
  within(areaCode, wall.areaCode) &&
  wall.createdAt.getTime() <= issuedAt &&
  (wall.revokedAt === null || wall.revokedAt.getTime() > issuedAt);

function certificateOf(
  { id, name, areaCode, revokedAt }: Wall,
  showings: readonly WallOrder[],
): WallCertificate {
  const tally = tallyOf(showings);
  return {
    ...{ id, name, areaCode, revokedAt: revokedAt?.getTime() ?? null },
    ...tally,
    ...{ zh: tallySentence(tally, 'zh'), en: tallySentence(tally, 'en') },
  };
}
