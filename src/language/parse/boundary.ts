/** The boundary that a Content-Type names, without its quotes; undefined without. */
export function boundaryOf(contentType: string): string | undefined {
  const boundary = /;[ \t]*boundary=(?:"((?:[^"\\]|\\.)*)"|((?:\{\{.*?\}\}|[^;\s])+))/i.exec(contentType);
  return boundary?.[1]?.replace(/\\(.)/g, '$1') ?? boundary?.[2];
}
