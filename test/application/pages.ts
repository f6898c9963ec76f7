/** What pages start in the application's container: everything behind the `--` of kubectl exec. */
export function execsIn(page: string): string[] {
  return [...page.matchAll(/kubectl exec (?!(?:(?! -- ).)* -c )(?=.*(?:deploy(?:ment)?\/ai-scientist|"\$pod")).*? -- ([^\n`]+)/g)].map(
    ([, command]) => command as string,
  );
}

const KEYWORDS = ["for", "do", "done", "echo", ""];

/** The programs of such a command, those that its shell starts included. */
export function programsIn(command: string): string[] {
  const script = /^sh -c (["'])(.*)\1/.exec(command)?.[2];
  const [program = ""] = command.split(" ");
  if (script === undefined) return [program];
  const parts = script.split(/[;|]|\$\(/).map((part) => part.trim().replace(/^do /, "").split(" ")[0] as string);
  return [program, ...parts.filter((part) => !KEYWORDS.includes(part))];
}

/** The words that pages look for in the application's log. */
export function searchesIn(page: string): string[] {
  const searches = page.matchAll(/kubectl logs (?=.*(?:component=application|deploy(?:ment)?\/ai-scientist)).*\| grep -i?E?i? ?(?:"([^"]+)"|'([^']+)'|(\S+))/g);
  return [...searches].flatMap(([, double, single, bare]) => ((double ?? single ?? bare) as string).split("|"));
}
