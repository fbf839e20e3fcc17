import * as v from 'valibot';

/** 场景: what a wall can be about. `streets` shows the areas one level below the wall's own, one after the other. */
export const SCENES = ['overview', 'streets', 'orders', 'circles', 'times', 'map'] as const;
export type Scene = (typeof SCENES)[number];

/** What stands on a wall at one moment: the whole area, a part of it, or the place of one case. */
export interface Tableau {
  scene: Exclude<Scene, 'streets'>;
  /** A part of the wall's own area; null is the whole of it. */
  areaCode: string | null;
  caseId: string | null;
}

/** A place in the playlist, and how long it stays. */
export interface Step {
  tableau: Tableau;
  seconds: number;
}

const seconds = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3_600));
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_439));

/** How one wall is set up: by an administrator, for this very device. */
export interface Setup {
  playlist: { scene: Scene; seconds: number }[];
  /** 夜间调暗, in minutes after midnight by the city's clock; it may go past midnight. Null: never. */
  night: { fromMin: number; untilMin: number } | null;
  /** 声音: a tone and a spoken sentence, once for each breach. */
  sound: boolean;
}

export const SETUP = v.strictObject({
  playlist: v.pipe(
    v.array(v.strictObject({ scene: v.picklist(SCENES), seconds })),
    v.minLength(1),
    v.maxLength(12),
  ),
  night: v.nullable(v.strictObject({ fromMin: minute, untilMin: minute })),
  sound: v.boolean(),
});

export const DEFAULT_SETUP: Setup = {
  playlist: [{ scene: 'overview', seconds: 60 }],
  night: { fromMin: 22 * 60, untilMin: 6 * 60 },
  sound: false,
};

export const tableauOf = (scene: Tableau['scene'], areaCode: string | null = null): Tableau => ({
  scene,
  areaCode,
  caseId: null,
});

/** The playlist as single steps: of `streets` there is one for each street. */
export function stepsOf({ playlist }: Pick<Setup, 'playlist'>, streets: readonly string[]): Step[] {
  const steps = playlist.flatMap(({ scene, seconds }): Step[] =>
    scene === 'streets'
      ? streets.map((code) => ({ tableau: tableauOf('overview', code), seconds }))
      : [{ tableau: tableauOf(scene), seconds }],
  );
  // A community has no streets: a wall is never left with nothing to show.
  return steps.length > 0 ? steps : [{ tableau: tableauOf('overview'), seconds: 60 }];
}

/** Whether it is night by the setup at this minute of the day. */
export function isNight({ night }: Pick<Setup, 'night'>, minuteOfDay: number): boolean {
  if (night === null) return false;
  const { fromMin, untilMin } = night;
  const within = minuteOfDay >= fromMin && minuteOfDay < untilMin;
  return fromMin <= untilMin ? within : minuteOfDay >= fromMin || minuteOfDay < untilMin;
}
