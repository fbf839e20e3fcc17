import type { Pair } from '#domain/language.ts';
import type { Field } from '#domain/matter/matter.ts';

/** The fields of the catalogue, as the report names them. */
export const FIELD_WORDS: Record<Field, Pair> = {
  employment: { zh: '就业', en: 'Employment' },
  education: { zh: '教育', en: 'Education' },
  health: { zh: '医疗', en: 'Health' },
  insurance: { zh: '社保', en: 'Social insurance' },
  elderly: { zh: '养老', en: 'Care of the elderly' },
  food: { zh: '食品安全', en: 'Food safety' },
  environment: { zh: '生态环境', en: 'Environment' },
  order: { zh: '社会治安', en: 'Public order' },
  municipal: { zh: '市政服务', en: 'Municipal services' },
  housing: { zh: '住房与城市更新', en: 'Housing and renewal' },
  labour: { zh: '劳动报酬', en: 'Labour pay' },
  market: { zh: '市场经营', en: 'Markets' },
  traffic: { zh: '交通出行', en: 'Traffic' },
  property: { zh: '物业与邻里', en: 'Property and neighbours' },
};
