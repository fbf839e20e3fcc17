import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KeyObject } from 'node:crypto';
import { readAuditKey, readPublicKey } from '#server/audit/key.ts';
import { sinkAddress } from '#server/audit/keeping.ts';
import type { Config } from '#server/config.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';
import type { AuditOptions } from './audit.ts';

/** What `npm run verify` was asked for; the rest is for the configuration. */
export interface Asked {
  url: string | undefined;
  audit: boolean;
  anchors: string | undefined;
  publicKeys: string[];
  restored: string[];
  rest: string[];
}

export function readAsked(args: readonly string[]): Asked {
  const asked: Asked = {
    url: undefined,
    audit: false,
    anchors: undefined,
    publicKeys: [],
    restored: [],
    rest: [],
  };
  const left = [...args];
  const value = (option: string): string => {
    const given = left.shift();
    if (given === undefined) throw incomplete(option);
    return given;
  };
  for (let one = left.shift(); one !== undefined; one = left.shift()) {
    if (/^postgres(ql)?:/.test(one)) asked.url = one;
    else if (one === '--audit') asked.audit = true;
    else if (one === '--anchors') asked.anchors = value(one);
    else if (one === '--public-key') asked.publicKeys.push(value(one));
    else if (one === '--restored') asked.restored.push(value(one));
    else asked.rest.push(one);
  }
  return asked;
}

/**
 * What the chains are held against: the anchors that were named, otherwise the file of the sink where it is one and lies
 * here, otherwise what the database itself keeps.
 * @throws StartRefusal where there is no key to check signatures with
 */
export function auditOptions(
  { anchors, publicKeys, restored }: Asked,
  config: Config,
  { secret, database }: { secret: string | null; database: string },
): AuditOptions {
  const address = sinkAddress(config, database);
  const own = address?.startsWith('file:') ? fileURLToPath(address) : null;
  const file = anchors ?? (own !== null && existsSync(own) ? own : null);
  if (anchors !== undefined && !existsSync(anchors)) throw noAnchors(anchors);
  return { anchors: file, keys: keysOf(publicKeys, config, secret), restored };
}

function keysOf(files: readonly string[], config: Config, secret: string | null): KeyObject[] {
  if (files.length > 0) return files.map(readPublicKey);
  if (secret === null && config.auditKeyFile === null) throw noKey();
  return [readAuditKey(secret ?? '', config.auditKeyFile).public];
}

const incomplete = (option: string): StartRefusal =>
  new StartRefusal(
    'bad-option',
    `选项 ${option} 缺少内容；没有核对任何内容。`,
    `The option ${option} lacks its value; nothing was verified.`,
    2,
  );

const noAnchors = (file: string): StartRefusal =>
  new StartRefusal(
    'no-anchors',
    `没有存证文件 ${file}；没有核对任何内容；请核对路径。`,
    `There is no file of anchors ${file}; nothing was verified; check the path.`,
    2,
  );

const noKey = (): StartRefusal =>
  new StartRefusal(
    'audit-key-missing',
    '核对存证的签名需要公钥；没有核对任何内容；请用 --public-key 指定（由 npm run admin -- audit-key 输出），或设置 FALING_SECRET。',
    'The signatures of the anchors need a public key; nothing was verified; name it with --public-key (npm run admin -- audit-key prints it), or set FALING_SECRET.',
    2,
  );
