/** What an assertion can be about. `argument` says what follows the subject. */
export interface AssertionSubject {
  readonly name: string;
  readonly argument: 'none' | 'field' | 'path' | 'part';
  readonly meaning: string;
}

/** Every subject by its name in small letters. */
export const assertionSubjects: ReadonlyMap<string, AssertionSubject> = new Map(
  [
    subject('status', 'none', 'The final status code.'),
    subject('class', 'none', 'success, clientError, serverError or none.'),
    subject('outcome', 'none', 'How the run ended: completed, redirectUnresolved, rateLimited, …'),
    subject('header', 'field', 'A field of the answer, its name in any case.'),
    subject('body', 'path', 'The body, or what a JSONPath, of XML an XPath, finds in it.'),
    subject('part', 'part', 'The status or the body of one part of a 207, counted from 1.'),
    subject('parts', 'none', 'How many parts the answer has.'),
    subject('failedParts', 'none', 'How many parts failed.'),
    subject('duration', 'none', 'Milliseconds from start to end.'),
    subject('attempts', 'none', 'How many exchanges it took.'),
    subject('redirects', 'none', 'How many redirects were followed.'),
    subject('size', 'none', 'Octets of the decoded body.'),
  ].map((each) => [each.name.toLowerCase(), each]),
);

/** Operators, longest first where one begins another. */
export const assertionOperators: readonly string[] = [
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  'startsWith',
  'endsWith',
  'includes',
  'matches',
  'exists',
  'isNumber',
  'isString',
  'isBoolean',
  'isArray',
  'isNull',
];

/** Operators that compare with nothing. */
export const unaryOperators: ReadonlySet<string> = new Set([
  'exists',
  'isNumber',
  'isString',
  'isBoolean',
  'isArray',
  'isNull',
]);

function subject(name: string, argument: AssertionSubject['argument'], meaning: string): AssertionSubject {
  return { name, argument, meaning };
}
