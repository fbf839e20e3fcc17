import { eq, sql } from 'drizzle-orm';
import { dayOf } from '#domain/figure/flow.ts';
import type { Sealer } from '#server/access/seal.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { feedHeadTable } from '#server/feed/table.ts';
import { checkChains } from './audit.ts';
import { checkBoard } from './board.ts';
import { walkCases } from './cases.ts';
import type { Check } from './check.ts';
import { checkCommands } from './commands.ts';
import { checkFeed } from './feed.ts';
import { checkFigures, flowBySql, flowOfBoard, followBoard, openBoard, wholeView } from './figures.ts';
import { checkOrders } from './orders.ts';
import { checkOrphans } from './orphans.ts';
import { checkFirings } from './timers.ts';

/**
 * Recounts a system while it runs: everything is read in one moment, and the board that a screen would have is
 * brought to that moment by the feed, as a browser does it.
 * @param sealer null where the installation's secret is not at hand: then the sealed texts are left out
 */
export async function verifySystem(db: Database, sealer: Sealer | null): Promise<Check[]> {
  const view = await wholeView(db);
  const opened = await openBoard(db, view);
  return db.transaction(
    async (tx) => {
      // A large system takes its time, and the connection rests while a page is folded.
      await tx.execute(sql`set local statement_timeout = 0`);
      await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      const [head] = await tx.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
      const now = await cityNow(tx);
      const board = await followBoard(tx, view, opened, head?.seq ?? 0);
      const walk = await walkCases(tx, dayOf(now), sealer);
      const figures = checkFigures(await flowBySql(tx, now), flowOfBoard(board, now), walk.flow);
      return [
        await checkFeed(tx),
        await checkChains(tx),
        await checkCommands(tx),
        ...walk.checks,
        await checkFirings(tx),
        await checkOrders(tx),
        await checkOrphans(tx),
        await checkBoard(tx, view, board, now),
        figures,
      ];
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
