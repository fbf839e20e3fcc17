import { createServer } from 'node:net';
import { StartRefusal } from './start-refusal.mjs';

/**
 * Proves that the address can be listened on, before anything slow begins.
 * @param {string} host
 * @param {number} port 0 is always free
 * @returns {Promise<void>}
 */
export function requireFreePort(host, port) {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', (error) => fail(listenRefusal(error, host, port)));
    server.listen(port, host, () => server.close(() => done()));
  });
}

/**
 * Turns an error of `listen` into a sentence, or answers it as it is.
 * @param {NodeJS.ErrnoException} error
 * @param {string} host
 * @param {number} port
 * @returns {Error}
 */
export function listenRefusal(error, host, port) {
  const at = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartRefusal(
        'port-taken',
        `端口 ${at} 已被其他程序占用；未作任何改动；请停止该程序，或换一个端口：npm start -- --port ${port + 1}。`,
        `The port ${at} is taken by another program; nothing was changed; stop that program or choose another port: npm start -- --port ${port + 1}.`,
      );
    case 'EACCES':
      return new StartRefusal(
        'port-denied',
        `当前用户不能监听 ${at}；未作任何改动；请选择大于 1023 的端口。`,
        `This user may not listen on ${at}; nothing was changed; choose a port above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartRefusal(
        'host-unknown',
        `地址 ${host} 不属于本机；未作任何改动；请用 --host 指定本机的地址。`,
        `The address ${host} does not belong to this machine; nothing was changed; name one that does with --host.`,
      );
    default:
      return error;
  }
}
