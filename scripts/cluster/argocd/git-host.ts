import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Serves a bare repository by Git's smart HTTP, for fetch and push: one `git http-backend` a request, spoken to by CGI.
 * https://git-scm.com/docs/git-http-backend
 * @param repository the bare repository's folder
 * @param path the part of the URL behind the repository's own, such as "/info/refs"
 */
export function serveGit(repository: string, path: string, request: IncomingMessage, response: ServerResponse): void {
  const header = (name: string) => String(request.headers[name] ?? "");
  const backend = spawn("git", ["http-backend"], {
    env: {
      PATH: process.env["PATH"],
      GIT_PROJECT_ROOT: repository,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: path,
      QUERY_STRING: new URL(request.url ?? "/", "http://host").search.slice(1),
      REQUEST_METHOD: request.method ?? "GET",
      CONTENT_TYPE: header("content-type"),
      ...(request.headers["content-length"] ? { CONTENT_LENGTH: header("content-length") } : {}),
      HTTP_CONTENT_ENCODING: header("content-encoding"),
      GIT_PROTOCOL: header("git-protocol"),
      // Whoever reaches this port may push: git asks for some user before it allows that.
      REMOTE_USER: "loopback",
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  backend.on("error", () => response.writeHead(500).end("git is not on PATH"));
  backend.stdin.on("error", () => {});
  request.pipe(backend.stdin);
  relay(backend.stdout, response);
}

/** Turns a CGI answer into one of HTTP: header lines, an empty line, the body. */
function relay(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head: Buffer | undefined = Buffer.alloc(0);
  output.on("data", (chunk: Buffer) => {
    if (!head) return response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    const headers = new Map(
      head
        .toString("latin1", 0, end)
        .split("\r\n")
        .map((line) => line.split(/: (.*)/s) as [string, string]),
    );
    const status = Number.parseInt(headers.get("Status") ?? "200", 10);
    headers.delete("Status");
    response.writeHead(status, Object.fromEntries(headers));
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  output.on("end", () => response.end());
}
