import type { Area } from './area/area.ts';
import type { Point } from './area/point.ts';
import type { By } from './audit/event.ts';
import type { Doer } from './case/act.ts';
import type { Case } from './case/case.ts';
import type { Department } from './department/department.ts';
import type { Person } from './person/person.ts';
import type { Matter } from './matter/matter.ts';
import type { OrderTemplate } from './order/template.ts';
import type { Site } from './site/site.ts';
import type { Calendar } from './timer/calendar.ts';
import type { Policy } from './timer/policy.ts';
import type { Duty } from './timer/roster.ts';

/** The world that decisions are taken in: who and what there is, and where. */
export interface World {
  areas: ReadonlyMap<string, Area>;
  departments: ReadonlyMap<string, Department>;
  matters: ReadonlyMap<string, Matter>;
  sites: readonly Site[];
  /** 发令单模板 that a draft may follow. */
  templates: readonly OrderTemplate[];
  /** The community a point lies in, or undefined in the sea and outside of the city. */
  locate: (point: Point) => string | undefined;
}

/** Who acts, and with which rights. */
export interface Actor {
  doer: Doer;
  by: By;
  /** Jurisdiction as prefixes; empty for residents, partners and officers. */
  areas: readonly string[];
  departmentId: string | null;
  /** 副书记: may decide an order only when the secretary let the time run out. */
  deputy: boolean;
}

/** 同事: somebody whom a command names, with what they may do. */
export type Colleague = Pick<Person, 'id' | 'role'> & { areas: readonly string[] };

/** Everything a decision needs from outside; time, ids and numbers are arguments and never read inside. */
export interface Context {
  now: number;
  /** The second case of a merge, locked like the first. */
  other?: Case;
  /** The person that the command names, where the account is there and in use. */
  colleague?: Colleague;
  /** The case in question, or the id that a new one will have. */
  caseId: string;
  id: () => string;
  /** The running number of the case or the order that this command makes; empty while it is asked whether it may. */
  number: string;
  actor: Actor;
  world: World;
  /** All versions of the limits. */
  policies: readonly Policy[];
  roster: readonly Duty[];
  calendar: Calendar;
}
