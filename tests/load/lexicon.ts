import type { Random } from '#server/demo/day/random.ts';

/** What residents write about, character by character: names of shops, streets and things are made of these. */
const CHARACTERS =
  '安宝北边兵昌长超朝车成城川春村达大道德电东动豆都发方飞芬丰凤福富刚高工公光广贵国海汉和恒红宏虹洪厚湖花华环黄惠火吉佳家嘉建江金锦京晶景九开康科坑口坤坪蓝乐里丽利联良林灵龙楼路绿马满美梅门民明木南年宁排盘鹏平坡祺旗启前桥青清庆泉仁日荣瑞润赛三沙山上深生盛石时世市顺四松塘天田亭通桐同湾万旺围文武西溪喜峡仙祥向小晓心新信星兴秀旭雅岩阳洋业一颐艺益银英永友裕元园源月云泽展兆振镇正中众竹庄紫';

const LINKS = ['的', '和', '在', '了', '到', '又', '还有', '，', '。', '，旁边是', '，每天', '，听说'];

export interface Lexicon {
  words: string[];
  /** Draws a word: the first few come in most texts, the last ones in one of thousands. */
  draw: () => string;
}

/** Invented words of two and three characters, drawn as words are in any language (Zipf). */
export function lexiconOf(random: Random, size: number): Lexicon {
  const characters = [...CHARACTERS];
  const words = new Set<string>();
  while (words.size < size) {
    const length = words.size % 2 === 0 ? 2 : 3;
    words.add(Array.from({ length }, () => random.pick(characters)).join(''));
  }
  const all = [...words];
  // Rank r with a probability of about 1/r: the logarithm of the rank is uniform.
  const draw = (): string => all[Math.min(size - 1, Math.floor(size ** random.next()) - 1)] ?? '';
  return { words: all, draw };
}

/** Some sentences of drawn words, and which they were. */
export function sentences(random: Random, { draw }: Lexicon): { text: string; words: string[] } {
  const words = Array.from({ length: 4 + Math.floor(random.lognormal(8, 0.5)) }, draw);
  return { words, text: words.map((word) => word + random.pick(LINKS)).join('') };
}
