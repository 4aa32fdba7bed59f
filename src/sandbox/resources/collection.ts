import type { JsonObject } from '../json';

/** One stored resource. `modifiedAt` is milliseconds since the epoch. */
export interface Resource {
  readonly id: string;
  readonly values: JsonObject;
  readonly modifiedAt: number;
}

/** Resources of one kind, in the order they were made. Ids are digits and go on counting. */
export class Collection {
  readonly #seed: readonly Resource[];
  #resources: Map<string, Resource>;
  #nextId: number;

  constructor(seed: readonly Resource[]) {
    this.#seed = seed;
    this.#resources = new Map();
    this.#nextId = 1;
    this.reset();
  }

  list(): readonly Resource[] {
    return [...this.#resources.values()];
  }

  get(id: string): Resource | undefined {
    return this.#resources.get(id);
  }

  add(values: JsonObject, modifiedAt: number): Resource {
    const resource = { id: String(this.#nextId++), values, modifiedAt };
    this.#resources.set(resource.id, resource);
    return resource;
  }

  /** Replaces the members that `changes` names; undefined when there is no such resource. */
  change(id: string, changes: JsonObject, modifiedAt: number): Resource | undefined {
    const resource = this.#resources.get(id);
    if (resource === undefined) return undefined;
    const changed = { id, values: { ...resource.values, ...changes }, modifiedAt };
    this.#resources.set(id, changed);
    return changed;
  }

  /** False when there is no such resource. */
  delete(id: string): boolean {
    return this.#resources.delete(id);
  }

  reset(): void {
    this.#resources = new Map(this.#seed.map((resource) => [resource.id, resource]));
    this.#nextId = Math.max(0, ...this.#seed.map(({ id }) => Number(id))) + 1;
  }
}
