import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0', 'Edge · Windows'],
  ['Mozilla/5.0 (iPhone) AppleWebKit/605.1 Mobile/15E148 MicroMessenger/8.0', '微信 WeChat · iOS'],
  ['curl/8.0', 'curl/8.0'],
  [null, '—'],
])('%s is called %s', (agent, name) => expect(browserName(agent)).toBe(name));
