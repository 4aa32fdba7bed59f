import type { Cookie, MemoryCookieStore } from 'tough-cookie';

/** How many cookies a jar takes of one domain, and in all, and how many stay when there are more: as browsers have it, and more than RFC 6265 §6.1 asks for. */
const ofDomain = { most: 180, kept: 150 };
const inAll = { most: 3300, kept: 3000 };

/** Keeps the number of cookies within the limits. They are counted only when as many were set as may be kept. */
export class Crowd {
  readonly #store: MemoryCookieStore;
  readonly #setOf = new Map<string | null, number>();
  #set = 0;

  constructor(store: MemoryCookieStore) {
    this.#store = store;
  }

  /** A cookie of this domain was set. */
  add(domain: string | null): void {
    const set = (this.#setOf.get(domain) ?? 0) + 1;
    this.#set += 1;
    const own = () => cookiesOf(this.#store).filter((cookie) => cookie.domain === domain);
    this.#setOf.set(domain, set > ofDomain.most ? this.#thinned(own(), ofDomain) : set);
    if (this.#set > inAll.most) this.#set = this.#thinned(cookiesOf(this.#store), inAll);
  }

  /** Removes those used longest ago when there are too many; how many are left. */
  #thinned(cookies: readonly Cookie[], { most, kept }: typeof inAll): number {
    if (cookies.length <= most) return cookies.length;
    const byUse = [...cookies].sort((a, b) => usedAt(a) - usedAt(b) || a.creationIndex - b.creationIndex);
    for (const { domain, path, key } of byUse.slice(0, -kept)) {
      this.#store.removeCookie(domain ?? '', path ?? '/', key, () => undefined);
    }
    return kept;
  }
}

function usedAt({ lastAccessed }: Cookie): number {
  return lastAccessed instanceof Date ? lastAccessed.getTime() : 0;
}

/** The store is in memory, and calls back at once. */
function cookiesOf(store: MemoryCookieStore): readonly Cookie[] {
  let all: readonly Cookie[] = [];
  store.getAllCookies((_, cookies) => (all = cookies ?? []));
  return all;
}
