/** Dynamic values of other clients that have no counterpart here, with a sentence on what to write instead. */
export const foreignDynamicValues: ReadonlyMap<string, string> = new Map([
  ...of(['$aadToken', '$aadV2Token'], 'REST Client', 'Add a token profile and write {{$token PROFILE}}.'),
  ...of(['$oidcAccessToken'], 'REST Client', 'Add a token profile and write {{$token PROFILE}}.'),
  ...of(['$auth'], 'JetBrains', 'Add a token profile and write {{$token PROFILE}}.'),
  ...of(['$projectRoot', '$historyFolder'], 'JetBrains', 'Write a path that is relative to this file.'),
  ...of(['$exampleServer'], 'JetBrains', 'Write {{sandbox}}, which is a server to try things on.'),
  ...of(['$input', '$pick'], 'httpYac', 'Write {{$prompt NAME text}} to be asked.'),
  ...of(['$password'], 'httpYac', 'Write # @prompt NAME text secret above the request and {{NAME}} here.'),
  ...of(
    ['$index', '$value'],
    'httpYac',
    'Requests are not sent in loops here; `rcreq run --repeat N` sends a file again.',
  ),
  ...of(['$date'], 'Kulala', "Write {{$datetime 'YYYY-MM-DD'}}."),
]);

function of(
  names: readonly string[],
  client: string,
  instead: string,
): readonly (readonly [name: string, sentence: string])[] {
  return names.map((name) => [name, `"${name}" is a value of ${client} that is not known here. ${instead}`]);
}
