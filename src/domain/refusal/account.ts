import type { Words } from './words.ts';

/** Signing in, accounts, and what they may do. */
export const ACCOUNT_REFUSALS = {
  'not-signed-in': {
    status: 401,
    zh: '您还没有登录，或登录已过期。您填写的都已保留，请登录后再提交。',
    en: 'You are not signed in, or your session has ended. What you entered is kept; sign in and send again.',
  },
  'sign-in-unfinished': {
    status: 403,
    zh: '登录还差一步：请先更换初始密码，或启用两步验证。您填写的都已保留，完成后再提交。',
    en: 'Your sign-in is not finished: first choose a password of your own, or enable the second factor. What you entered is kept.',
  },
  'sign-in-wrong': {
    status: 401,
    zh: '账号或密码不对，没有登录。还可以再试 {left} 次；忘记密码请找安全管理员重置。',
    en: 'The account or the password is wrong; nobody was signed in. {left} more attempts; a forgotten password is reset by the security administrator.',
  },
  'sign-in-locked': {
    status: 429,
    zh: '连续输错次数太多，暂停登录。请 {minutes} 分钟后再试；急需时请找安全管理员重置密码。',
    en: 'Too many wrong attempts; signing in is paused. Try again in {minutes} minutes; if it is urgent, have the security administrator reset the password.',
  },
  'code-wrong': {
    status: 401,
    zh: '验证码不对，没有登录。请核对手机时间，输入最新的 6 位验证码，或用一个恢复码。',
    en: 'The code is wrong; nobody was signed in. Check the time of your telephone and enter the newest six digits, or a recovery code.',
  },
  'code-used': {
    status: 401,
    zh: '这个验证码已用过一次，没有登录。请重新输入账号和密码，再用下一个验证码（30 秒一换）。',
    en: 'This code was used before; nobody was signed in. Begin again with account and password, and take the next code (there is a new one every 30 seconds).',
  },
  'code-anew': {
    status: 401,
    zh: '这次两步验证已过期或试过太多次，没有登录。请重新输入账号和密码。',
    en: 'This step has expired or was tried too often; nobody was signed in. Begin again with account and password.',
  },
  'second-factor-required': {
    status: 409,
    zh: '您的岗位必须两步验证，没有停用。换手机请先启用新的，丢失请找安全管理员。',
    en: 'Your role needs a second factor; it was not disabled. If the telephone is lost, turn to the security administrator.',
  },
  'password-wrong': {
    status: 403,
    zh: '当前密码不对，没有改动任何内容。还可以再试 {left} 次。',
    en: 'The present password is wrong; nothing was changed. {left} more attempts.',
  },
  'password-short': {
    status: 422,
    zh: '新密码不到 12 个字符，没有更换。请用更长的，几个词连起来就好。',
    en: 'The new password has fewer than 12 characters; it was not changed. Choose a longer one: a few words in a row will do.',
  },
  'password-long': {
    status: 422,
    zh: '新密码超过 128 个字符，没有更换。请缩短。',
    en: 'The new password has more than 128 characters; it was not changed. Shorten it.',
  },
  'password-common': {
    status: 422,
    zh: '这个密码太常见，没有更换。请另想一个别人猜不到的。',
    en: 'This password is one that many try first; it was not changed. Choose another.',
  },
  'password-username': {
    status: 422,
    zh: '新密码里有账号名，没有更换。请另想一个。',
    en: 'The new password contains the name of the account; it was not changed. Choose another.',
  },
  'password-same': {
    status: 422,
    zh: '新密码和当前密码一样，没有更换。请另想一个。',
    en: 'The new password is the present one; nothing was changed. Choose another.',
  },
  'unknown-account': {
    status: 404,
    zh: '没有这个账号，或它已停用。没有改动任何内容；请核对。',
    en: 'There is no such account, or it is disabled. Nothing was changed; check which one is meant.',
  },
  'own-account': {
    status: 403,
    zh: '不能改动自己的账号权限。没有改动任何内容；请由另一位安全管理员操作。',
    en: 'Nobody changes the rights of their own account. Nothing was changed; another security administrator does it.',
  },
  'account-misfit': {
    status: 422,
    zh: '这一项与岗位不符：{field}。账号没有改动；请按岗位填写。',
    en: 'This does not fit the role: {field}. The account was not changed; fill it in as the role needs.',
  },
  'account-delegates': {
    status: 409,
    zh: '这个账号有委托代理，不能改为管理员。没有改动任何内容；请另建账号。',
    en: 'This account has delegations and cannot become an administrator. Nothing was changed; make another account.',
  },
  'username-taken': {
    status: 409,
    zh: '这个账号名已有人用，没有新建。您填写的都已保留，请换一个。',
    en: 'This username is taken; nothing was made. What you entered is kept; choose another.',
  },
  'duty-exclusive': {
    status: 409,
    zh: '三员分立：这个工号已是另一职责的人员，一人不能兼任。没有改动任何内容；请核对工号。',
    en: 'The three administrators are three people: this staff number already has another duty. Nothing was changed; check the number.',
  },
  'delegation-past': {
    status: 422,
    zh: '委托的起止时间不对，没有建立。结束要晚于开始和现在。',
    en: 'These dates do not fit; nothing was delegated. A delegation ends after it begins and after now.',
  },
  'delegation-misfit': {
    status: 422,
    zh: '不能委托给自己，管理员也不参与委托。没有建立；请另选人员。',
    en: 'Nobody is their own deputy, and administrators neither delegate nor stand in. Nothing was delegated; choose others.',
  },
  'delegation-twice': {
    status: 409,
    zh: '这两人在这段时间已有委托，没有重复建立。请先结束原来的。',
    en: 'These two have a delegation at that time already; none was added. End the other first.',
  },
} as const satisfies Record<string, Words>;
