import type { Area } from '#domain/area/area.ts';
import type { Actor, Colleague, World } from '#domain/context.ts';
import type { Department } from '#domain/department/department.ts';
import type { Matter } from '#domain/matter/matter.ts';
import type { Role } from '#domain/person/person.ts';
import type { Duty } from '#domain/timer/roster.ts';
import { dayOfName, OFFICE_HOURS, type Calendar } from '#domain/timer/calendar.ts';

const area = (code: string, name: string, nameEn: string): Area => ({
  code,
  name,
  nameEn,
  lat: null,
  lon: null,
});

const department = (id: string, areaCode: string, kind: string, name: string): Department => ({
  ...{ id, areaCode, kind, name, shortName: name, nameEn: id, lat: 22.74, lon: 114.38 },
});

const matter = (code: string, fields: Partial<Matter>): Matter => ({
  ...{
    code,
    field: 'municipal',
    name: code,
    nameEn: code,
    kind: 'complaint',
    urgency: 1,
    complexity: 'simple',
  },
  ...{ leadKind: 'municipal', supportKinds: [], words: [] },
  ...fields,
});

const byKey = <T>(key: (one: T) => string, rows: T[]): Map<string, T> =>
  new Map(rows.map((row) => [key(row), row]));

/** 秀新社区东二三巷, the place of the fourth story. */
export const XIUXIN = { lat: 22.7416, lon: 114.3802 };
/** In 富宝市场's community of 罗湖区: another district. */
export const FUBAO = { lat: 22.5756, lon: 114.1397 };
/** In the bay: no area at all. */
export const SEA = { lat: 22.4, lon: 114.6 };

/** 坪山区 with one community and its departments, and a corner of 罗湖区 that must stay out of reach. */
export const world: World = {
  areas: byKey(
    (one) => one.code,
    [
      area('4403', '深圳市', 'Shenzhen'),
      area('440303', '罗湖区', 'Luohu District'),
      area('440303002008', '水库社区', 'Shuiku Community'),
      area('440310', '坪山区', 'Pingshan District'),
      area('440310003', '坑梓街道', 'Kengzi Street'),
      area('440310003005', '秀新社区', 'Xiuxin Community'),
    ],
  ),
  departments: byKey(
    (one) => one.id,
    [
      department('kz-municipal', '440310003', 'municipal', '坑梓街道市政服务部'),
      department('kz-enforcement', '440310003', 'enforcement', '坑梓街道执法队'),
      department('kz-stability', '440310003', 'stability', '坑梓街道综治办'),
      department('ps-market', '440310', 'market-regulation', '市场监管局坪山局'),
      department('lh-market', '440303', 'market-regulation', '市场监管局罗湖局'),
    ],
  ),
  matters: byKey(
    (one) => one.code,
    [
      matter('municipal.garbage-overflow', { name: '垃圾满溢', nameEn: 'Overflowing rubbish' }),
      matter('housing.redevelopment', { kind: 'dispute', urgency: 2, complexity: 'complex' }),
      matter('labour.unpaid-wages', { kind: 'dispute', urgency: 3, complexity: 'complex' }),
    ],
  ),
  sites: [
    {
      ...{ id: 'kz-xiuxin', areaCode: '440310003005', name: '秀新社区工作站', nameEn: 'Xiuxin Station' },
      ...{ kind: 'community', lat: 22.7432, lon: 114.3802, opensAtMin: 540, closesAtMin: 1080 },
      circles: [{ service: 'appeals', radiusM: 500 }],
    },
  ],
  templates: [
    {
      ...{ id: 'stalls', name: '占道经营联合整治', nameEn: 'Stalls', areaCode: '4403', matterCodes: [] },
      recipients: [{ kind: 'market-regulation', part: 'lead' }],
      ...{ onSiteWithinMin: 60, requirement: '到场核查。' },
    },
  ],
  locate: ({ lat, lon }) => {
    if (lat > 22.7 && lat < 22.8 && lon > 114.3 && lon < 114.4) return '440310003005';
    if (lat > 22.5 && lat < 22.6 && lon > 114.1 && lon < 114.2) return '440303002008';
    return undefined;
  },
};

/** The holidays of autumn 2021 as the State Council published them (国办发明电〔2020〕27号), by hand. */
export const calendar: Calendar = {
  holidays: new Set(
    ['2021-09-20', '2021-09-21', ...[1, 4, 5, 6, 7].map((day) => `2021-10-0${day}`)].map(dayOfName),
  ),
  makeupDays: new Set(['2021-09-18', '2021-09-26', '2021-10-09'].map(dayOfName)),
  coveredFrom: dayOfName('2021-01-01'),
  coveredUntil: dayOfName('2021-12-31'),
  workHours: OFFICE_HOURS,
};

const person = (role: Role, more: Partial<Actor> = {}): Actor => {
  const departmentId = more.departmentId ?? null;
  const by = { kind: 'person', id: `person-${departmentId ?? role}`, role, departmentId } as const;
  return { doer: role, by, areas: ['440310'], departmentId, deputy: false, ...more };
};

const outside = (doer: 'resident' | 'partner' | 'system'): Actor => ({
  ...{ doer, areas: [], departmentId: null, deputy: false },
  by: doer === 'partner' ? { kind: 'partner', id: 'partner-1' } : { kind: doer },
});

export const officerOf = (departmentId: string): Actor => person('officer', { areas: [], departmentId });

export const resident = outside('resident');
export const partner = outside('partner');
export const system = outside('system');
export const volunteer = person('volunteer');
export const worker = person('worker');
export const secretary = person('secretary');
export const deputy = person('secretary', { deputy: true });
export const dispatcher = person('dispatcher');
export const supervisor = person('supervisor');
export const leader = person('leader');
export const municipal = officerOf('kz-municipal');
export const enforcement = officerOf('kz-enforcement');
export const stability = officerOf('kz-stability');
export const market = officerOf('ps-market');

/** Dispatchers of the same desk, one after the other, and others whom a command may name. */
export const day: Colleague = { id: 'person-dispatcher', role: 'dispatcher', areas: ['440310'] };
export const night: Colleague = { id: 'person-night', role: 'dispatcher', areas: ['440310'] };
export const elsewhere: Colleague = { id: 'person-elsewhere', role: 'dispatcher', areas: ['440303'] };
export const noDispatcher: Colleague = { id: 'person-supervisor', role: 'supervisor', areas: ['440310'] };
export const colleagues: readonly Colleague[] = [day, night, elsewhere, noDispatcher];

/** Who is on duty: the head of one department, a street's supervisor for its area. */
export const roster: Duty[] = [
  {
    ...{ post: 'department-head', areaCode: null, departmentId: 'kz-municipal', personId: 'person-head' },
    ...{ from: 0, until: Date.parse('2100-01-01T00:00:00Z') },
  },
  {
    ...{ post: 'street', areaCode: '440310003', departmentId: null, personId: 'person-street' },
    ...{ from: 0, until: Date.parse('2100-01-01T00:00:00Z') },
  },
];
