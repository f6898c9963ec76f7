import { createHmac, randomBytes } from "node:crypto";
import type { Finding } from "./finding.ts";
import type { Manifest } from "./kubernetes/manifest.ts";
import { expression, PAIR, PRIVATE_KEY, type SecretForms } from "./secret-forms.ts";

/** Drawn anew for each run: what stands for a secret tells two of them apart, and confirms no guess afterwards. */
const KEY = randomBytes(32);

/** What stands for a secret: equal for equal values, within a run. */
export function standIn(value: string): string {
  return `(hidden, ${createHmac("sha256", KEY).update(value).digest("hex").slice(0, 8)})`;
}

/** A shorter value is hidden where it stands, but not searched for elsewhere: it is part of too many words. */
const SHORTEST = 6;

/** Hides secrets in what is shown: values of Secrets, values under the name of one, and whatever looks like one, wherever it is repeated. */
export class Redactor {
  readonly #pattern: RegExp;
  readonly #names: readonly RegExp[];
  readonly #placeholders: RegExp;
  readonly #known = new Set<string>();
  #search: RegExp | undefined;

  /**
   * @param objects whose secrets may show up in any text
   * @throws UserError where a form is no regular expression
   */
  constructor(forms: SecretForms, objects: Iterable<Manifest>) {
    for (const pattern of Object.values(forms.patterns)) expression(pattern);
    this.#pattern = expression(
      Object.values(forms.patterns)
        .map((pattern) => `(?:${pattern})`)
        .join("|"),
      "g",
    );
    this.#names = [forms.password_names, forms.secret_names].map((pattern) => expression(pattern));
    this.#placeholders = expression(forms.placeholders);
    for (const object of objects) this.manifest(object);
  }

  /** An object with stand-ins for its secrets. */
  manifest<T extends Manifest>(manifest: T): T {
    const isSecret = manifest.kind === "Secret" && manifest.apiVersion === "v1";
    const entries = Object.entries(manifest).map(([field, value]) =>
      isSecret && (field === "data" || field === "stringData") ? [field, this.#all(value)] : [field, this.#within(value)],
    );
    return Object.fromEntries(entries) as T;
  }

  /** A text with stand-ins for the secrets in it. */
  text(text: string): string {
    if (text.length < SHORTEST) return text;
    const formless = text.replace(PRIVATE_KEY, (found) => this.#hide(found)).replace(this.#pattern, (found) => this.#hide(found));
    if (this.#known.size === 0) return formless;
    this.#search ??= new RegExp(
      [...this.#known]
        .sort((a, b) => b.length - a.length)
        .map(delimited)
        .join("|"),
      "g",
    );
    return formless.replace(this.#search, standIn);
  }

  /**
   * A line of a file, which may be of something that was never read.
   * @param ofSecret whether the line is about a secret: then no value of it is shown
   */
  line(text: string, ofSecret: boolean): string {
    const hidden = this.#pairs(this.text(text));
    return ofSecret ? hidden.replace(/([:=]\s*)[^\s|>].*$/, "$1(hidden)") : hidden;
  }

  /** A finding that may be shown. */
  finding(finding: Finding): Finding {
    return { ...finding, message: this.text(finding.message), help: this.text(finding.help) };
  }

  #within(value: unknown, name = ""): unknown {
    if (typeof value === "string") return this.#string(value, name);
    if (Array.isArray(value)) return value.map((item) => this.#within(item));
    if (typeof value !== "object" || value === null) return value;
    // { name: API_KEY, value: … } is a value with a name.
    const own = (value as { name?: unknown }).name;
    const nameOf = (key: string) => (key === "value" && typeof own === "string" ? own : key);
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, this.#within(child, nameOf(key))]));
  }

  #string(value: string, name: string): string {
    if (this.#isNameOfSecret(name) && this.#isValue(value)) return this.#hide(value);
    const [, word = "", rest = ""] = /^(-{1,2}[\w.-]+=)([\s\S]+)$/.exec(value) ?? [];
    if (this.#isNameOfSecret(word.replace(/^-+|=$/g, "")) && this.#isValue(rest)) return `${word}${this.#hide(rest)}`;
    return this.#pairs(this.text(value));
  }

  /** Names with their values inside a text: a file of settings, YAML or JSON in a string. */
  #pairs(text: string): string {
    return text.replace(PAIR, (pair: string, name: string, separator: string, quoted: string) => {
      const value = quoted.replace(/^(["'])(.*)\1$/, "$2").trim();
      return this.#isNameOfSecret(name) && this.#isValue(value) && !value.startsWith("(hidden") ? `${name}${separator}${this.#hide(value)}` : pair;
    });
  }

  #all(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, child === "" || child === null ? child : this.#hide(String(child))]));
  }

  #hide(value: string): string {
    const decoded = /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? Buffer.from(value, "base64").toString("utf8") : "";
    for (const text of [value, decoded]) {
      // A value of several lines is met line by line in a file, and escaped in JSON.
      for (const part of [text, ...text.split(/\r?\n/)].map((each) => each.trim()))
        if (part.length >= SHORTEST && !part.startsWith("(hidden")) this.#learn(part);
    }
    return value.startsWith("(hidden") ? value : standIn(value);
  }

  #learn(value: string): void {
    if (this.#known.has(value)) return;
    this.#known.add(value);
    this.#search = undefined;
  }

  #isNameOfSecret(name: string): boolean {
    return name !== "" && this.#names.some((pattern) => pattern.test(name));
  }

  /** Not a path, an address, a number or a switch, and nothing that stands for a value. */
  #isValue(value: string): boolean {
    return value !== "" && !/^(\/|\.\/|[a-z][a-z0-9+.-]*:\/\/[^@]*$)|^[0-9.]+$|^(true|false)$/.test(value) && !this.#placeholders.test(value);
  }
}

/** A known value, not as a part of a longer word. */
function delimited(value: string): string {
  const [start, end] = [/^\w/.test(value) ? "(?<!\\w)" : "", /\w$/.test(value) ? "(?!\\w)" : ""];
  return `${start}${value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}${end}`;
}
