import type { StoredResponse, ValidatorCache } from './sendPorts';

/** A cache in memory of the answers used last, at most `capacity` of them (rule CN). Contents are referred to, not copied. */
export function validatorCache(capacity = 200): ValidatorCache {
  const entries = new Map<string, StoredResponse>();
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
      entries.delete(key);
      entries.set(key, stored);
      const oldest = entries.size > capacity ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
    },
  };
}
