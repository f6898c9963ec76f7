/** A line that tells a waiting person what is going on: on a terminal only, and gone when the work is done. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #shown = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show(message: string): void {
    if (!this.#stream.isTTY) return;
    this.clear();
    const line = `${message} …`;
    this.#stream.write(process.env["NO_COLOR"] ? line : `\x1b[2m${line}\x1b[22m`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.#stream.write("\r\x1b[2K");
    this.#shown = false;
  }
}
