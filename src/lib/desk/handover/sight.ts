import { within } from '#domain/area/area.ts';
import type { DeskColleague } from '#domain/desk/colleague.ts';

/** True where everything that they have is on a board of these areas; of a wider desk only a part would be counted. */
export const isWhollySeen = ({ areas }: Pick<DeskColleague, 'areas'>, seen: readonly string[]): boolean =>
  areas.every((own) => seen.some((prefix) => within(own, prefix)));
