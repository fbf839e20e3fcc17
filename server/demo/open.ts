import type { Sealer } from '#server/access/seal.ts';
import type { DemoInfo } from '#server/app.ts';
import { readClocks } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import type { Pool } from '#server/db/pool.ts';
import {
  addDevice,
  addPartner,
  DEMO_PASSWORD,
  deviceToken,
  loadCity,
  partnerKey,
} from '#server/demo/load.ts';
import type { Person } from '#domain/person/person.ts';
import { dayNumber, dayOfName } from '#domain/timer/calendar.ts';
import { cityOf, type City } from '#server/demo/city/city.ts';
import { openDay } from '#server/demo/day/open.ts';
import { CITY } from '#server/demo/day/past-day.ts';
import type { PreparedDay } from '#server/demo/day/prepared.ts';
import { step } from '#server/launch/progress.mjs';

export interface DemoSurroundings {
  pool: Pool;
  databaseUrl: string;
  sealer: Sealer;
  config: Config;
  signal: AbortSignal;
}

export interface OpenedDemo {
  info: DemoInfo;
  city: City;
  /** The day as it was prepared; undefined where another process prepared it, and it has to be taken over. */
  day?: PreparedDay;
}

/** The district that the demonstration shows first. */
export const DEMO_AREA = '440310';

/** Loads the demonstration city once, plays its past, and hands out what its start page shows. */
export async function openDemo(surroundings: DemoSurroundings): Promise<OpenedDemo> {
  const { pool, sealer, config } = surroundings;
  const today = config.day === null ? dayNumber((await readClocks(pool.db)).real) : dayOfName(config.day);
  const city = cityOf(today);
  await step('载入示范城市', 'loading the demonstration city', () => loadCity(pool.db, city, DEMO_PASSWORD));
  const area = areaOf(config);
  await addDevice(pool.db, sealer, area, '示范大屏');
  await addPartner(pool.db, sealer, '示范平台');
  let day: PreparedDay | undefined;
  await step('补演之前的时刻', 'playing what lies behind', async () => {
    day = await openDay({ ...surroundings, city });
    return day.remark;
  });
  if (!day) throw new Error('no day was prepared');
  return { ...joinDemo(sealer, config, city), day };
}

/** The same demonstration in a process that has not opened it: everything in it follows from the secret and the city. */
export function joinDemo(sealer: Sealer, config: Config, city = cityOf()): OpenedDemo {
  const area = areaOf(config);
  const info: DemoInfo = {
    password: DEMO_PASSWORD,
    partnerKey: partnerKey(sealer),
    wallPath: `/wall/${area}?device=${deviceToken(sealer, area)}`,
    accounts: accountsToShow(city),
  };
  return { info, city };
}

/** The figures of the report's day are those of the whole city. */
const areaOf = ({ day }: Config): string => (day === null ? DEMO_AREA : CITY);

/** One account for each role and screen; all others have the same password. */
const SHOWN: [role: string, screen: string, pick: (person: Person) => boolean][] = [
  ['分拨员 dispatcher', '/desk', (one) => one.role === 'dispatcher'],
  ['社区工作人员 worker', '/community', (one) => one.role === 'worker'],
  ['社区书记 secretary', '/community', (one) => one.role === 'secretary' && one.deputyOf === null],
  ['单位经办 officer', '/department', (one) => one.role === 'officer'],
  ['督办员 supervisor', '/desk', (one) => one.role === 'supervisor'],
  ['领导 leader', '/insight', (one) => one.role === 'leader'],
  ['安全管理员 security administrator', '/admin', (one) => one.role === 'security-admin'],
  ['审计管理员 audit administrator', '/audit', (one) => one.role === 'audit-admin'],
];

function accountsToShow(city: City): DemoInfo['accounts'] {
  const local = city.people.filter((person) => {
    const department = city.departments.find((one) => one.id === person.departmentId);
    return [...person.areas, department?.areaCode ?? ''].some((code) => code.startsWith(DEMO_AREA));
  });
  return SHOWN.flatMap(([role, screen, pick]) => {
    // An administrator belongs to the whole city.
    const person = local.find(pick) ?? city.people.find(pick);
    return person ? [{ username: person.username, name: person.name, role, screen }] : [];
  });
}
