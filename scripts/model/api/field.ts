import type { Rule } from "../../rules/rule.ts";
import type { Violation } from "../violation.ts";
import { zeroIn } from "./field-path.ts";
import { quote, show } from "./show-value.ts";

/** Where violations are gathered, and the rule that is speaking. */
export interface Log {
  violations: Violation[];
  rule?: Rule | undefined;
}

/**
 * A place in an object: the value there, and the ways kube-apiserver says that it is wrong.
 * Reading never fails: a value of the wrong type (which the schema reports) reads as absent, and so does null.
 * Source of the wording: apimachinery pkg/util/validation/field/errors.go.
 */
export class Field {
  readonly value: unknown;
  readonly key: string | number;
  readonly log: Log;
  readonly #parent: Field | undefined;

  constructor(value: unknown, log: Log, key: string | number = "", parent?: Field) {
    this.value = value ?? undefined;
    this.log = log;
    this.key = key;
    this.#parent = parent;
  }

  /** JSON pointer to this place. */
  get pointer(): string {
    if (!this.#parent) return "";
    return `${this.#parent.pointer}/${String(this.key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }

  get present(): boolean {
    return this.value !== undefined;
  }

  /** The text here; "" when there is none, as in the API server's own types. */
  get text(): string {
    return typeof this.value === "string" ? this.value : "";
  }

  /** The number here, or undefined. */
  get number(): number | undefined {
    return typeof this.value === "number" ? this.value : undefined;
  }

  get true(): boolean {
    return this.value === true;
  }

  get isMap(): boolean {
    return typeof this.value === "object" && !Array.isArray(this.value);
  }

  /** The place of a field of the object here, whether the object has it or not. */
  at(key: string): Field {
    const own = this.isMap && Object.hasOwn(this.value as object, key);
    return new Field(own ? ((this.value as Record<string, unknown>)[key] ?? zeroIn(this.key)) : undefined, this.log, key, this);
  }

  /** The places of several fields, in their order. */
  places<Keys extends string[]>(...keys: Keys): { [Index in keyof Keys]: Field } {
    return keys.map((key) => this.at(key)) as { [Index in keyof Keys]: Field };
  }

  /** The place at the end of a path of fields. */
  under(...keys: string[]): Field {
    return keys.reduce<Field>((field, key) => field.at(key), this);
  }

  /** The places of the list's elements; none when there is no list here. */
  get items(): Field[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((item, index) => new Field(item, this.log, index, this));
  }

  /** The texts in the list here. */
  get texts(): string[] {
    return Array.isArray(this.value) ? this.value.filter((item) => typeof item === "string") : [];
  }

  /** The places of the map's values; none when there is no map here. */
  get entries(): Field[] {
    if (!this.isMap) return [];
    return Object.entries(this.value as object).map(([key, value]) => new Field(value ?? zeroIn(this.key), this.log, key, this));
  }

  /** Number of elements or of keys. */
  get size(): number {
    if (Array.isArray(this.value)) return this.value.length;
    return this.isMap ? Object.keys(this.value as object).length : 0;
  }

  invalid(detail: string, value: unknown = this.value): void {
    this.#say(`Invalid value: ${show(value)}${detail && `: ${detail}`}`);
  }

  /** Reports each of the messages that a format check of formats.ts gave. */
  invalidEach(details: string[], value: unknown = this.value): void {
    for (const detail of details) this.invalid(detail, value);
  }

  required(detail = ""): void {
    this.#say(`Required value${detail && `: ${detail}`}`);
  }

  duplicate(value: unknown = this.value): void {
    this.#say(`Duplicate value: ${show(value)}`);
  }

  unsupported(values: readonly string[], value: unknown = this.value): void {
    this.#say(`Unsupported value: ${show(value)}: supported values: ${values.map(quote).join(", ")}`);
  }

  forbidden(detail: string): void {
    this.#say(`Forbidden: ${detail}`);
  }

  notFound(detail = "", value: unknown = this.value): void {
    this.#say(`Not found: ${show(value)}${detail && `: ${detail}`}`);
  }

  tooLong(most: number): void {
    this.#say(`Too long: may not be more than ${most} bytes`);
  }

  tooMany(most: number): void {
    this.#say(`Too many: ${this.size}: must have at most ${most} items`);
  }

  /** Says something in words that are not of the usual kinds. */
  say(message: string): void {
    this.#say(message);
  }

  #say(message: string): void {
    const { rule, violations } = this.log;
    if (!rule) throw new Error(`no rule speaks at ${this.pointer}: ${message}`);
    violations.push({ rule: rule.id, path: this.pointer, message, help: rule.help });
  }
}
