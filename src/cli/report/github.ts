import { account } from '../../view/wording/outcome';
import { complaintsOf, labelOfResult, type Report, type Result } from './report';

/** Workflow commands of GitHub Actions, one line for each complaint, so that it stands at its line in a pull request. */
export function githubReport(report: Report): string {
  return report.results.flatMap(annotations).join('');
}

function annotations(result: Result): readonly string[] {
  const { file, record } = result;
  if (record.isOk) return [];
  const { title, words, whatNow } = account(record);
  const complaints = complaintsOf(result);
  const said = [[title, ...words].join(' · '), whatNow ?? ''].join('. ').trim();
  const all = complaints.length > 0 ? complaints : [{ line: record.line, message: said }];
  return all.map(
    ({ line, message }) =>
      `::error file=${property(file)},line=${line},title=${property(labelOfResult(result))}::${data(message)}\n`,
  );
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
