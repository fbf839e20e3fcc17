/**
 * 保存期限: how long what is kept, after which nothing needs it any more. Personal data is kept for the shortest time
 * that its purpose needs (个人信息保护法 第十九条); the log and the audit hold none, and stay.
 */
export const RETENTION_SUBJECTS = ['contact', 'media', 'words', 'certificate'] as const;
export type RetentionSubject = (typeof RETENTION_SUBJECTS)[number];

export interface RetentionRule {
  subject: RetentionSubject;
  /** Days of the city since the case was over, or since the order was issued. */
  days: number;
  source: string;
}

/**
 * What holds where nobody has enacted anything else. The days are proposals of this system; what they follow from is
 * named beside them.
 */
export const DEFAULT_RULES: readonly RetentionRule[] = [
  // After the follow-up nobody calls any more; half a year covers a contest and a report that comes again.
  { subject: 'contact', days: 180, source: '个人信息保护法 第十九条' },
  { subject: 'media', days: 365, source: '个人信息保护法 第十九条' },
  // As long as a claim that the case is evidence for can be brought.
  { subject: 'words', days: 1095, source: '民法典 第一百八十八条（三年诉讼时效）' },
  // Who was told of an order and when is a log of network operation: not less than six months.
  { subject: 'certificate', days: 365, source: '网络安全法 第二十一条（不少于六个月）' },
];

/** Logs of who did what on the network are kept for six months at least (网络安全法 第二十一条). */
export const LEAST_DAYS: Record<RetentionSubject, number> = {
  contact: 1,
  media: 1,
  words: 1,
  certificate: 184,
};
