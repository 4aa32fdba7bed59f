import type { Binding } from '../../run/ports';

/** Names whose values lead back to themselves by `{{references}}` among these bindings, each with the way round: `a → b → a`. Linear in the values. */
export function valueCycles(bindings: readonly Binding[]): ReadonlyMap<string, string> {
  const values = new Map<string, Binding>();
  for (const binding of bindings) if (!values.has(binding.name)) values.set(binding.name, binding);
  const found = new Map<string, string>();
  const done = new Set<string>();
  for (const name of values.keys()) follow(name, [], { values, found, done });
  return found;
}

interface Search {
  readonly values: ReadonlyMap<string, Binding>;
  readonly found: Map<string, string>;
  readonly done: Set<string>;
}

function follow(name: string, way: readonly string[], search: Search): void {
  const at = way.indexOf(name);
  if (at >= 0) {
    const round = way.slice(at);
    for (const [index, member] of round.entries()) {
      search.found.set(member, [...round.slice(index), ...round.slice(0, index), member].join(' → '));
    }
    return;
  }
  const binding = search.values.get(name);
  if (binding === undefined || search.done.has(name)) return;
  for (const [, next = ''] of binding.value.matchAll(/\{\{%?\s*([\w.-]+)\s*\}\}/g))
    follow(next, [...way, name], search);
  search.done.add(name);
}
