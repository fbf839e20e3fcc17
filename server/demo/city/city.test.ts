import { describe, expect, it } from 'vitest';
import { levelOf, lineage, within } from '#domain/area/area.ts';
import { distanceM } from '#domain/area/point.ts';
import { responsibleAt } from '#domain/department/department.ts';
import { FIELDS } from '#domain/matter/matter.ts';
import { FORCES, ROLES } from '#domain/person/person.ts';
import { SITE_KINDS } from '#domain/site/site.ts';
import { dayOfName, dayStart } from '#domain/timer/calendar.ts';
import { cityOf } from './city.ts';

const city = cityOf();
const pingshan = city.areas.filter((area) => within(area.code, '440310'));
const repeated = (words: string[]): string[] => words.filter((word, at) => words.indexOf(word) !== at);

describe('the areas', () => {
  it('are the city, 9 districts, 74 streets and 783 communities', () => {
    const count = (level: string) => city.areas.filter(({ code }) => levelOf(code) === level).length;
    expect([count('city'), count('district'), count('street'), count('community')]).toEqual([1, 9, 74, 783]);
  });

  it('have codes that begin with the code of an area that exists, at every level above', () => {
    const codes = new Set(city.areas.map(({ code }) => code));
    expect(city.areas.filter(({ code }) => !lineage(code).every((above) => codes.has(above)))).toEqual([]);
    expect(codes.size).toBe(city.areas.length);
  });

  it('hold 坪山区 in full: 6 streets and 24 communities, each with a point', () => {
    const count = (level: string) => pingshan.filter(({ code }) => levelOf(code) === level).length;
    expect([count('street'), count('community')]).toEqual([6, 24]);
    expect(pingshan.filter(({ lat, lon }) => lat === null || lon === null)).toEqual([]);
  });

  it('say 上梅林 as the report does, and have an English name each', () => {
    expect(city.areas.find(({ code }) => code === '440304007025')?.name).toBe('上梅林社区');
    expect(city.areas.filter(({ nameEn }) => !/^[A-Z][A-Za-z' ü]+$/.test(nameEn))).toEqual([]);
  });
});

describe('the sites', () => {
  it('are at least 50 in 坪山区, of all kinds, with one to three circles of 500 m and an id of their own', () => {
    const sites = city.sites.filter(({ areaCode }) => within(areaCode, '440310'));
    expect(sites.length).toBeGreaterThanOrEqual(50);
    expect(new Set(sites.map(({ kind }) => kind))).toEqual(new Set(SITE_KINDS));
    expect(repeated(city.sites.map(({ id }) => id))).toEqual([]);
    const odd = city.sites.filter(
      ({ circles }) =>
        circles.length < 1 ||
        circles.length > 3 ||
        circles.some(({ radiusM }) => radiusM !== 500) ||
        repeated(circles.map(({ service }) => service)).length > 0,
    );
    expect(odd).toEqual([]);
  });

  it('stand within 1.5 km of their community', () => {
    const far = city.sites.filter((site) => {
      const area = city.areas.find(({ code }) => code === site.areaCode);
      if (!area || area.lat === null || area.lon === null) return true;
      return distanceM(site, { lat: area.lat, lon: area.lon }) > 1500;
    });
    expect(far.map(({ name }) => name)).toEqual([]);
  });

  it('open before they close, within one day', () => {
    expect(
      city.sites.filter(
        (site) => !(site.opensAtMin >= 0 && site.opensAtMin < site.closesAtMin && site.closesAtMin <= 1440),
      ),
    ).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has at least 80 matters, over every field, with names that fit a queue and 4 words each', () => {
    expect(city.matters.length).toBeGreaterThanOrEqual(80);
    expect(new Set(city.matters.map(({ field }) => field))).toEqual(new Set(FIELDS));
    expect(repeated(city.matters.map(({ code }) => code))).toEqual([]);
    expect(repeated(city.matters.map(({ name }) => name))).toEqual([]);
    const kinds = ['dispute', 'complaint', 'help', 'advice', 'report'];
    const odd = city.matters.filter(
      ({ name, words, kind, urgency, complexity }) =>
        name.length < 2 ||
        name.length > 6 ||
        words.length < 4 ||
        words.some(([word, weight]) => word === '' || !(weight >= 1 && weight <= 5)) ||
        !kinds.includes(kind) ||
        ![1, 2, 3].includes(urgency) ||
        !['simple', 'complex'].includes(complexity),
    );
    expect(odd).toEqual([]);
  });

  it('tells every matter apart by its words: no two have the same, and each has one of its own', () => {
    const uses = new Map<string, number>();
    for (const { words } of city.matters)
      for (const [word] of words) uses.set(word, (uses.get(word) ?? 0) + 1);
    const vague = city.matters.filter(({ words }) => words.every(([word]) => (uses.get(word) ?? 0) > 1));
    expect(vague.map(({ code }) => code)).toEqual([]);
  });

  it('finds a lead and every supporter in every community of the city', () => {
    const communities = city.areas.filter(({ code }) => levelOf(code) === 'community');
    const kinds = new Set(city.matters.flatMap(({ leadKind, supportKinds }) => [leadKind, ...supportKinds]));
    const streets = new Map(communities.map(({ code }) => [code.slice(0, 9), code]));
    const missing = [...streets.values()].flatMap((code) =>
      [...kinds]
        .filter((kind) => !responsibleAt(city.departments, kind, code))
        .map((kind) => `${code} ${kind}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the departments', () => {
  it('are those of the stories, by their names', () => {
    const name = (kind: string, code: string) => responsibleAt(city.departments, kind, code)?.name;
    expect(name('municipal', '440310005002')).toBe('坑梓街道市政服务部');
    expect(name('market-regulation', '440303002008')).toBe('市场监督管理局罗湖监管局');
    expect(name('petition', '440303002008')).toBe('罗湖区信访局');
    expect(name('stability', '440303002008')).toBe('黄贝街道综治办');
    expect(name('labour', '440307019006')).toBe('龙岗区人力资源局');
    expect(name('housing', '440307019006')).toBe('龙岗区住房和建设局');
  });

  it('have an id each and stand apart from each other', () => {
    expect(repeated(city.departments.map(({ id }) => id))).toEqual([]);
    expect(repeated(city.departments.map(({ lat, lon }) => `${lat} ${lon}`))).toEqual([]);
  });
});

describe('the people', () => {
  it('are there for every role and every force, with a username and a name each', () => {
    expect(new Set(city.people.map(({ role }) => role))).toEqual(new Set(ROLES));
    expect(new Set(city.people.flatMap(({ force }) => force ?? []))).toEqual(new Set(FORCES));
    expect(repeated(city.people.map(({ username }) => username))).toEqual([]);
    expect(repeated(city.people.map(({ name }) => name))).toEqual([]);
    expect(city.people.filter(({ username }) => !/^[a-z]+(-[a-z0-9]+)+$/.test(username))).toEqual([]);
  });

  it('give every community of 坪山区 a worker, a secretary and a deputy of that secretary', () => {
    const of = (code: string) => city.people.filter(({ areas }) => areas[0] === code);
    const lacking = pingshan
      .filter(({ code }) => levelOf(code) === 'community')
      .filter(({ code }) => {
        const here = of(code);
        const secretary = here.find(({ role, deputyOf }) => role === 'secretary' && deputyOf === null);
        const deputy = here.find(({ deputyOf }) => deputyOf !== null && deputyOf === secretary?.id);
        return !secretary || !deputy || !here.some(({ role }) => role === 'worker');
      });
    expect(lacking).toEqual([]);
  });

  it('give every street outside of 坪山区 a worker, a secretary, a grid worker and one more volunteer', () => {
    const streets = city.areas.filter(({ code }) => levelOf(code) === 'street' && !within(code, '440310'));
    const posts = (code: string) =>
      city.people
        .filter(({ areas }) => areas[0] === code)
        .map(({ role, force }) => (force === 'grid' ? 'grid' : role))
        .filter((post) => post !== 'officer');
    const lacking = streets.filter(
      ({ code }) => posts(code).sort().join(' ') !== 'grid secretary volunteer worker',
    );
    expect(lacking).toEqual([]);
  });

  it('give every department an officer, and officers a department that exists', () => {
    const ids = new Set(city.departments.map(({ id }) => id));
    const officers = city.people.filter(({ role }) => role === 'officer');
    expect(officers.filter(({ departmentId }) => departmentId === null || !ids.has(departmentId))).toEqual(
      [],
    );
    const manned = new Set(officers.map(({ departmentId }) => departmentId));
    expect(city.departments.filter(({ id }) => !manned.has(id))).toEqual([]);
  });

  it('are bound to areas that exist', () => {
    const codes = new Set(city.areas.map(({ code }) => code));
    expect(city.people.filter(({ areas }) => areas.length === 0 || areas.some((a) => !codes.has(a)))).toEqual(
      [],
    );
  });
});

it('is the same at every start', () => {
  expect(cityOf()).toEqual(city);
});

describe('the roster of the desk', () => {
  const HOUR_MS = 3_600_000;

  it.each(['2021-07-23', '2026-11-29'])(
    'has one dispatcher of 坪山区 on duty at every hour around %s, and each of the three within a day',
    (name) => {
      const today = dayOfName(name);
      const shifts = cityOf(today).roster.filter(
        ({ post, areaCode }) => post === 'desk' && areaCode === '440310',
      );
      const at = (hour: number) => {
        const instant = dayStart(today) + hour * HOUR_MS;
        return shifts.filter(({ from, until }) => from <= instant && instant < until);
      };
      const hours = Array.from({ length: 3 * 24 }, (_, hour) => at(hour - 24));
      expect(hours.filter(({ length }) => length !== 1)).toEqual([]);
      expect(
        new Set(
          hours
            .slice(24, 48)
            .flat()
            .map(({ personId }) => personId),
        ).size,
      ).toBe(3);
    },
  );
});
