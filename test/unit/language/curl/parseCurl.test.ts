import { describe } from 'mocha';
import { checkAll } from '../checkParse';

describe('parse: commands', () => {
  checkAll([
    {
      claim: 'reads a command over several lines, with quotes and data',
      text: `curl -sSL -XPUT 'https://a/{{b}}' \\
  -H "C: \\"d\\"" \\
  --data '{"e": "it'\\''s {{f}}"}'

?? status == 200`,
      requests: [
        [
          'PUT https://a/«b»',
          'C: "d"',
          'Content-Type: application/x-www-form-urlencoded',
          `body {\\"e\\": \\"it's «f»\\"}`,
          '?? status == 200',
        ],
      ],
    },
    {
      claim: 'puts data into the query with -G, encoded where asked',
      text: "curl -G https://a/?b=1 -d c=2 --data-urlencode 'd=e f{{g}}'",
      requests: [['GET https://a/?b=1&c=2&d=e%20f«%g»']],
    },
    {
      claim: 'encodes credentials, and means HEAD by -I',
      text: 'curl -I -u me:pw https://a',
      requests: [['HEAD https://a', 'Authorization: Basic bWU6cHc=']],
    },
    {
      claim: 'reads --json, -o and ANSI quotes',
      text: `curl https://a --json $'{\\'b\\': "\\u0063"}' -o d.json`,
      requests: [
        [
          'POST https://a',
          'Content-Type: application/json',
          'Accept: application/json',
          `body {'b': \\"c\\"}`,
          '>>! d.json',
        ],
      ],
    },
    {
      claim: 'writes a form out, files in place',
      text: "curl https://a -F b=c -F 'd=@./e.png;type=image/png'",
      requests: [
        [
          'POST https://a',
          'Content-Type: multipart/form-data; boundary=rcreq-form-f-1g',
          'body ' +
            '--rcreq-form-f-1g\\r\\nContent-Disposition: form-data; name=\\"b\\"\\r\\n\\r\\nc\\r\\n' +
            '--rcreq-form-f-1g\\r\\nContent-Disposition: form-data; name=\\"d\\"; filename=\\"e.png\\"\\r\\n' +
            'Content-Type: image/png\\r\\n\\r\\n[< ./e.png]\\r\\n--rcreq-form-f-1g--\\r\\n',
        ],
      ],
    },
    {
      claim: 'adds the boundary to a form whose type is typed without one, as curl does, and keeps one that is typed',
      text: "curl https://a -H 'Content-Type: multipart/form-data' -F b=c\n###\ncurl https://a -H 'Content-Type: multipart/form-data; boundary=x' -F b=c",
      requests: [
        [
          'POST https://a',
          'Content-Type: multipart/form-data; boundary=rcreq-form-1i-1o',
          'body --rcreq-form-1i-1o\\r\\nContent-Disposition: form-data; name=\\"b\\"\\r\\n\\r\\nc\\r\\n--rcreq-form-1i-1o--\\r\\n',
        ],
        [
          'POST https://a',
          'Content-Type: multipart/form-data; boundary=x',
          'body --x\\r\\nContent-Disposition: form-data; name=\\"b\\"\\r\\n\\r\\nc\\r\\n--x--\\r\\n',
        ],
      ],
    },
    {
      claim: 'goes on in a line that begins with an option, also where the \\ before it was forgotten',
      text: "curl -X PUT https://a\n  -H 'B: c' \\\n  -d d\n\n?? status == 200\n###\ncurl https://e\n- f",
      requests: [
        ['PUT https://a', 'B: c', 'Content-Type: application/x-www-form-urlencoded', 'body d', '?? status == 200'],
        ['GET https://e'],
      ],
      codes: ['unreachable-text'],
    },
    {
      claim: 'reports what curl would do and this client does not',
      text: 'curl -k --frobnicate https://a https://b',
      requests: [['GET https://a']],
      codes: ['curl-option', 'curl-option', 'curl-option'],
    },
  ]);
});
