/** HTML in which every value is escaped: made by {@link html}, and by nothing else. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template; undefined and false are nothing. */
export type Value = Html | string | number | undefined | false | readonly Value[];

/** A template in which strings are text, wherever they come from: none of them can become markup. Attributes must be in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, string, index) => `${text}${asText(values[index - 1])}${string}`));
}

function asText(value: Value): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Html) return String(value);
  if (typeof value === "object") return value.map(asText).join("");
  return escapeText(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Characters that reorder text (CVE-2021-42574) or control a terminal are shown as what they are. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that must not act
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd")
  );
}

/** A name that an id attribute and a fragment can carry. */
export function anchor(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part).replaceAll("%", "_")).join("--");
}
