/** A value made anew at each use: `{{$guid}}`. */
export interface DynamicValue {
  /** With the `$`. */
  readonly name: string;
  /** What follows the name, for people. */
  readonly usage: string;
  readonly meaning: string;
}

/** Every dynamic value by its name. */
export const dynamicValues: ReadonlyMap<string, DynamicValue> = new Map(
  [
    value('$guid', '', 'A random UUID.'),
    value('$uuid', '', 'A random UUID.'),
    value('$random.uuid', '', 'A random UUID.'),
    value('$randomInt', 'min max', 'A whole number from min up to, but not including, max.'),
    value('$random.integer', '(a, b)', 'A whole number from a up to, but not including, b.'),
    value('$random.float', '(a, b)', 'A number from a up to b.'),
    value('$random.alphabetic', '(n)', 'So many random letters.'),
    value('$random.alphanumeric', '(n)', 'So many random letters and digits.'),
    value('$random.hexadecimal', '(n)', 'So many random hexadecimal digits.'),
    value('$random.email', '', 'A random address for mail.'),
    value('$timestamp', '[n unit]', 'Seconds since 1970, moved by n units: y Q M w d h m s ms.'),
    value('$isoTimestamp', '', 'The time in UTC, by ISO 8601.'),
    value('$datetime', "rfc1123|iso8601|'format' [n unit]", 'The time in UTC.'),
    value('$localDatetime', "rfc1123|iso8601|'format' [n unit]", 'The time here.'),
    value('$processEnv', 'NAME', 'A variable of the process that sends.'),
    value('$env', '.NAME', 'A variable of the process that sends.'),
    value('$shared', 'NAME', 'The value of the `$shared` block, whatever the environment says.'),
    value('$dotenv', 'NAME', 'A variable of the nearest `.env` file.'),
    value('$secret', 'NAME', 'A secret kept outside of files; masked wherever it would be shown.'),
    value('$prompt', 'NAME [text]', 'Asked for before sending.'),
    value('$token', 'PROFILE', 'The access token of a profile.'),
  ].map((each) => [each.name, each]),
);

function value(name: string, usage: string, meaning: string): DynamicValue {
  return { name, usage, meaning };
}
