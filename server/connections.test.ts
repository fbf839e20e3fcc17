import { describe, expect, test } from 'vitest';
import { connectionsOf, MOST_PROCESSES } from '#server/connections.ts';
import { postgresArguments } from '#server/db/cluster/settings.ts';
import { helpText } from '#server/launch/options.mjs';

const counts = Array.from({ length: MOST_PROCESSES }, (_, n) => n + 1);

/** What Postgres gives to others than superusers, without its being told. */
const GIVEN = 100 - 3;
/** `npm run verify` and a command of the administration take two each; a migration, a backup and psql one. */
const VISITORS = 2 + 2 + 1 + 1 + 1;

const heldByEach = (processes: number): number =>
  Object.values(connectionsOf(processes)).reduce((sum, one) => sum + one, 0);

describe('the connections of the processes of one installation', () => {
  test.each(counts)('leave room for its visitors where %i serve', (processes) => {
    expect(processes * heldByEach(processes) + VISITORS).toBeLessThanOrEqual(GIVEN);
  });

  test.each(counts)('are enough for each to work with where %i serve', (processes) => {
    const { askers, system, numbers } = connectionsOf(processes);
    expect(askers).toBeGreaterThanOrEqual(3);
    // A sweep fires in two lanes.
    expect(system).toBeGreaterThanOrEqual(2);
    expect(numbers).toBe(1);
  });

  test('are no more than twenty for queries where one serves', () => {
    expect(connectionsOf(1)).toEqual({ askers: 12, system: 7, numbers: 1, beside: 4 });
  });

  test('are reckoned for as many as --help promises', () => {
    expect(helpText()).toContain(`--processes 1..${MOST_PROCESSES}`);
  });

  test('are reckoned from what the embedded database is told', () => {
    const given = postgresArguments('', { host: '', port: 1 }, {});
    expect(given).toContain(`max_connections=${GIVEN + 3}`);
  });
});
