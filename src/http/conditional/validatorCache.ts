import type { StoredResponse, ValidatorCache } from '../sendPorts';

/** How much a cache keeps: so many answers, and so many octets of content in all. */
export interface CacheCapacity {
  readonly answers: number;
  readonly octets: number;
}

/** A cache in memory of the answers used last (rule CN). Contents are referred to, not copied; one that alone passes the capacity is not kept. */
export function validatorCache(capacity: CacheCapacity = { answers: 200, octets: 33_554_432 }): ValidatorCache {
  const entries = new Map<string, StoredResponse>();
  let octets = 0;
  const drop = (key: string) => {
    octets -= entries.get(key)?.response.content.size ?? 0;
    entries.delete(key);
  };
  return {
    find(key) {
      const found = entries.get(key);
      if (found !== undefined) {
        entries.delete(key);
        entries.set(key, found);
      }
      return found;
    },
    store(key, stored) {
      drop(key);
      if (stored.response.content.size > capacity.octets) return;
      entries.set(key, stored);
      octets += stored.response.content.size;
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity.answers && octets <= capacity.octets) break;
        drop(oldest);
      }
    },
  };
}
