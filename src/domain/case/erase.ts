/** Why personal data of a case is erased (个人信息保护法 第四十七条): asked for, no longer needed, unlawfully kept, or its time is up. */
export const ERASE_REASONS = ['asked', 'not-needed', 'unlawful', 'retention'] as const;
export type EraseReason = (typeof ERASE_REASONS)[number];
