import { account } from '../../view/wording/outcome';
import { complaintsOf, labelOfResult, type Report, type Result, type Skipped } from './report';

/** JUnit XML as CI servers read it: a suite for each file, a case for each request, what is wrong with file and line. */
export function junitReport(report: Report): string {
  const files = new Set([...report.results, ...report.skipped].map(({ file }) => file));
  const suites = [...files].map((file) =>
    suite(
      file,
      report.results.filter((result) => result.file === file),
      report.skipped.filter((skipped) => skipped.file === file),
    ),
  );
  const head = attributes({
    name: 'rcreq',
    ...counts(report.results, report.skipped),
    time: seconds(report.duration),
    timestamp: report.startedAt,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.join('')}</testsuites>\n`;
}

function suite(file: string, results: readonly Result[], skipped: readonly Skipped[]): string {
  const time = results.reduce((sum, { record }) => sum + record.duration, 0);
  const head = attributes({ name: file, ...counts(results, skipped), time: seconds(time) });
  const cases = [...results.map(testCase), ...skipped.map(skippedCase)];
  return `  <testsuite${head}>\n${cases.join('')}  </testsuite>\n`;
}

function counts(results: readonly Result[], skipped: readonly Skipped[]): Readonly<Record<string, string>> {
  return {
    tests: String(results.length + skipped.length),
    failures: String(results.filter(({ record }) => !record.isOk).length),
    errors: '0',
    skipped: String(skipped.length),
  };
}

function testCase(result: Result): string {
  const { file, record } = result;
  const head = attributes({
    name: labelOfResult(result),
    classname: file,
    file,
    line: String(record.line),
    time: seconds(record.duration),
  });
  const failures = failuresOf(result);
  if (failures.length === 0) return `    <testcase${head}/>\n`;
  return `    <testcase${head}>\n${failures.join('')}    </testcase>\n`;
}

function failuresOf(result: Result): readonly string[] {
  const { file, record } = result;
  if (record.isOk) return [];
  const complaints = complaintsOf(result);
  const { title, words, whatNow } = account(record);
  const own = complaints.length > 0 ? [] : [{ line: record.line, message: [title, ...words].join(' · ') }];
  return [...complaints, ...own].map(({ line, message }) => {
    const text = escaped(`${file}:${line}\n${message}${whatNow === undefined ? '' : `\n${whatNow}`}`);
    return `      <failure${attributes({ message, type: record.outcome })}>${text}</failure>\n`;
  });
}

function skippedCase({ file, line, label, why }: Skipped): string {
  const head = attributes({ name: label, classname: file, file, line: String(line), time: '0' });
  return `    <testcase${head}>\n      <skipped${attributes({ message: why })}/>\n    </testcase>\n`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('\n', '&#10;')}"`)
    .join('');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** Text for XML 1.0, which has no word at all for most control characters. */
function escaped(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
