import type { Pair } from '#domain/language.ts';
import type { ChainName } from '#server/audit/chain.ts';

/** What is wrong with a chain or an anchor, and where; ids and numbers only. */
export interface Finding extends Pair {
  kind:
    | 'edited'
    | 'deleted'
    | 'link-missing'
    | 'unknown-form'
    | 'rewritten'
    | 'cut'
    | 'forged'
    | 'unreadable'
    | 'exchanged'
    | 'unbound';
}

const CHAIN_WORDS: Record<ChainName, { row: Pair; chain: Pair }> = {
  feed: { row: { zh: '事件', en: 'event' }, chain: { zh: '事件链', en: 'the chain of the feed' } },
  entries: {
    row: { zh: '审计记录', en: 'audit entry' },
    chain: { zh: '审计记录链', en: 'the chain of the entries' },
  },
};
export const chainWords = (chain: ChainName): Pair => CHAIN_WORDS[chain].chain;

const places = (from: number, to: number): string => (from === to ? String(from) : `${from}–${to}`);

/** A row that is not what was bound. */
export const edited = (chain: ChainName, position: number, ref: number): Finding => ({
  kind: 'edited',
  zh: `${CHAIN_WORDS[chain].chain.zh}第 ${position} 条：${CHAIN_WORDS[chain].row.zh} ${ref} 被改动过`,
  en: `${CHAIN_WORDS[chain].chain.en} at ${position}: ${CHAIN_WORDS[chain].row.en} ${ref} was edited`,
});

export const deleted = (chain: ChainName, position: number, ref: number): Finding => ({
  kind: 'deleted',
  zh: `${CHAIN_WORDS[chain].chain.zh}第 ${position} 条：${CHAIN_WORDS[chain].row.zh} ${ref} 被删除`,
  en: `${CHAIN_WORDS[chain].chain.en} at ${position}: ${CHAIN_WORDS[chain].row.en} ${ref} was deleted`,
});

export const linkMissing = (chain: ChainName, from: number, to: number): Finding => ({
  kind: 'link-missing',
  zh: `${CHAIN_WORDS[chain].chain.zh}缺第 ${places(from, to)} 条`,
  en: `${CHAIN_WORDS[chain].chain.en} has no link ${places(from, to)}`,
});

export const unknownForm = (chain: ChainName, position: number, form: number): Finding => ({
  kind: 'unknown-form',
  zh: `${CHAIN_WORDS[chain].chain.zh}第 ${position} 条的格式 ${form} 本版本不认识，请用新版本核对`,
  en: `${CHAIN_WORDS[chain].chain.en} at ${position}: form ${form} is not known to this version; verify with a newer one`,
});

/** @param fits the last position at which an anchor fits; 0 where none does */
export const rewritten = (chain: ChainName, fits: number, position: number, anchor: number): Finding => ({
  kind: 'rewritten',
  zh: `${CHAIN_WORDS[chain].chain.zh}第 ${places(fits + 1, position)} 条被重写：与第 ${anchor} 号存证不符`,
  en: `${CHAIN_WORDS[chain].chain.en} was rewritten within ${places(fits + 1, position)}: anchor ${anchor} does not fit`,
});

export const cut = (chain: ChainName, end: number, position: number, anchor: number): Finding => ({
  kind: 'cut',
  zh: `${CHAIN_WORDS[chain].chain.zh}止于第 ${end} 条，而第 ${anchor} 号存证证明曾到第 ${position} 条：尾部被截去`,
  en: `${CHAIN_WORDS[chain].chain.en} ends at ${end}, but anchor ${anchor} proves that it reached ${position}: its tail was cut`,
});

export const forged = (line: number, anchor: number): Finding => ({
  kind: 'forged',
  zh: `存证文件第 ${line} 行（第 ${anchor} 号）的签名不是本机构的密钥所签`,
  en: `line ${line} of the anchors (anchor ${anchor}) was not signed by the key`,
});

export const unreadable = (line: number): Finding => ({
  kind: 'unreadable',
  zh: `存证文件第 ${line} 行无法读取`,
  en: `line ${line} of the anchors cannot be read`,
});

/** A restore or a promotion gave up what was anchored before it; an owner of the database could pretend one. */
export const exchanged = (
  chain: ChainName,
  { epoch, from, anchors }: { epoch: string; from: number; anchors: number },
): Finding => ({
  kind: 'exchanged',
  zh: `${CHAIN_WORDS[chain].chain.zh}在换代 ${epoch} 时自第 ${from + 1} 条起被放弃，${anchors} 个存证不再相符；确系恢复或切换的，请加 --restored ${epoch}`,
  en: `${CHAIN_WORDS[chain].chain.en} was given up from ${from + 1} on when epoch ${epoch} began, and ${anchors} anchors fit no more; if that restore is known, say --restored ${epoch}`,
});

export const unbound = (chain: ChainName, count: number, first: number): Finding => ({
  kind: 'unbound',
  zh: `${count} 条${CHAIN_WORDS[chain].row.zh}超过十分钟仍未入链，第一条是 ${first}`,
  en: `${count} × ${CHAIN_WORDS[chain].row.en} unbound for more than ten minutes, the first is ${first}`,
});
