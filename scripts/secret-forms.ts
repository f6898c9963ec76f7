import { UserError } from "./errors.ts";

/** How a secret looks, as policies/data/secrets.yaml says it: regular expressions that Go and JavaScript read alike. */
export interface SecretForms {
  readonly patterns: Readonly<Record<string, string>>;
  readonly password_names: string;
  readonly secret_names: string;
  readonly placeholders: string;
}

/** A whole private key, or as much of one as there is. RFC 7468 */
export const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g;

/** "name: value", "name=value" or "\"name\": \"value\"", of YAML, JSON and settings. */
export const PAIR = /([\w./-]+)(["']?\s*[:=][^\S\n]*)("[^"\n]*"|'[^'\n]*'|[^\s,}\]|>"'&*[{][^,}\n]*)/g;

/**
 * A form as JavaScript reads it: Go writes the flag for upper and lower case in front.
 * @throws UserError where it is no regular expression
 */
export function expression(pattern: string, flags = ""): RegExp {
  const [, ignoreCase = "", body = ""] = /^(\(\?i\))?([\s\S]*)$/.exec(pattern) ?? [];
  try {
    return new RegExp(body, `${flags}${ignoreCase ? "i" : ""}`);
  } catch (cause) {
    throw new UserError(`"${pattern}" is no regular expression that Go and JavaScript both read: ${(cause as Error).message}`, {
      file: "policies/data/secrets.yaml",
    });
  }
}
