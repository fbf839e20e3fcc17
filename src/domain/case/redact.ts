/**
 * Takes telephone and identity numbers out of a text that others will see (个人信息保护法 第五十一条).
 * Any run of seven or more digits goes, full-width ones too, also when spaces, dots or dashes stand between.
 */
export const redact = (text: string): string =>
  text.replace(/[0-9０-９](?:[\s.·—–-]{0,3}[0-9０-９]){6,}[xXｘＸ]?/g, '＊＊＊');
