/** Characters that act and are not seen: controls but the tab, separators of lines, and what turns the direction of writing. */
const UNSEEN = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** A text in which nothing acts on a terminal, or hides: every unseen character as a picture of it. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => (character < " " ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : "\ufffd"));
}

/** Markdown and HTML in values must show, not act. */
export function escapeMarkdown(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]|@#]/g, "\\$&")
    .replaceAll("\n", " ");
  return visible(escaped);
}

/** A name as code of Markdown, whatever is in it: https://spec.commonmark.org/0.31.2/#code-spans */
export function code(name: string): string {
  const text = visible(name);
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
