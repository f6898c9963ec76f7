import { type Document, isCollection, isScalar, Lexer, type LineCounter, parseAllDocuments, visit } from "yaml";
import { kubernetesTags } from "./kubernetes-tags.ts";

const OPTIONS = { prettyErrors: false, logLevel: "error" } as const;

/** By what a text is read: "kubernetes", as kubectl, client-go and Argo CD read manifests, whatever a document says of itself; YAML 1.2 for our own files. */
export type Dialect = keyof typeof DIALECTS;

const DIALECTS = {
  kubernetes: { ...OPTIONS, version: "1.1", merge: true, customTags: kubernetesTags },
  "1.2": OPTIONS,
} as const;

/** What is wrong with a text, and where. */
export interface YamlError {
  readonly message: string;
  readonly offset: number;
}

/** The documents of a text, each with the first thing that is wrong with it. */
export interface ReadDocument {
  readonly document: Document;
  readonly error?: YamlError;
}

/**
 * Reads YAML as sigs.k8s.io/yaml does, by which Kubernetes' own programs read manifests; only a key that comes twice is an error here,
 * of which they take the last. test/yaml/kubernetes-yaml.test.ts holds this against it.
 * @param lines told where lines begin
 */
export function readDocuments(text: string, lines: LineCounter, dialect: Dialect): ReadDocument[] {
  const refused = dialect === "kubernetes" ? refusedAtOnce(text) : undefined;
  const first = parse(text, lines, dialect);
  const documents = first.some(({ errors }) => errors.some(({ code }) => code === "MISSING_CHAR")) ? parse(indented(text), lines, dialect) : first;
  return documents.map((document, index) => {
    const error = (index === 0 ? refused : undefined) ?? parseError(document) ?? keyError(document);
    return error ? { document, error } : { document };
  });
}

function parse(text: string, lines: LineCounter, dialect: Dialect): Document[] {
  lines.lineStarts.length = 0;
  const parsed = parseAllDocuments(text, { ...DIALECTS[dialect], lineCounter: lines });
  return "empty" in parsed ? [] : parsed;
}

/** What Go's reader stops at before it parses. */
function refusedAtOnce(text: string): YamlError | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const control = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  if (control >= 0) return { message: "control characters are not allowed", offset: control };
  const version = text.search(/^%YAML (?!1\.1\s)/m);
  return version >= 0 ? { message: "Kubernetes reads YAML 1.1 and no other version", offset: version } : undefined;
}

function parseError({ errors: [error] }: Document): YamlError | undefined {
  return error && { message: error.message, offset: error.pos[0] };
}

/** Keys become names in JSON: a collection cannot, nor can nothing. */
function keyError(document: Document): YamlError | undefined {
  let found: YamlError | undefined;
  visit(document, {
    Pair: (_key, { key }) => {
      const offset = (key as { range?: [number] } | null)?.range?.[0] ?? 0;
      if (isCollection(key))
        found = { message: "a key must be a text, and is a mapping or a list: quote it (a template such as {{ … }} reads like one)", offset };
      else if (key === null || (isScalar(key) && key.value === null)) found = { message: "a key must be a text, and is empty", offset };
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

const QUOTED = { '"': /"(?:[^"\\]|\\[\s\S])*"/y, "'": /'(?:[^']|'')*'/y };

/**
 * Go does not mind where the further lines of a text in quotes begin; the parser here does. They are moved to the right, which changes
 * nothing of what the text says.
 */
function indented(text: string): string {
  let current = text;
  for (let from = unclosedQuote(current, 0); from !== undefined; from = unclosedQuote(current, from + 1)) {
    const closed = QUOTED[current[from] as '"' | "'"];
    closed.lastIndex = from;
    const whole = closed.exec(current)?.[0];
    if (whole === undefined) return current;
    const line = current.slice(current.lastIndexOf("\n", from) + 1, from);
    const moved = whole.replace(/\n(?=[^\n])/g, `\n${" ".repeat(line.length + 1)}`);
    current = current.slice(0, from) + moved + current.slice(from + whole.length);
  }
  return current;
}

/** What the lexer says beside the text: a document, a flow error, a scalar. */
const MARKS = ["\u0002", "\u0018", "\u001f"];

/** Where a text in quotes begins that the lexer ends with a line instead of a quote. */
function unclosedQuote(text: string, after: number): number | undefined {
  if (!/["']/.test(text)) return undefined;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.includes(lexeme)) continue;
    const [quote = ""] = lexeme;
    const isQuoted = (quote === '"' || quote === "'") && text.startsWith(lexeme, offset);
    if (isQuoted && offset >= after && !isClosed(lexeme, quote as '"' | "'")) return offset;
    offset += lexeme.length;
  }
  return undefined;
}

function isClosed(lexeme: string, quote: '"' | "'"): boolean {
  const closed = QUOTED[quote];
  closed.lastIndex = 0;
  return closed.exec(lexeme)?.[0].length === lexeme.length;
}
