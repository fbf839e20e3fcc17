/** A browser as a server sees one: it keeps cookies from one answer to the next request. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;
  readonly #address: string | undefined;

  /** @param address what a trusted proxy says of where it comes from */
  constructor(origin: string, address?: string) {
    this.#origin = origin;
    this.#address = address;
  }

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  value(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  forget(name: string): void {
    this.#cookies.delete(name);
  }

  async ask(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(path.startsWith('http') ? path : this.#origin + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.#origin,
        ...(this.#cookies.size > 0 ? { cookie: this.header } : {}),
        ...(this.#address === undefined ? {} : { 'x-forwarded-for': this.#address }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '' || attributes.some((one) => /max-age=0/i.test(one))) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  get(path: string): Promise<Response> {
    return this.ask('GET', path);
  }

  post(path: string, body: object = {}): Promise<Response> {
    return this.ask('POST', path, body);
  }

  signIn(username: string, password: string): Promise<Response> {
    return this.post('/api/auth/sign-in/username', { username, password });
  }
}
