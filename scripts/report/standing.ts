/** Where a repository stands in its history: what a report is told beside what it judged. */
export interface Standing {
  /** What the page is of; undefined for files that are not committed. */
  readonly commit?: { readonly id: string; readonly subject: string; readonly time: string; readonly url?: string };
  /** What waits for its promotion; undefined where nothing says what is promoted where to. */
  readonly waiting?: readonly Waiting[];
  /** What each environment cost a month at the expected scale, at today's prices, oldest first. */
  readonly costs: readonly CostPoint[];
}

/** Something of an application that one environment has and the next has not. */
export interface Waiting {
  readonly from: string;
  readonly to: string;
  readonly app: string;
  readonly what: string;
  /** "2.1.0 → 2.2.0". */
  readonly step?: string;
  /** YYYY-MM-DD. */
  readonly since?: string;
  readonly commits: readonly string[];
  readonly hold?: string;
}

/** The cost at one commit of the branch. */
export interface CostPoint {
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly subject: string;
  readonly monthly: Readonly<Record<string, number>>;
}
