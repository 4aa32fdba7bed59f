import { invalidParameter, json, type Answer, type Call } from '../call';

const defaultPerPage = 100;
const maxPerPage = 1000;

/** One page of `records`, with `paging` and `navigation`; there is no `nextPage` on the last page. 400 for a page that is no positive number. */
export function answerPage(call: Call, records: readonly unknown[]): Answer {
  const query = call.url.searchParams;
  const page = positive(query.get('page') ?? '1');
  const perPage =
    query.get('perPage') === 'max' ? maxPerPage : positive(query.get('perPage') ?? String(defaultPerPage));
  if (page === undefined) return invalidParameter('page', query.get('page') ?? '');
  if (perPage === undefined || perPage > maxPerPage) return invalidParameter('perPage', query.get('perPage') ?? '');
  const totalPages = Math.max(1, Math.ceil(records.length / perPage));
  const pageStart = (page - 1) * perPage;
  const shown = records.slice(pageStart, pageStart + perPage);
  const link = (to: number) => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(to));
    url.searchParams.set('perPage', String(perPage));
    return { uri: url.href };
  };
  return json({
    uri: call.url.href,
    records: shown,
    paging: {
      page,
      perPage,
      pageStart,
      pageEnd: pageStart + Math.max(0, shown.length - 1),
      totalPages,
      totalElements: records.length,
    },
    navigation: {
      firstPage: link(1),
      ...(page < totalPages ? { nextPage: link(page + 1) } : {}),
      ...(page > 1 ? { previousPage: link(page - 1) } : {}),
      lastPage: link(totalPages),
    },
  });
}

function positive(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
