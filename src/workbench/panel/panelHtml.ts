/** What the panel's page refers to. `source` is the webview's own origin, as `Webview.cspSource` gives it. */
export interface PanelPage {
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** Fresh for each page, of letters and digits. */
  readonly nonce: string;
}

/**
 * The page of the response panel. Its policy lets in the bundle's own script and style and nothing else: no network, no frames but those without an address, images only from memory.
 * Inline styles are allowed for the preview of a page, whose frame inherits this policy; they can reach nothing. The panel itself sets none as text.
 */
export function panelHtml({ source, script, style, nonce }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'unsafe-inline'`,
    'img-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Response</title>
    <link rel="stylesheet" href="${style}">
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
