/**
 * Grave keywords (领域预警词) raise a warning on the issue the moment it is reported; the report names 欠薪. Each
 * stands with the ways in which residents say it; … is a gap within the clause.
 */
const GRAVE: Readonly<Record<string, readonly string[]>> = {
  // 拖欠 is a keyword of its own.
  欠薪: ['(?<!拖)欠…(?:工资|工钱|薪水)', '欠着工钱', '欠发工资', '血汗钱'],
  讨薪: ['讨工资', '讨要工资', '讨要工钱', '讨…工钱', '追讨工资', '要不到工资', '要不到工钱', '要不回工资'],
  拖欠工资: [
    ...[
      '拖欠工钱',
      '拖欠薪',
      '拖欠…工资',
      '拖着工资',
      '拖…工资',
      '不发工资',
      '不发工钱',
      '不给工资',
      '不给工钱',
    ],
    ...[
      '没发工资',
      '没给工资',
      '没发工钱',
      '没给工钱',
      '没拿到工资',
      '没拿到工钱',
      '拿不到工资',
      '拿不到工钱',
    ],
    ...[
      '工资…没发',
      '工资…不发',
      '工资…没给',
      '工资…不给',
      '工资…没拿到',
      '工钱…没给',
      '工钱…没发',
      '工钱…没结',
    ],
    ...[
      '工资…没结',
      '不结工资',
      '不结工钱',
      '克扣工资',
      '克扣工钱',
      '未发工资',
      '发不出工资',
      '冇出粮',
      '唔出粮',
    ],
  ],
  安全隐患: [
    '重大隐患',
    '安全事故',
    '出人命',
    '要出人命',
    '随时会倒',
    '随时会塌',
    '随时可能倒',
    '随时可能塌',
  ],
  坍塌: [
    '倒塌',
    '垮塌',
    '塌方',
    '山体滑坡',
    '楼要塌',
    '房子要塌',
    '墙要塌',
    '楼塌',
    '房塌',
    '墙塌',
    '地面塌陷',
  ],
  燃气泄漏: [
    ...[
      '煤气泄漏',
      '燃气泄露',
      '煤气泄露',
      '天然气泄漏',
      '液化气泄漏',
      '燃气漏',
      '煤气漏',
      '漏煤气',
      '漏燃气',
    ],
    ...[
      '煤气味',
      '燃气味',
      '煤气中毒',
      '一氧化碳中毒',
      '闻到…煤气',
      '闻到…燃气',
      '挖断燃气',
      '挖断煤气',
      '挖断…气管',
    ],
  ],
  跳楼: [
    ...['轻生', '自杀', '寻短见', '割腕', '烧炭自', '不想活', '想不开', '要跳下去', '跳桥', '跳河', '喝农药'],
    ...['站在楼顶边', '坐在楼顶边', '坐在天台边', '站在天台边', '活不下去'],
  ],
  起火: ['着火', '失火', '火灾', '冒火', '烧起来', '爆炸', '冒浓烟', '电动车自燃', '电池自燃'],
  集体上访: [
    '集体信访',
    '群体上访',
    '去北京上访',
    '进京上访',
    '越级上访',
    '集体去…上访',
    '堵路讨',
    '堵门讨',
    '拉横幅',
    '集体罢工',
  ],
};

/** The keywords themselves, as they stand in a warning. */
export const GRAVE_WORDS: readonly string[] = Object.keys(GRAVE);

/** The same characters with another meaning: a price, an angry man, a hot pot eaten together. */
const OTHER_SENSES = /跳楼(?:价|机|大)|一起火锅|发起火|火灾(?:险|保险)|爆炸(?:头|式|性|新闻)/g;

/** 没有拖欠工资 denies it; 有没有燃气泄漏 asks, and asking is grave. */
const DENIED =
  '(?<!(?<!有)(?:没有?|并未|尚未|从未|不是|并非|不存在|不会|没有?(?:发生|出现|存在)|未(?:发生|出现|见)|无))';

const patterns = Object.entries(GRAVE).map(
  ([word, variants]) =>
    [
      word,
      new RegExp(`${DENIED}(?:${[word, ...variants].join('|').replaceAll('…', '[^，。！？；,.!?;]{0,8}')})`),
    ] as const,
);

/** The first grave keyword that `text` says in some way, or undefined; what is denied is not said. */
export function graveWordIn(text: string): string | undefined {
  const read = text.replace(/\s+/g, '').replace(OTHER_SENSES, '');
  return patterns.find(([, pattern]) => pattern.test(read))?.[0];
}
