import { createHash } from 'node:crypto';
import { desc, sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import { dateOf } from '#server/intake/open311/date.ts';
import type { Open311Service } from '#server/intake/open311/catalogue.ts';
import { changesetTable } from '#server/intake/open311/table.ts';

/** Service Discovery (wiki.open311.org/Service_Discovery): where the endpoints are, and since when they are so. */
export interface Open311Discovery {
  changeset: string;
  contact: string;
  key_service: string;
  endpoints: {
    specification: string;
    url: string;
    changeset: string;
    /** `test` where nobody acts upon what is sent: the demonstration. */
    type: 'production' | 'test';
    formats: string[];
  }[];
}

export function discoveryOf(origin: string, changedAt: number, isDemo: boolean): Open311Discovery {
  const changeset = dateOf(changedAt);
  return {
    changeset,
    contact: `民生诉求指挥平台，接口问题请联系本平台的系统管理员。Questions go to the administrators of ${origin}`,
    key_service:
      '接入密钥（api_key）由本平台的系统管理员发放。The administrators of this installation give out keys.',
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${origin}/open311/v2`,
        changeset,
        type: isDemo ? 'test' : 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}

/**
 * Since when the services are as they are now. The first to ask after a change of the catalogue notes it; two who
 * ask in the same moment note it twice, which says the same.
 */
export async function changedAt(db: Database, services: readonly Open311Service[]): Promise<number> {
  const digest = createHash('sha256').update(JSON.stringify(services)).digest('base64url');
  const [last] = await db.select().from(changesetTable).orderBy(desc(changesetTable.id)).limit(1);
  if (last?.digest === digest) return last.at;
  const [noted] = await db
    .insert(changesetTable)
    .values({ digest, at: sql`city_now()` as never })
    .returning({ at: changesetTable.at });
  if (!noted) throw new Error('a row was inserted and not answered');
  return noted.at;
}
