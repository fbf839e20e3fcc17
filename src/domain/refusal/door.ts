import type { Words } from './words.ts';

/** What is refused where something comes in: how it was sent, how much, and in which state of the house. */
export const DOOR_REFUSALS = {
  'bad-input': {
    status: 400,
    zh: '内容不完整或格式不对：{field}。您填写的都已保留，请改正后再提交。',
    en: 'Something is missing or malformed: {field}. What you entered is kept; correct it and send again.',
  },
  'too-large': {
    status: 413,
    zh: '内容太长，超过 {limitKb} KB，没有收下。请缩短文字或减少照片后再提交。',
    en: 'The content is longer than {limitKb} KB and was not taken. Shorten it and send again.',
  },
  'origin-refused': {
    status: 403,
    zh: '请求来自陌生的网址，没有执行。请从本系统的页面操作。',
    en: 'The request came from a foreign address and was not carried out. Act from a page of this system.',
  },
  'too-many': {
    status: 429,
    zh: '操作太频繁，这一次没有执行，内容已保留。请 {seconds} 秒后再试。',
    en: 'Too many requests; this one was not carried out and is kept. Try again in {seconds} seconds.',
  },
  'content-type': {
    status: 415,
    zh: '内容的类型（Content-Type）不对，没有执行。接口请用 application/json，网页表单请从本系统的页面提交。',
    en: 'The content type is not the one expected; nothing was done. Send application/json to the API, and forms from a page of this system.',
  },
  'address-too-long': {
    status: 414,
    zh: '网址太长，没有处理。没有改动任何内容；请缩短查询条件后再试。',
    en: 'The address is too long and was not followed. Nothing was changed; shorten the query and try again.',
  },
  'command-reused': {
    status: 409,
    zh: '这个操作编号已用于另一项内容，没有执行。第一次的结果仍然有效；请用新的编号重发。',
    en: 'This command id was used for something else; nothing was done. The first result stands; send again with a new id.',
  },
  stale: {
    status: 412,
    zh: '您看到的已不是最新：其间别人改动过。您的操作没有执行，内容已保留；请看过最新情况再决定。',
    en: 'What you saw is no longer current: somebody acted meanwhile. Your act was not carried out and is kept; look again and decide.',
  },
  busy: {
    status: 503,
    zh: '系统正忙或数据库暂时不可用，操作没有执行，内容已保留。会自动重试；也可以稍后再按一次。',
    en: 'The system is busy or the database unavailable; nothing was done and your input is kept. Try again shortly.',
  },
  'precondition-malformed': {
    status: 400,
    zh: 'If-Match 应是带引号的版本号，如 "7"。没有执行任何操作，内容已保留。',
    en: 'If-Match must be a version in quotes, such as "7". Nothing was done and your input is kept.',
  },
  'no-such-address': {
    status: 404,
    zh: '接口里没有这个地址。没有改动任何内容；请看 /api/v1/openapi.json。',
    en: 'The API has no such address. Nothing was changed; see /api/v1/openapi.json.',
  },
  'metrics-closed': {
    status: 403,
    zh: '运行指标只给本机程序和持有令牌的监控程序，没有给出任何内容。请在本机读取，或带上 FALING_METRICS_TOKEN。',
    en: 'The metrics are for programs on this machine and for those with the token; nothing was given. Read them there, or bring FALING_METRICS_TOKEN.',
  },
  internal: {
    status: 500,
    zh: '系统出了错，操作没有执行，内容已保留。请把编号 {errorId} 告诉管理员。',
    en: 'Something went wrong; nothing was done and your input is kept. Tell the administrator the number {errorId}.',
  },
} as const satisfies Record<string, Words>;
