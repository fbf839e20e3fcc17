import type { CaseKind } from '../case/case.ts';

/** 1 一般 · 2 紧急 · 3 特急. */
export type Urgency = 1 | 2 | 3;
export type Complexity = 'simple' | 'complex';

/** The fields that the report names, and those that its stories need. */
export const FIELDS = [
  'employment', // 就业
  'education', // 教育
  'health', // 医疗
  'insurance', // 社保
  'elderly', // 养老
  'food', // 食品安全
  'environment', // 生态环境
  'order', // 社会治安
  'municipal', // 市政服务
  'housing', // 住房与城市更新
  'labour', // 劳动报酬
  'market', // 市场经营
  'traffic', // 交通出行
  'property', // 物业与邻里
] as const;
export type Field = (typeof FIELDS)[number];

/** An entry of the catalogue (事权清单). */
export interface Matter {
  /** field.word, e.g. municipal.garbage-overflow. */
  code: string;
  field: Field;
  /** Short, as it stands in a queue's row and on the wall: 垃圾满溢. */
  name: string;
  nameEn: string;
  kind: CaseKind;
  urgency: Urgency;
  complexity: Complexity;
  /** Department kinds: the lead (主办) and those usually asked to support (协办). */
  leadKind: string;
  supportKinds: string[];
  /** Words that suggest this matter, each with a weight of 1 to 5. */
  words: [string, number][];
}
