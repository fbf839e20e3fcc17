/** The languages of the interface: Simplified Chinese first, English second. */
export type Language = 'zh' | 'en';

/** One meaning in each language. */
export type Pair = Record<Language, string>;
