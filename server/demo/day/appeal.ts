import type { CaseKind, Channel } from '#domain/case/case.ts';
import type { CommandBody } from '#domain/case/command.ts';
import type { Field, Matter } from '#domain/matter/matter.ts';
import { inventedName } from '#server/demo/city/names.ts';
import type { Spot } from './ground.ts';
import { isNight } from './hours.ts';
import type { Random } from './random.ts';

/** What a resident comes with. */
export interface Appeal {
  matter: Matter;
  spot: Spot;
  channel: Channel;
  words: string;
}

const FIELD_WEIGHT: Record<Field, number> = {
  ...{ municipal: 12, property: 12, environment: 11, market: 10, traffic: 9, housing: 9, labour: 8 },
  ...{ order: 5, food: 5, health: 3, education: 3, insurance: 3, elderly: 2, employment: 2 },
};
/** What wakes people at night, and what is found then. */
const NIGHT = [
  'environment.noise',
  'environment.night-construction',
  'environment.cooking-fumes',
  'municipal.garbage-overflow',
  'municipal.flooding',
  'municipal.power-cut',
  'traffic.heavy-truck',
  'traffic.parking-dispute',
  'property.neighbour',
  'property.elevator',
  'order.fighting',
];
const DAY_CHANNELS: [Channel, number][] = [
  ['hotline', 26],
  ['wechat', 22],
  ['miniprogram', 14],
  ['qr', 11],
  ['web', 5],
  ['site', 8],
  ['visit', 4],
  ['grid', 5],
  ['volunteer', 3],
  ['letter', 1],
  ['media', 1],
];
const NIGHT_CHANNELS: [Channel, number][] = [
  ['wechat', 42],
  ['hotline', 34],
  ['miniprogram', 16],
  ['qr', 8],
];
const WORDS: Record<CaseKind, string[]> = {
  dispute: ['双方协商不成，请求调解。', '争执了几天没有结果，请社区出面。', '对方不肯退让，希望有人来主持。'],
  complaint: ['影响周边居民生活，请尽快处理。', '已经好几天了，没有人管。', '反映过一次，现在又出现了。'],
  help: ['请尽快安排人来帮忙。', '不知道该找哪个部门，请帮助。'],
  advice: ['请问应该怎么办理？', '想了解一下政策和需要的材料。'],
  report: ['请派人到现场查看。', '有危险，请尽快处理。', '希望有关部门查一查。'],
};

/** Something of the kind that the day's figures need, as it is likely at this hour. */
export function appealAt(
  random: Random,
  matters: readonly Matter[],
  spot: Spot,
  of: { dispute: boolean; complex?: boolean; hour: number; matter?: Matter },
): Appeal {
  const night = isNight(of.hour);
  const fitting = matters.filter(
    (one) => (one.kind === 'dispute') === of.dispute && (!of.complex || one.complexity === 'complex'),
  );
  const drawn = random.weighted(fitting.map((one) => [one, weightOf(one, night)] as const));
  const matter = of.matter ?? drawn;
  const channel = random.weighted(night ? NIGHT_CHANNELS : DAY_CHANNELS);
  const [word] = random.weighted(matter.words.map((one) => [one, one[1]] as const));
  const what = matter.name.includes(word) ? matter.name : `${matter.name}，${word}`;
  return { matter, spot, channel, words: `${spot.label}：${what}。${random.pick(WORDS[matter.kind])}` };
}

function weightOf(matter: Matter, night: boolean): number {
  const weight = FIELD_WEIGHT[matter.field] * (matter.urgency === 3 ? 0.25 : 1);
  if (!night) return weight;
  return NIGHT.includes(matter.code) ? weight * 12 : weight * 0.1;
}

/** The body of the report: what the resident or the staff writes down, with an invented person behind it. */
export function reportBody(
  random: Random,
  { matter, spot, channel, words }: Appeal,
  byStaff: boolean,
  backlog: boolean,
): CommandBody<'case.report'> {
  const mode = random.weighted([
    ['named', 7],
    ['confidential', 2],
    ['anonymous', 1],
  ] as const);
  // No telephone number in China begins with 100: nobody can be reached by accident.
  const phone = `100${String(Math.floor(random.next() * 1e8)).padStart(8, '0')}`;
  const contact = { name: inventedName(Math.floor(random.next() * 2_000)), phone };
  return {
    ...{ channel, words, mode, backlog, point: { lat: spot.lat, lon: spot.lon } },
    ...(byStaff ? { label: spot.label, matterCode: matter.code } : {}),
    ...(mode === 'anonymous' ? {} : { contact }),
  };
}
