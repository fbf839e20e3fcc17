import * as v from 'valibot';
import type { Role } from '../person/person.ts';
import { areaCodeSchema } from '../case/command.ts';
import type { Setup, Tableau } from './scene.ts';

/** 上墙: what somebody at a desk put on a wall. It says the office and never the name: a wall is read by visitors. */
export interface Projection {
  tableau: Tableau;
  by: Role;
  /** Since when, by the city's clock. */
  at: number;
}

/** What a wall is told about itself, at its connect and whenever it changes. */
export interface WallMessage {
  setup: Setup;
  /** The playlist stands still, by somebody at a desk. */
  paused: boolean;
  /** Instead of the playlist, until its time is over. */
  showing: Projection | null;
}

/** How long it stays on the wall, in seconds. */
export const DWELLS = [30, 60, 300, 1_800] as const;

/** What a desk may put on a wall: a scene, a part of its area, or the place of a case. */
export const SHOW = v.strictObject({
  scene: v.picklist(['overview', 'orders', 'circles', 'times', 'map']),
  areaCode: v.optional(v.nullable(areaCodeSchema), null),
  caseId: v.optional(v.nullable(v.pipe(v.string(), v.uuid())), null),
  seconds: v.picklist(DWELLS),
});
export type Show = v.InferOutput<typeof SHOW>;
