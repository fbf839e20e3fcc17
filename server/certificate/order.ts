import type { Case } from '#domain/case/case.ts';
import { sumOf, tallyOf, tallySentence, type Showing, type Tally } from '#domain/certificate/tally.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { deviceTable } from '#server/access/table.ts';
import { issuedOf, screensOf, type Issued, type ScreenRow } from '#server/certificate/issued.ts';
import { isDue } from '#server/certificate/wall.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { reachOrder } from '#server/order/evidence.ts';

/** One wall that ought to show the order. */
export interface WallShowing extends Showing {
  id: string;
  name: string;
  areaCode: string;
}

/** The screens of one department to which the order is addressed; `issued` is 0 while none of them has looked. */
export interface OfficeShowing extends Tally {
  departmentId: string;
}

/** 发令单的完整性证明: on which screens it arrived, counted from what they acknowledged. It counts screens, not persons. */
export interface OrderCertificate extends Tally {
  number: string;
  /** Milliseconds since 1970, as all instants here. */
  asOf: number;
  /** Null while the order is a draft: nothing is due then. */
  issuedAt: number | null;
  /** The tally of all screens as one sentence. */
  zh: string;
  en: string;
  walls: WallShowing[];
  offices: OfficeShowing[];
  /** All other screens of the staff to which it was sent: of the command rooms and of the community. */
  desks: Tally;
}

/** What became of an order on every screen that ought to have it, for those in whose jurisdiction its case lies. */
export function certifyOrder(
  db: Database,
  viewer: Viewer,
  { number }: { number: string },
): Promise<OrderCertificate | Refusal> {
  return transaction(
    db,
    async (tx) => {
      const subject = await reachOrder(tx, viewer, number);
      const asOf = await cityNow(tx);
      if (!subject?.orders.some((one) => one.number === number)) return refuse('not-found');
      const issued = (await issuedOf(tx, subject.id)).find((one) => one.number === number);
      const screens = issued ? await screensOf(tx, [issued]) : [];
      const walls = issued ? await wallsFor(tx, issued, screens) : [];
      const addressed = issued ? departmentsOf(subject, issued.orderId) : [];
      const staff = issued ? staffOf(issued, screens) : [];
      const offices = addressed.map((departmentId) => ({
        departmentId,
        ...tallyOf(staff.filter((one) => one.departmentId === departmentId)),
      }));
      const desks = tallyOf(
        staff.filter((one) => one.departmentId === null || !addressed.includes(one.departmentId)),
      );
      const tally = sumOf([tallyOf(walls), ...offices, desks]);
      return {
        ...{ number, asOf, issuedAt: issued?.issuedAt ?? null },
        ...tally,
        ...{ zh: tallySentence(tally, 'zh'), en: tallySentence(tally, 'en') },
        ...{ walls, offices, desks },
      };
    },
    'read',
  );
}

/** Every wall in whose area the order was issued; one that has said nothing is missing, whatever the reason. */
async function wallsFor(db: Database, issued: Issued, screens: readonly ScreenRow[]): Promise<WallShowing[]> {
  const walls = await db.select().from(deviceTable).orderBy(deviceTable.areaCode, deviceTable.name);
  return walls
    .filter((wall) => isDue(issued, wall))
    .map(({ id, name, areaCode }) => {
      const said = screens.find((one) => one.kind === 'wall' && one.screenId === id);
      const { receivedAt = null, shownAt = null } = said ?? {};
      return { ...{ id, name, areaCode }, issuedAt: issued.issuedAt, receivedAt, shownAt };
    });
}

const staffOf = ({ issuedAt }: Issued, screens: readonly ScreenRow[]) =>
  screens
    .filter((one) => one.kind === 'staff')
    .map(({ departmentId, receivedAt, shownAt }) => ({ departmentId, issuedAt, receivedAt, shownAt }));

/** The departments that have or had a duty from this order, each once. */
const departmentsOf = (subject: Case, orderId: string): string[] => [
  ...new Set(subject.assignments.filter((one) => one.orderId === orderId).map((one) => one.departmentId)),
];
