// The pages of the task pane: nearly empty, everything on them is drawn by the script.

/** Where the Office library comes from; the page for a browser needs none of it. */
const OFFICE = 'https://appsforoffice.microsoft.com';

/** Nothing but our own files is loaded or called; only styles may be made while running. */
const policy = (office) =>
  [
    "default-src 'none'",
    `script-src 'self'${office ? ` ${OFFICE}` : ''}`,
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data:${office ? ` ${OFFICE}` : ''}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/**
 * @param {{ office: boolean }} options whether Excel opens it
 */
export const pageHtml = ({ office }) => `<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy(office)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>Samenplan</title>
    <style>
      body { margin: 0; }
    </style>
    <link rel="icon" href="assets/icon-32.png">
${office ? `    <script src="${OFFICE}/lib/1/hosted/office.js"></script>\n` : ''}  </head>
  <body>
    <noscript>Samenplan rekent in uw browser en heeft daar JavaScript voor nodig.</noscript>
    <div id="samenplan"></div>
  </body>
</html>
`;
