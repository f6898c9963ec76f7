/** How a format of names and values is made: what kube-apiserver says about a text that does not have it. */

/** Answers what is wrong with a text; an empty list when nothing is. */
export type Format = (text: string) => string[];

export const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
export const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
export const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

interface Pattern {
  /** The regular expression that the message shows. */
  shown: string;
  says: string;
  examples: string[];
  most?: number;
}

/** A format given by a regular expression and, mostly, a greatest length in bytes. */
export function pattern({ shown, says, examples, most }: Pattern): Format {
  const whole = new RegExp(`^${shown}$`);
  const message = regexError(says, shown, ...examples);
  return (text) => {
    const wrong = [];
    if (most !== undefined && Buffer.byteLength(text) > most) wrong.push(`must be no more than ${most} characters`);
    if (!whole.test(text)) wrong.push(message);
    return wrong;
  };
}

export function regexError(says: string, shown: string, ...examples: string[]): string {
  const given = examples.map((example) => `'${example}', `).join("or ");
  return `${says} (${given && `e.g. ${given}`}regex used for validation is '${shown}')`;
}
