import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENT_TYPES } from '#domain/audit/event.ts';
import { REGISTRY } from '#server/door/registry.ts';
import { eventRows, queryRows } from '../../tests/support/protocol-rows.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const plain = (row: string): string => row.replaceAll(/\s+/g, ' ').trim();
const protocol = new Set(read('../../docs/protocol.md').split('\n').map(plain));

test('the protocol lists every type of event with the fields of its body', () => {
  const shapes = JSON.parse(read('answers.json')) as Record<string, object>;
  expect(eventRows(shapes, EVENT_TYPES).filter((row) => !protocol.has(plain(row)))).toEqual([]);
});

test('the protocol lists everything that may be asked, and who may', () => {
  expect(queryRows(REGISTRY).filter((row) => !protocol.has(plain(row)))).toEqual([]);
});
