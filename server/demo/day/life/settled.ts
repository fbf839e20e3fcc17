import { reportBody } from '../appeal.ts';
import type { Play } from './begin.ts';
import { end } from './end.ts';

/** 现场化解: a grid worker on patrol or another volunteer settles it on the spot, in one act. */
export function settled(play: Play, at: number, by: 'grid' | 'volunteer'): void {
  const { random, appeal, life, staff } = play;
  const person = staff.at(by, appeal.spot.areaCode);
  const outcome = by === 'grid' ? '巡查时当场劝解，双方和好。' : '当场调解，已当面说清。';
  const body = { ...reportBody(random, appeal, true, false), matterCode: appeal.matter.code, outcome };
  const settledAt = life.add(at, person.id, { type: 'case.settle', body });
  end(play, settledAt);
}
