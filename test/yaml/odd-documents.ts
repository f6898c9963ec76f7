const TAGGED = `!!str yes
!!str 0644
!!str ~
!!int "12"
!!int 012
!!float 1
!!float "1.5"
!!bool yes
!!bool "yes"
!!null ""
!!null ~
!!binary aGVsbG8=
!!binary "aGVsbG8="
!!timestamp 2001-01-01
!local x
! 12
"a b"
'a b'
"a: b"
'a # b'
"multi word"
a: b
a # b
a b`;

/** Scalars that YAML 1.1, YAML 1.2, Go and JavaScript do not all read alike. */
const SCALARS = `y Y n N yes Yes YES no No NO on On ON off Off OFF true True TRUE false False FALSE yEs oN tRue
~ null Null NULL nULL 0 -0 +0 1 +1 -1 007 0644 0755 08 09 0o17 0O17 0x1F 0X1f 0xZZ 0b101 0B1 0b2 1_000 1__0 _1 1_ 0_7 0x_F 00 000 0001 -0644 +0755 -0x1F
1. .5 0.5 5.0 1e3 1E3 1e+3 1.5e-7 1e 1e+ .e3 1.2.3 12e03 -1.5 +1.5 1_0.5 1.0e10 1e21 1e-7 123456789012 9007199254740991 0.1 100.0 1.10
.inf -.inf +.Inf .INF .nan .NaN .NAN Infinity NaN inf nan
1:30 12:30:45 190:20:30 1:2:3.5 2001-01-01 2001-12-14t21:59:43.10-05:00 2001-12-14 2001-1-1 10:00 0:0 22:22
<< <<<  = . .. ... - -- --- + ++ * & ! % @ ? : | > "" '' "yes" 'no' "0644" '012' "1" 'null' "~" 'true' "\\x41" "\\u00e9" "\\t" 'it''s' "a" 1Gi 500m 5% 1.5Gi 10MB 1e3Mi 0.5Gi 0x10Gi v1 8080/tcp a:b a#b a#b:c #a a: :a -a a- ?a [] {} [a] {a: b} [a, b,] {a: b,} {a} [a: b] [yes, no] {yes: no} [[]] [{}]
\`a\` $(a) \${a} {{a}} %a @a &a *a`
  .split(/[ \n]+(?=(?:[^"']*["'][^"']*["'])*[^"']*$)/)
  .filter((scalar) => scalar !== "")
  .concat(TAGGED.split("\n"));

/** Where a scalar may stand: an odd reading shows as a value, as a key, in a list, and in flow collections. */
const PLACES: readonly ((scalar: string) => string)[] = [
  (scalar) => `a: ${scalar}\n`,
  (scalar) => `${scalar}: a\n`,
  (scalar) => `- ${scalar}\n- b\n`,
  (scalar) => `a: [${scalar}, b]\n`,
  (scalar) => `a: {b: ${scalar}}\n`,
];

/** Documents that are odd as a whole. */
const WHOLE = [
  "",
  "\n",
  "# nothing\n",
  "---\n",
  "---\na: b\n",
  "%YAML 1.1\n---\na: yes\n",
  "%YAML 1.2\n---\na: yes\n",
  "a: b\n...\n",
  "--- a\n",
  "--- {a: b}\n",
  "\uFEFFa: b\n",
  "a: b\r\nc: d\r\n",
  "a:\n  b: c\n  b: d\n",
  "a: 1\na: 2\n",
  "{a: 1, a: 2}\n",
  "a: &x 1\nb: *x\n",
  "a: &x {b: c}\nd: *x\n",
  "a: &x [1]\nb: [*x, *x]\n",
  "a: *x\n",
  "a: &x b\na2: &x c\nd: *x\n",
  "x: &x {a: 1}\ny:\n  <<: *x\n  b: 2\n",
  "x: &x {a: 1}\ny:\n  a: 3\n  <<: *x\n",
  "x: &x {a: 1}\ny:\n  <<: *x\n  a: 3\n",
  "x: &x {a: 1}\nz: &z {a: 2, c: 3}\ny:\n  <<: [*x, *z]\n",
  "<<: {a: 1}\nb: 2\n",
  "<<: [{a: 1}, {a: 2}]\n",
  "<<: a\n",
  "<<: [a]\n",
  "<<: ~\n",
  "x: &x {a: &y {b: 1}}\nz: {<<: *x}\n",
  '"<<": {a: 1}\n',
  "x: &x {<<: {a: 1}, b: 2}\ny: {<<: *x}\n",
  "a: |\n  b\n  c\n",
  "a: |-\n  b\n",
  "a: |+\n  b\n\n",
  "a: >\n  b\n  c\n\n  d\n",
  "a: >-\n  b\n   c\n  d\n",
  "a: |2\n    b\n",
  "a: |\n\n  b\n",
  "a: |\n  b\n c: d\n",
  "a: | # note\n  b\n",
  "a: >+\n\n",
  "a: |\n",
  "a: b\n  c\n",
  "a: b\n  c\n\n  d\n",
  "a: b # note\n",
  "a: b# note\n",
  'a: "b\n  c"\n',
  'a: "b\nc"\n',
  'x:\n  a: "b\n  c"\n',
  'x:\n  a: "b\nc"\n',
  "x:\n  a: 'b\n  c'\n",
  "x:\n  a: 'b\n\n  c'\n",
  'a: "b\\\n  c"\n',
  'a: "\\q"\n',
  "a: 'b\n",
  "a: [b,\nc]\n",
  "a: [b,\n c\n]\n",
  "a: {b: c,\n  d: e}\n",
  "a: {b: c\n}\n",
  "x:\n  a: [\n  b\n  ]\n",
  "x:\n  a: [\n    b\n]\n",
  "a: [b\n",
  "a: {b, c}\n",
  "a: {? b : c}\n",
  "a: {b:c}\n",
  'a: {"b":c}\n',
  "a: [b c, d e]\n",
  "a:\n- b\n- c\n",
  "a:\n  - b\n  - c\n",
  "a:\n  - b\n - c\n",
  "- - a\n  - b\n- c\n",
  "-   a\n-   b\n",
  "- a: b\n  c: d\n",
  "- a: b\n c: d\n",
  "- a:\n  - b\n",
  "-\n  a: b\n",
  "-\n- a\n",
  "a:\n",
  "a:\nb:\n",
  "a: \n  b: c\n",
  "a:\n\tb: c\n",
  "a:\tb\n",
  "a: b\t\n",
  "a: b\tc\n",
  "\ta: b\n",
  "a:\n  b: c\n d: e\n",
  "a:\n  b\n  c: d\n",
  "a: b: c\n",
  "a: 'b': c\n",
  "a b: c\n",
  "? a\n: b\n",
  "? [a]\n: b\n",
  "? {a: b}\n: c\n",
  "[a]: b\n",
  "{a: b}: c\n",
  "1: a\n1.5: b\ntrue: c\n",
  "1: a\n'1': b\n",
  "~: a\n",
  ": a\n",
  "'': a\n",
  "a: !!map {b: c}\n",
  "a: !!seq [b]\n",
  "a: !x {b: c}\n",
  "!x\na: b\n",
  "a: &x\n  b: c\nd: *x\n",
  "a: &x\n",
  "&x a: b\nc: *x\n",
  "*x : a\n",
  "text\n",
  "- a\n",
  "12\n",
  "yes\n",
  '"text"\n',
  '{"a": "b", "c": [1, 2.5, true, null]}\n',
  '{"a": "\\u00e9\\n\\/"}\n',
  '{"a": 1e3, "b": 1E-2, "c": -0}\n',
  "a: 'é ü 漢'\n",
  "é: a\n",
  "a: \u0007\n",
  'a: "\u0007"\n',
  "a: b\u2028c\n",
  "a: b\u0085c\n",
  "a: - b\n",
  "a: ? b\n",
  "a: @b\n",
  "a: `b`\n",
  "a: %b\n",
  "a: |b\n",
  "a: >b\n",
  "a: ]\n",
  "a: }\n",
  "a: ,\n",
  "a: b,c\n",
  "a: b]\n",
  "a: #b\n",
  "a:b\n",
  "a :b\n",
  "a : b\n",
  "'a' : b\n",
  "a: b\n---\nc: d\n",
  "a: !!binary |\n  aGVs\n  bG8=\n",
  "a: 2001-12-14 21:59:43.10 -5\n",
  "a: 0o7\nb: 07\nc: 7\n",
];

/** More than five hundred documents that are odd in one way each. */
export const ODD_DOCUMENTS: readonly string[] = [...new Set([...WHOLE, ...SCALARS.flatMap((scalar) => PLACES.map((place) => place(scalar)))])];
