/** Ordinary surnames and given names; every account's name is invented. */
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋'];
const GIVEN = (
  '志强 建华 海燕 丽娟 伟明 晓峰 秀英 国庆 雪梅 文斌 小红 俊杰 婷婷 永康 春兰 家豪 美玲 德胜 思敏 卫东 ' +
  '玉珍 浩然 佩芬 少华 静怡 振宇 惠芳 立新 素琴 泽鑫 嘉慧 锦鹏 月华 世杰 淑贞 子轩 凤仪 耀辉 洁莹 光明 ' +
  '巧云 启航 碧珊 兆基 若兰 景行 宝珠 铭远 艳霞 天佑 清雅 柏林 诗雨'
).split(' ');

/**
 * The n-th invented name. 42 surnames and 53 given names share no factor, so that the first 2,226 names
 * are all different.
 */
export function inventedName(n: number): string {
  return `${SURNAMES[n % SURNAMES.length]}${GIVEN[n % GIVEN.length]}`;
}
