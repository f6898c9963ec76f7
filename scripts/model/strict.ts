import { escapePointer } from "../kubernetes/json-pointer.ts";
import type { UnknownField } from "../schema/compile.ts";

/**
 * Finds the fields of an object that a generated validator does not know.
 *
 * The generated validators of kubernetes-models let unknown fields pass. But to judge an object they must read every
 * field they know, so handing them the object through a recording Proxy yields, for each object in it, exactly the names
 * of the fields that its schema has. Of a map (labels, resource limits) every value is read, and an opaque object
 * (x-kubernetes-preserve-unknown-fields) is not read at all: neither has unknown fields.
 */
export class FieldRecorder {
  readonly #known = new Map<object, Set<string>>();
  readonly #proxies = new WeakMap<object, object>();

  /** The same data, recording what is read of it. */
  record<T>(value: T): T {
    if (typeof value !== "object" || value === null) return value;
    const existing = this.#proxies.get(value);
    if (existing) return existing as T;
    const proxy = new Proxy(value, {
      get: (target, key) => {
        this.#note(target, key);
        return this.record(Reflect.get(target, key));
      },
      has: (target, key) => {
        this.#note(target, key);
        return Reflect.has(target, key);
      },
    });
    this.#proxies.set(value, proxy);
    return proxy as T;
  }

  /** Every field that is there though nothing read it, with the fields that its object may have. */
  unknownFields(root: object): UnknownField[] {
    const found: UnknownField[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      const known = this.#known.get(value);
      if (!Array.isArray(value)) {
        if (!known) return;
        for (const key of Object.keys(value)) if (!known.has(key)) found.push({ path: `${path}/${escapePointer(key)}`, name: key, known: [...known].sort() });
      }
      for (const [key, child] of Object.entries(value)) visit(child, `${path}/${escapePointer(key)}`);
    };
    visit(root, "");
    return found;
  }

  #note(target: object, key: string | symbol): void {
    if (typeof key === "symbol" || Array.isArray(target)) return;
    const known = this.#known.get(target) ?? new Set();
    this.#known.set(target, known.add(key));
  }
}
