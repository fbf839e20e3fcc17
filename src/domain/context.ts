import type { Area } from './area/area.ts';
import type { Point } from './area/point.ts';
import type { By } from './audit/event.ts';
import type { Doer } from './case/act.ts';
import type { Department } from './department/department.ts';
import type { Matter } from './matter/matter.ts';
import type { Site } from './site/site.ts';
import type { Calendar } from './timer/calendar.ts';
import type { Policy } from './timer/policy.ts';

/** The world that decisions are taken in: who and what there is, and where. */
export interface World {
  areas: ReadonlyMap<string, Area>;
  departments: ReadonlyMap<string, Department>;
  matters: ReadonlyMap<string, Matter>;
  sites: readonly Site[];
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

/** Everything a decision needs from outside; time, ids and numbers are arguments and never read inside. */
export interface Context {
  now: number;
  /** The case in question, or the id that a new one will have. */
  caseId: string;
  id: () => string;
  /** The running number reserved for the case or the order that this command may make. */
  number: string;
  actor: Actor;
  world: World;
  policy: Policy;
  calendar: Calendar;
}
