/** What can be asked of the program, by command. */
export const commands = ['run', 'check', 'format', 'import', 'export', 'sandbox'] as const;

export type CommandName = (typeof commands)[number];

const overview = `rcreq sends the requests of .rcreq files and says what came of each.

  rcreq run FILE|FOLDER|GLOB…   send requests and report
  rcreq check FILE…             say what is wrong in files, without sending
  rcreq format FILE…            lay files out evenly
  rcreq import KIND FILE…       make request files of other clients' files or cURL commands, or environments of settings
  rcreq export KIND FILE        write a request as a cURL command, a HAR archive or code
  rcreq sandbox                 serve the API sandbox on this machine

  rcreq COMMAND --help          all options of a command
  rcreq --version

Exit codes: 0 all well; 1 a request or an assertion failed, or a file is not formatted; 2 wrong usage, an unreadable file or an error in one; 70 a defect; 130 stopped.
`;

const run = `rcreq run FILE|FOLDER|GLOB… [options]      FILE of - is standard input

Which requests
  --name NAME              only the request of this name or title (repeatable)
  --tag TAG                only requests with this tag (repeatable)
  --http                   from folders also .http and .rest files; one that is named, or matched by a glob, is always taken
Values
  --env NAME               environment of http-client.env.json
  --var NAME=VALUE         a value that wins over all others (repeatable)
  --secret NAME=VARIABLE   {{$secret NAME}} from an environment variable, or from a file: NAME=@FILE (repeatable)
  --auth PROFILE=FILE      token profile for # @auth and {{$token}}, as JSON; its texts may hold
                           {{$processEnv NAME}} and {{$secret NAME}}, signing.keyFile is a PEM file beside it;
                           renewed tokens are written back (repeatable)
Sending
  --dry-run                send nothing, show what would be sent
  --bail                   stop after the first request that fails
  --parallel N             N requests at a time
  --repeat N               everything N times
  --timeout 30s            limit for each request, waits included
  --max-wait 60s           longest wait that a server may ask for
  --allow-insecure-host H  believe any certificate of this host (repeatable)
  --resolve HOST:PORT:ADDR connect there instead (repeatable)
Report
  --report KIND            pretty (default), json, junit, har or github (repeatable)
  --output FILE            where json, junit or har goes; one for each of them, in order
  --output-bodies FOLDER   whole bodies as files, named in the json report
  --verbose                fields and bodies too
  --no-color               as the variable NO_COLOR
`;

const check = `rcreq check FILE|FOLDER|GLOB… [--http]

Prints what the editor would underline, one a line:  file:line:column: severity code: message
Exits with 2 when one of them is an error.

  --http                   from folders also .http and .rest files
`;

const format = `rcreq format FILE|FOLDER|GLOB… [--check] [--http]      FILE of - is standard input, which goes to standard output

Lays files out evenly and names those that it changed. Nothing that is sent changes: bodies and scripts stay as they are.

  --check                  write nothing; name the files that would change, and exit with 1 when there are any
  --http                   from folders also .http and .rest files
`;

const imports = `rcreq import http FILE|FOLDER|GLOB… [-o FILE.rcreq|FOLDER]
rcreq import curl FILE|COMMAND [-o FILE.rcreq]      FILE of - is standard input
rcreq import history HISTORY.json [-o FILE.rcreq]
rcreq import environments FILE|FOLDER… [-o FOLDER]

http reads files of REST Client, JetBrains, httpYac, Visual Studio and Kulala and writes request files that send the same. What differs is
said on standard error, one a line:  file:line: what: what to do
curl reads a file with cURL commands, or one command in quotes.
history reads REST Client's history (~/.rest-client/history.json) and writes each request once; secrets become {{$secret NAME}}.
environments reads settings.json with the environments of REST Client or httpYac, .httpyac.json, package.json and .env files, from a folder all of
them, and writes http-client.env.json; values that are secret by their names go to http-client.private.env.json.

  -o, --output PATH        where to write; without it one file goes to standard output. Several files go to a folder, under their names:
                           -o . puts each beside the file it came from. A file that is there already is left alone.
`;

const exports = `rcreq export curl FILE [--name NAME]
rcreq export har FILE [--name NAME]…
rcreq export code FILE [--name NAME] [--target js.fetch|js.axios|python.requests]      FILE of - is standard input

Writes a request as it would leave, without sending it. Secrets are not read: variables of the shell or the process stand in their place, and
*** in a HAR archive, which holds every request of the file unless some are named.

  --name NAME              the request of this name or title
  --env NAME               environment of http-client.env.json
  --var NAME=VALUE         a value that wins over all others (repeatable)
  --target TARGET          what code is for; js.fetch without it
  -o, --output FILE        where to write, instead of standard output; a file that is there already is left alone
`;

const sandbox = `rcreq sandbox [--port N]

Serves every documented behaviour of the API on this machine until it is stopped. The first line printed is its base URL.
`;

const usages: Readonly<Record<CommandName, string>> = { run, check, format, import: imports, export: exports, sandbox };

/** Help on a command; on all of them without one. */
export function usage(command: CommandName | undefined): string {
  return command === undefined ? overview : usages[command];
}
