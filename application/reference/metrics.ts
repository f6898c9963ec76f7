/** Metrics in Prometheus' text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ */

export type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  /** The samples' lines; none for a metric that has nothing to say now. */
  lines(): string[];
  readonly head: string;
}

export class Registry {
  readonly #families: Family[] = [];

  /** A counter, whose series start at 0 for each of the given labels: one that first appears at 1 has no increase. */
  counter(name: string, help: string, known: readonly Labels[] = [{}]): Counter {
    return this.#add(new Counter(name, help, known));
  }

  /** A gauge that is asked when it is scraped. It gives no sample at all for what it does not know. */
  gauge(name: string, help: string, read: () => readonly [labels: Labels, value: number][]): void {
    this.#add({ name, head: head(name, "gauge", help), lines: () => read().map(([labels, value]) => sample(name, labels, value)) });
  }

  histogram(name: string, help: string, buckets: readonly number[], known: readonly Labels[]): Histogram {
    return this.#add(new Histogram(name, help, buckets, known));
  }

  /** Everything, as Prometheus scrapes it. */
  text(): string {
    return this.#families
      .map((family) => [family.head, ...family.lines()].join("\n"))
      .join("\n")
      .concat("\n");
  }

  #add<T extends Family>(family: T): T {
    this.#families.push(family);
    return family;
  }
}

export class Counter implements Family {
  readonly name: string;
  readonly head: string;
  readonly #values = new Map<string, { labels: Labels; value: number }>();

  constructor(name: string, help: string, known: readonly Labels[]) {
    this.name = name;
    this.head = head(name, "counter", help);
    for (const labels of known) this.add(labels, 0);
  }

  add(labels: Labels = {}, by = 1): void {
    const key = JSON.stringify(labels);
    this.#values.set(key, { labels, value: (this.#values.get(key)?.value ?? 0) + by });
  }

  total(): number {
    return [...this.#values.values()].reduce((sum, { value }) => sum + value, 0);
  }

  lines(): string[] {
    return [...this.#values.values()].map(({ labels, value }) => sample(this.name, labels, value));
  }
}

export class Histogram implements Family {
  readonly name: string;
  readonly head: string;
  readonly #buckets: readonly number[];
  readonly #series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();

  constructor(name: string, help: string, buckets: readonly number[], known: readonly Labels[]) {
    this.name = name;
    this.head = head(name, "histogram", help);
    this.#buckets = buckets;
    for (const labels of known) this.#of(labels);
  }

  observe(labels: Labels, value: number): void {
    const series = this.#of(labels);
    for (const [index, limit] of this.#buckets.entries()) if (value <= limit) series.counts[index] = (series.counts[index] ?? 0) + 1;
    series.sum += value;
    series.count += 1;
  }

  lines(): string[] {
    return [...this.#series.values()].flatMap(({ labels, counts, sum, count }) => [
      ...this.#buckets.map((limit, index) => sample(`${this.name}_bucket`, { ...labels, le: String(limit) }, counts[index] as number)),
      sample(`${this.name}_bucket`, { ...labels, le: "+Inf" }, count),
      sample(`${this.name}_sum`, labels, sum),
      sample(`${this.name}_count`, labels, count),
    ]);
  }

  #of(labels: Labels) {
    const key = JSON.stringify(labels);
    const series = this.#series.get(key) ?? { labels, counts: this.#buckets.map(() => 0), sum: 0, count: 0 };
    this.#series.set(key, series);
    return series;
  }
}

function head(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}`;
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}
