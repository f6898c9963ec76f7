/**
 * The tool could not do its work, and a person can mend that: broken input, a missing program, a policy that does not load.
 * Shown as one line, exit status 2, never with a stack trace.
 */
export class UserError extends Error {
  override name = "UserError";
  /** Where to look, relative to the repository's root, as far as it is known. */
  readonly file?: string;
  readonly line?: number;

  /**
   * @param message what is wrong
   * @param place the file, and the line counting from 1, where there is one
   */
  constructor(message: string, place: { file?: string; line?: number } = {}) {
    super(message);
    if (place.file !== undefined) this.file = place.file;
    if (place.line !== undefined) this.line = place.line;
  }

  /** "file:line: message", as far as the place is known. */
  override toString(): string {
    const place = [this.file, this.line].filter((part) => part !== undefined).join(":");
    return place ? `${place}: ${this.message}` : this.message;
  }
}
