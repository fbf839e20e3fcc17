/** Any run of seven or more digits, full-width ones too, also when spaces, dots or dashes stand between. */
const NUMBER = /[0-9０-９](?:[\s.·—–-]{0,3}[0-9０-９]){6,}[xXｘＸ]?/g;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** 微信号 abc_12345: what is said to be an account of a messenger, and the ids that WeChat gives itself. */
const ACCOUNT =
  /((?:微信|威信|薇信|wechat|weixin|\bwx|\bvx|\bqq)[\s号:：是为叫id]{0,6})([a-z][\w-]{4,19})|wxid_[a-z0-9]+/gi;

/**
 * Takes telephone and identity numbers, addresses of mail and accounts of messengers out of a text that others will
 * see (个人信息保护法 第五十一条).
 */
export const redact = (text: string): string =>
  text
    .replace(MAIL, '＊＊＊')
    .replace(ACCOUNT, (_, said: string | undefined) => `${said ?? ''}＊＊＊`)
    .replace(NUMBER, '＊＊＊');

/** The same, and without the name of the person, however it is spaced: who reported is nobody's to read in a text. */
export function redactPerson(text: string, name: string | null | undefined): string {
  const own = [...(name ?? '').replaceAll(/\s/g, '')];
  if (own.length < 2) return redact(text);
  const written = own.map((one) => one.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('\\s*');
  return redact(text.replaceAll(new RegExp(written, 'gi'), '＊＊＊'));
}
